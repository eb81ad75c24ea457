import { unknownProfile } from '../../../core/detect/fact.ts';
import type { AppKind, AppProfile, Evidence, Fact, Language, PackageManager, Service } from '../../../core/detect/profile.ts';
import type { FieldName } from '../../../protocol/containerize.ts';

/** What a person said of one app, kept per workspace folder. An empty value means "there is none". */
export interface Corrections {
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  /** Services taken out (false) or put in (true), by name. */
  readonly services: Readonly<Record<string, boolean>>;
}

export const noCorrections: Corrections = { fields: {}, services: {} };

const yours: Evidence = { source: 'user', file: null, line: null, rule: 'user' };

/** The profile as the person sees the app. A value that cannot be taken, such as port 99999, leaves the fact as it was found. */
export function corrected(found: AppProfile, { fields, services }: Corrections): AppProfile {
  const text = <T extends string>(field: FieldName, fact: Fact<T> | null): Fact<T> | null => {
    const value = fields[field]?.trim();
    if (value === undefined || isWrong(field, value)) return fact;
    // Choices come from a list of the panel's own, so what arrives is one of the type's values.
    return value === '' ? null : { value: value as T, evidence: yours };
  };
  return {
    ...found,
    kind: text<AppKind>('kind', found.kind),
    language: text<Language>('language', found.language),
    framework: text('framework', found.framework),
    packageManager: text<PackageManager>('packageManager', found.packageManager),
    runtimeVersion: text('runtimeVersion', found.runtimeVersion),
    buildCommand: text('buildCommand', found.buildCommand),
    startCommand: text('startCommand', found.startCommand),
    port: portFact(found.port, fields.port),
    services: wantedServices(found.services, services),
    details:
      fields.healthPath === undefined || isWrong('healthPath', fields.healthPath)
        ? found.details
        : { ...found.details, healthPath: fields.healthPath.trim() || null },
  };
}

/** An app of which only the person says what it is. */
export const appOfLanguage = (path: string, name: string, language: Language): AppProfile => ({
  ...unknownProfile(path, name),
  language: { value: language, evidence: yours },
});

/** The path that answers when the app is healthy, where a stack found one. */
export function healthPathOf({ details }: AppProfile): string | null {
  const path = details['healthPath'];
  return typeof path === 'string' ? path : null;
}

/** A value that no Dockerfile could use: it is shown as wrong and not taken. */
export function isWrong(field: FieldName, value: string): boolean {
  const trimmed = value.trim();
  if (trimmed === '') return false;
  if (field === 'port') return !/^\d{1,5}$/.test(trimmed) || Number(trimmed) < 1 || Number(trimmed) > 65_535;
  if (field === 'healthPath') return !/^\/\S*$/.test(trimmed);
  if (field === 'runtimeVersion') return !/^[\w][\w.-]*$/.test(trimmed);
  return false;
}

export function withField(corrections: Corrections, field: FieldName, value: string | null): Corrections {
  const { [field]: _, ...fields } = corrections.fields;
  return { ...corrections, fields: value === null ? fields : { ...fields, [field]: value } };
}

export function withService(corrections: Corrections, name: string, wanted: boolean): Corrections {
  return { ...corrections, services: { ...corrections.services, [name]: wanted } };
}

function portFact(found: Fact<number> | null, value: string | undefined): Fact<number> | null {
  if (value === undefined || isWrong('port', value)) return found;
  return value.trim() === '' ? null : { value: Number(value.trim()), evidence: yours };
}

function wantedServices(found: readonly Fact<Service>[], wanted: Readonly<Record<string, boolean>>): Fact<Service>[] {
  const kept = found.filter(({ value }) => wanted[value.name] !== false);
  const added = Object.keys(wanted).filter((name) => wanted[name] && !found.some(({ value }) => value.name === name));
  return [...kept, ...added.map((name) => ({ value: { name, version: null, env: [] }, evidence: yours }))];
}
