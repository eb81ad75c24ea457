import { l10n } from 'vscode';
import type { AppProfile, Evidence, Fact } from '../../../core/detect/profile.ts';
import type { Choice, EvidencePart, FactRow, Place, ProblemRow, ServiceRow } from '../../../protocol/containerize.ts';
import { corrected, isWrong, type Corrections } from './corrections.ts';
import { fields, kindNames, type Field } from './fields.ts';
import { serviceName } from './service-names.ts';

/** The form of facts: each with its value, and where that value comes from. */
export function factRows(found: AppProfile, corrections: Corrections): FactRow[] {
  const app = corrected(found, corrections);
  return fields
    .filter((field) => field.applies?.(app) !== false || corrections.fields[field.name] !== undefined)
    .map((field) => factRow(field, found, app, corrections.fields[field.name]));
}

/** Found services and those a person put in, ticked when they are wanted. */
export function serviceRows(found: AppProfile, corrections: Corrections): ServiceRow[] {
  const wanted = new Set(corrected(found, corrections).services.map(({ value }) => value.name));
  const added = Object.keys(corrections.services).filter((name) => !found.services.some(({ value }) => value.name === name));
  return [
    ...found.services.map(({ value, evidence }) => ({
      name: value.name,
      label: value.version === null ? serviceName(value.name) : `${serviceName(value.name)} ${value.version}`,
      wanted: wanted.has(value.name),
      evidence: evidenceParts(evidence),
    })),
    ...added.map((name) => ({ name, label: serviceName(name), wanted: wanted.has(name), evidence: [{ text: l10n.t('Yours.') }] })),
  ];
}

/** What a person may put in, by name. */
export function otherServices(rows: readonly ServiceRow[], known: readonly string[]): Choice[] {
  return known.filter((name) => !rows.some((row) => row.name === name)).map((name) => ({ value: name, label: serviceName(name) }));
}

/** "Web service", "6 facts found, 1 by default, 1 yours, 1 not found". */
export function summary(found: AppProfile, corrections: Corrections, facts: readonly FactRow[]): string[] {
  const kind = corrected(found, corrections).kind?.value;
  const unchanged = fields.filter((field) => facts.some((row) => row.field === field.name && !row.yours)).map((field) => field.fact(found));
  const from = (source: Evidence['source']) => unchanged.filter((fact) => fact?.evidence.source === source).length;
  const count = { found: from('found') + found.services.length, default: from('default') };
  const yours = facts.filter((row) => row.yours).length + from('user');
  const lacking = facts.filter(({ state }) => state === 'lacking').length;
  const counted = [
    count.found === 1 ? l10n.t('1 fact found') : l10n.t('{0} facts found', count.found),
    ...(count.default > 0 ? [l10n.t('{0} by default', count.default)] : []),
    ...(yours > 0 ? [l10n.t('{0} yours', yours)] : []),
    ...(lacking > 0 ? [l10n.t('{0} not found', lacking)] : []),
  ];
  return [kind === undefined ? l10n.t('Kind not known') : kindNames()[kind], counted.join(', ')];
}

/** The first sentence is the heading, without its full stop; the rest says what to do. */
export function problemRows({ problems }: AppProfile): ProblemRow[] {
  return problems.map(({ message, file, line }) => {
    const [, title = message, rest = ''] = /^(.*?)\.(?:\s+(.*))?$/s.exec(message) ?? [];
    const next = l10n.t('Mend it and detect again.');
    return { title, text: rest === '' ? next : `${rest} ${next}`, place: file === null ? null : { file, line } };
  });
}

function factRow(field: Field, found: AppProfile, app: AppProfile, correction: string | undefined): FactRow {
  const fact = field.fact(app);
  const missing = field.missing(app);
  const choices = field.choices?.(app);
  const base = {
    field: field.name,
    label: field.label(app),
    look: field.look,
    yours: correction !== undefined,
    ...(choices ? { choices } : {}),
  };
  if (correction !== undefined) {
    const wrong = isWrong(field.name, correction);
    const evidence = [...(wrong ? [{ text: wrongText(field), muted: false }] : []), ...yoursParts(field, app, field.fact(found))];
    return { ...base, value: correction, state: wrong ? 'wrong' : correction.trim() === '' ? 'empty' : 'known', evidence };
  }
  if (fact === null)
    return {
      ...base,
      value: '',
      state: missing.attention ? 'lacking' : 'empty',
      evidence: [{ text: missing.text, muted: !missing.attention }],
    };
  return { ...base, value: String(fact.value), state: 'known', evidence: evidenceParts(fact.evidence) };
}

function wrongText({ name }: Field): string {
  if (name === 'port') return l10n.t('A port is a number from 1 to 65535, so this is not used.');
  if (name === 'healthPath') return l10n.t('A path starts with “/” and has no blanks, so this is not used.');
  return l10n.t('This cannot stand in an image’s tag, so it is not used.');
}

function yoursParts(field: Field, app: AppProfile, found: Fact<string | number> | null): EvidencePart[] {
  if (found === null) return [{ text: l10n.t('Yours.') }, { text: l10n.t('Nothing was found.'), muted: true }];
  const label = field.choices?.(app).find(({ value }) => value === found.value)?.label ?? String(found.value);
  const place = placeOf(found.evidence);
  return [
    { text: l10n.t('Yours.') },
    { text: found.evidence.source === 'default' ? l10n.t('Default: {0}', label) : l10n.t('Found: {0}', label), muted: true },
    ...(place ? [{ text: placeText(place), place }] : []),
  ];
}

function evidenceParts(evidence: Evidence): EvidencePart[] {
  const place = placeOf(evidence);
  const text = evidence.text === undefined ? [] : [{ text: evidence.text, muted: true }];
  if (evidence.source === 'default') return [{ text: l10n.t('Default.') }, ...text];
  if (place) return [{ text: placeText(place), place }, ...text];
  return [{ text: evidence.source === 'user' ? l10n.t('Yours.') : l10n.t('Found in its source.'), muted: true }, ...text];
}

const placeOf = ({ file, line, text }: Evidence): Place | undefined =>
  file === null ? undefined : text === undefined ? { file, line } : { file, line, text };

const placeText = ({ file, line }: Place): string => (line === null ? file : `${file}:${String(line)}`);
