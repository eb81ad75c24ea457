import '../shared/panel.css';
import './test-panel.css';
import type {
  ProblemScreen,
  ResultsScreen,
  RunRow,
  TestPanelContract,
  TestPanelState,
  TestPanelView,
} from '../../src/protocol/test-panel.ts';
import { button, card, fileLink, icon, linkButton, onPrimaryKey } from '../shared/components.ts';
import { h, present, setText } from '../shared/dom.ts';
import { connect } from '../shared/host.ts';
import { t } from '../shared/l10n.ts';
import { logList } from './log-list.ts';
import { planPart } from './plan.ts';
import { drawResults, type ResultActions } from './results.ts';
import { buildPart, runningPart } from './running.ts';

const host = connect<TestPanelContract, TestPanelState>();

let view: TestPanelView | undefined;
let filter = new Set(host.saved.filter ?? []);
let drawn = '';

const heading = h('h1', {});
const facts = h('div', { class: 'facts small' });
const elapsed = h('span', {});
const acts = h('div', { class: 'acts' });
const bar = h('i', {});
const progress = h(
  'div',
  { class: 'prog', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-label': t('Progress') },
  bar,
);
const body = h('div', { class: 'screen' });
const history = h('section', { class: 'history', 'aria-labelledby': 'runs-title' });

const openLine = (line: number | null): void => void host.request('openPlace', { line }).catch(failed);
const plan = planPart({ setKinds: (kinds, checked) => void host.request('setKinds', { kinds, checked }).catch(failed), open: openLine });
const build = buildPart();
const running = runningPart(build);
const log = logList({ save: () => void host.request('saveLog', null).catch(failed) });
const actions: ResultActions = {
  open: openLine,
  applyFix: (index) => void host.request('applyFix', { index }).catch(failed),
  undoFix: (index) => void host.request('undoFix', { index }).catch(failed),
  run: (kinds) => void host.request('run', { kinds }).catch(failed),
  toggleFilter: (verdict) => {
    filter = new Set(filter.has(verdict) ? [...filter].filter((one) => one !== verdict) : [...filter, verdict]);
    keep();
    if (view) draw(view);
  },
};

document.body.append(
  h(
    'main',
    { class: 'page' },
    h('header', { class: 'bar' }, h('div', { class: 'what', role: 'status' }, heading, facts), acts),
    progress,
    body,
    history,
  ),
);

host.on('view', (next) => {
  view = next;
  keep();
  draw(next);
});
host.on('log', ({ reset, lines }) => {
  if (reset) log.reset();
  log.add(lines);
});
onPrimaryKey(primary);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'F8' || !event.altKey) return;
  const cards = [...document.querySelectorAll<HTMLElement>('[data-verdict="fail"]')];
  const next = cards[(cards.indexOf(document.activeElement as HTMLElement) + 1) % Math.max(cards.length, 1)];
  next?.focus();
});
setInterval(tick, 1000);
host.ready();

function keep(): void {
  host.save({ target: view?.key ?? host.saved.target ?? '', filter: [...filter] });
}

function draw(next: TestPanelView): void {
  const { screen } = next;
  const target = next.hasDockerfile ? fileLink({ text: next.target, onClick: () => { openLine(null); } }) : h('span', {}, next.target); // prettier-ignore
  progress.hidden = screen.kind !== 'running';
  switch (screen.kind) {
    case 'plan':
      head(t('Test container'), [target, next.engine, screen.last]);
      setActs(screen.runLabel, [
        button({ label: screen.runLabel, primary: true, title: t('Run the ticked tests (Ctrl+Enter)'), onClick: primary }),
      ]);
      lastActs.disable(screen.runLabel === 'Nothing to run');
      plan.update(screen);
      put('plan', [plan.element]);
      break;
    case 'running':
      head(screen.title, [...screen.facts, elapsed, target]);
      setActs(screen.cancelling ? 'cancelling' : 'cancel', [button({ label: screen.cancelling ? t('Cancelling…') : t('Cancel'), onClick: () => void host.request('cancel', null) })]); // prettier-ignore
      lastActs.disable(screen.cancelling);
      bar.style.width = `${String(Math.round(screen.progress * 100))}%`;
      progress.setAttribute('aria-valuenow', String(Math.round(screen.progress * 100)));
      tick();
      running.update(screen);
      put('running', [h('div', { class: 'split even' }, running.element, log.element)]);
      break;
    case 'results':
      drawRun(screen, target);
      break;
    case 'problem':
      head(t('Test container'), [target, next.engine]);
      setActs('problem', []);
      put('problem', problem(screen), true);
      break;
  }
  drawHistory(next.runs);
}

function drawRun(screen: ResultsScreen, target: HTMLElement): void {
  head(screen.title, [...screen.facts, target]);
  setActs(`results ${screen.run} ${screen.failedKinds.join()}`, [
    ...(screen.failedKinds.length > 0 ? [button({ label: screen.failedKinds.length === 1 ? t('Run failed test') : t('Run failed tests'), onClick: () => { actions.run(screen.failedKinds); } })] : []),
    button({ label: t('Run again'), primary: true, title: t('Run all ticked tests (Ctrl+Enter)'), onClick: primary }),
    button({ label: t('Plan'), onClick: () => void host.request('show', { run: null }) }),
    button({ label: t('Export…'), onClick: () => void host.request('exportRun', null).catch(failed) }),
  ]); // prettier-ignore
  build.update(screen.build);
  const results = drawResults(screen, filter, actions);
  put(`results ${screen.run}`, [results, ...(screen.build ? [build.element] : []), ...(log.element.isConnected || screen.build ? [log.element] : [])], true); // prettier-ignore
}

/** The card of what went wrong, with the build and the log beneath where there are any. */
function problem(screen: ProblemScreen): HTMLElement[] {
  const shown = card({
    icon: icon(screen.icon, screen.tone),
    title: screen.title,
    text: screen.text,
    facts: Object.fromEntries(
      screen.facts.map(({ label, value, line }) => [label, line === undefined ? value : fileLink({ text: value, onClick: () => { openLine(line); } })]),
    ),
    ...(screen.output === '' ? {} : { more: h('pre', { tabindex: 0, role: 'region', 'aria-label': t('Last lines of the step') }, screen.output) }),
    actions: screen.actions.map(({ id, label }) => ({ label: t(label), onClick: () => void host.request('act', { action: id }).catch(failed) })),
  }); // prettier-ignore
  build.update(screen.build);
  return [shown, ...(screen.build ? [build.element, log.element] : [])];
}

function drawHistory(runs: readonly RunRow[]): void {
  const title = h('div', { class: 'sec' }, h('h2', { id: 'runs-title' }, t('Runs')));
  if (runs.length === 0) {
    history.replaceChildren(title, h('p', { class: 'muted small' }, t('No runs yet. The last 20 are kept here.')));
    return;
  }
  const clear = linkButton({ text: t('Clear history…'), onClick: () => void host.request('clearHistory', null).catch(failed) }); // prettier-ignore
  clear.classList.add('push', 'small');
  title.append(clear);
  const icons = { pass: ['pass', 'pass'], fail: ['error', 'fail'], unknown: ['question', 'unknown'] } as const;
  history.replaceChildren(
    title,
    h(
      'ul',
      { class: 'rows' },
      ...runs.map(({ id, when, text, verdict, shown }) => {
        const open = linkButton({ text, onClick: () => void host.request('show', { run: id }) }); // prettier-ignore
        if (shown) open.setAttribute('aria-current', 'true');
        return h('li', { class: 'line' }, icon(icons[verdict][0], icons[verdict][1]), open, h('span', { class: 'small muted push' }, when));
      }),
    ),
  );
}

function head(title: string, parts: readonly (HTMLElement | string | null)[]): void {
  setText(heading, title);
  facts.replaceChildren(...present(parts.map((part) => (part === null || part === '' ? undefined : typeof part === 'string' ? h('span', {}, part) : h('span', {}, part))))); // prettier-ignore
}

/** Buttons stay the same elements while they mean the same: focus stays. */
const lastActs = {
  key: '',
  disable: (off: boolean): void => {
    for (const one of acts.querySelectorAll<HTMLElement & { disabled: boolean }>('vscode-button')) one.disabled = off;
  },
};

function setActs(key: string, buttons: readonly HTMLElement[]): void {
  if (lastActs.key === key) return;
  lastActs.key = key;
  acts.replaceChildren(...buttons);
}

/** Puts a screen's parts in place; `always` where they are made anew each time. */
function put(key: string, parts: readonly HTMLElement[], always = false): void {
  if (key === drawn && !always) return;
  drawn = key;
  body.replaceChildren(...parts);
}

function primary(): void {
  if (!view) return;
  const { screen } = view;
  if (screen.kind === 'problem') {
    const [first] = screen.actions;
    if (first) void host.request('act', { action: first.id }).catch(failed);
  } else if (screen.kind !== 'running') void host.request('run', { kinds: null }).catch(failed);
}

function tick(): void {
  if (view?.screen.kind !== 'running') return;
  const seconds = Math.max(0, Math.round((Date.now() - view.screen.startedAtMs) / 1000));
  setText(elapsed, t('{0} so far', `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`));
}

/** The extension's own words, where something that was asked for could not be done. */
function failed(error: unknown): void {
  body.prepend(card({ icon: icon('error', 'fail'), title: error instanceof Error ? error.message : String(error), quiet: true }));
}
