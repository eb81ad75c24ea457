import type { FixView, ResultRow, ResultsScreen } from '../../src/protocol/test-panel.ts';
import { button, fileLink, icon, linkButton, type Tone } from '../shared/components.ts';
import { h } from '../shared/dom.ts';
import { t } from '../shared/l10n.ts';

export interface ResultActions {
  readonly open: (line: number | null) => void;
  readonly applyFix: (index: number) => void;
  readonly undoFix: (index: number) => void;
  readonly run: (kinds: readonly string[]) => void;
  readonly toggleFilter: (verdict: ResultRow['verdict']) => void;
}

const words: Readonly<Record<ResultRow['verdict'], { readonly icon: string; readonly tone: Tone; readonly word: string }>> = {
  fail: { icon: 'error', tone: 'fail', word: t('failed') },
  unknown: { icon: 'question', tone: 'unknown', word: t('could not tell') },
  pass: { icon: 'pass', tone: 'pass', word: t('passed') },
};

/** Chips that count and filter, then the verdicts: worst first, passed folded. */
export function drawResults(screen: ResultsScreen, filter: ReadonlySet<string>, actions: ResultActions): HTMLElement {
  const chips = (['fail', 'unknown', 'pass'] as const)
    .filter((verdict) => screen.counts[verdict] > 0)
    .map((verdict) =>
      h(
        'button',
        { type: 'button', class: 'chip', 'aria-pressed': String(filter.has(verdict)), onclick: () => { actions.toggleFilter(verdict); } },
        icon(words[verdict].icon, words[verdict].tone),
        `${String(screen.counts[verdict])} ${words[verdict].word}`,
      ),
    ); // prettier-ignore
  const rows = screen.results.filter(({ verdict }) => filter.size === 0 || filter.has(verdict));
  const open = rows.filter(({ verdict }) => verdict !== 'pass');
  const passed = rows.filter(({ verdict }) => verdict === 'pass');
  return h(
    'section',
    { 'aria-label': t('Verdicts') },
    h('div', { class: 'acts chips' }, ...chips),
    ...open.map((row) => verdictCard(row, actions)),
    passed.length > 0 && h('ul', { class: 'rows passed' }, ...passed.map((row) => passedRow(row, actions))),
  );
}

function verdictCard(row: ResultRow, actions: ResultActions): HTMLElement {
  const { icon: name, tone, word } = words[row.verdict];
  return h(
    'section',
    { class: 'card verdict', tabindex: -1, 'data-verdict': row.verdict, 'aria-label': `${row.title} ${word}` },
    h('div', { class: 'line' }, icon(name, tone), h('h2', {}, `${row.title} ${word}: ${row.summary}`), h('span', { class: 'num small muted push' }, row.time)),
    h(
      'div',
      { class: 'body' },
      evidence(row, actions),
      row.advice !== null && h('p', {}, row.advice),
      row.fix !== null && fixBlock(row.fix),
      h('div', { class: 'acts' }, ...buttons(row, actions)),
    ),
  ); // prettier-ignore
}

function buttons(row: ResultRow, actions: ResultActions): (HTMLElement | string)[] {
  const again = button({ label: t('Run this test again'), onClick: () => { actions.run([row.kind]); } }); // prettier-ignore
  if (!row.fix) return [again];
  if (row.fix.applied) {
    return [h('span', { class: 'muted' }, t('Applied. Run again to confirm')), linkButton({ text: t('Undo'), onClick: () => { actions.undoFix(row.index); } }), again]; // prettier-ignore
  }
  return [button({ label: t('Apply fix'), primary: true, title: row.fix.title, onClick: () => { actions.applyFix(row.index); } }), again]; // prettier-ignore
}

function evidence(row: ResultRow, actions: ResultActions): HTMLElement {
  const facts = row.evidence.flatMap(({ label, value }) => [h('dt', {}, label), h('dd', { class: 'wrap' }, value)]);
  const place = row.place;
  const where = place ? [h('dt', {}, t('Line')), h('dd', {}, fileLink({ text: place.text, onClick: () => { actions.open(place.line); } }))] : []; // prettier-ignore
  return h('dl', { class: 'kv small' }, ...facts, ...where);
}

function fixBlock({ removed, added, fromLine, title }: FixView): HTMLElement {
  const line = (sign: string, text: string, number: number, type: string): HTMLElement =>
    h('span', { class: type }, h('span', { class: 'ln' }, String(number)), `${sign} ${text}`);
  return h(
    'pre',
    { class: 'diff', tabindex: 0, role: 'region', 'aria-label': title },
    ...removed.map((text, i) => line('−', text, fromLine + i, 'del')),
    ...added.map((text, i) => line('+', text, fromLine + i, 'ins')),
  );
}

function passedRow(row: ResultRow, actions: ResultActions): HTMLElement {
  return h(
    'li',
    {},
    h(
      'details',
      {},
      h(
        'summary',
        { class: 'line' },
        icon('pass', 'pass', t('passed')),
        h('span', { class: 'cut' }, h('strong', {}, row.title), ` ${row.summary}`),
        h('span', { class: 'num small muted push' }, row.time),
      ),
      h('div', { class: 'body' }, evidence(row, actions)),
    ),
  );
}
