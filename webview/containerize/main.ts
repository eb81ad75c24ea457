import '../shared/panel.css';
import './containerize.css';
import type { ContainerizeContract, ContainerizeState, PlanScreen, Screen, WriteOutcome } from '../../src/protocol/containerize.ts';
import { button, card, icon, iconButton, onPrimaryKey, select } from '../shared/components.ts';
import { h, setText } from '../shared/dom.ts';
import { connect } from '../shared/host.ts';
import { t } from '../shared/l10n.ts';
import { factForm } from './fact-form.ts';
import { fileList } from './file-list.ts';
import { noAppCard, problemCards, refusalCard } from './cards.ts';

const host = connect<ContainerizeContract, ContainerizeState>();

let plan: PlanScreen | undefined;
let folder = host.saved.folder ?? '';

const heading = h('h1', {}, t('Containerize workspace'));
const facts = h('div', { class: 'facts small' });
const status = h('div', { role: 'status', class: 'sr' });
const apps = select({
  name: t('App'),
  onChange: (app) => void host.request('chooseApp', { app }),
});
const appChoice = h('div', { class: 'app' }, h('span', { class: 'muted' }, t('App')), apps.element);
const cards = h('div', { class: 'cards' });
const form = factForm({
  correct: (field, value) => void host.request('correct', { field, value }).catch(failed),
  setService: (name, wanted) => void host.request('setService', { name, wanted }).catch(failed),
  open: (place) => void host.request('openPlace', place).catch(failed),
});
const files = fileList({
  saved: host.saved.ticks ?? {},
  changed: () => {
    keep();
    drawFooter();
  },
  showDiff: (path) => void host.request('showDiff', { path }).catch(failed),
  open: (path) => void host.request('openPlace', { file: path, line: null }).catch(failed),
});
const notes = h('ul', { class: 'notes' });
const previewTitle = h('div', { class: 'label preview' });
const preview = h('pre', { tabindex: 0, role: 'region' });
const write = button({ label: '', primary: true, title: t('Write the ticked files (Ctrl+Enter)'), onClick: writeFiles });
const diffs = button({
  label: t('Show all diffs'),
  onClick: () => void host.request('showAllDiffs', { paths: files.different() }).catch(failed),
});
const promise = h('span', { class: 'small muted' });

const again = iconButton({ icon: 'refresh', label: t('Detect again'), onClick: detectAgain });
again.classList.add('push');
const body = h(
  'div',
  { class: 'split' },
  h(
    'section',
    { 'aria-labelledby': 'found' },
    h('div', { class: 'sec' }, h('h2', { id: 'found' }, t('What was found')), again),
    form.element,
  ),
  h(
    'section',
    { 'aria-labelledby': 'written' },
    h('div', { class: 'sec' }, h('h2', { id: 'written' }, t('What will be written')), files.count),
    files.element,
    notes,
    previewTitle,
    preview,
  ),
);
const footer = h('footer', { class: 'foot' }, write, diffs, promise);
document.body.append(
  h(
    'main',
    { class: 'page' },
    h('header', { class: 'bar' }, h('div', { class: 'what' }, heading, facts), appChoice),
    status,
    cards,
    body,
    footer,
  ),
);
showBody(false);

onPrimaryKey(writeFiles);
host.on('screen', draw);
host.ready();

function draw(screen: Screen): void {
  folder = screen.folder;
  if (screen.kind === 'reading') {
    setText(status, t('Reading the project'));
    if (!plan) drawSummary([t('Reading the project')]);
    return;
  }
  if (screen.kind === 'no-app') {
    plan = undefined;
    showBody(false);
    drawSummary([]);
    cards.replaceChildren(
      noAppCard(screen, {
        chooseStack: () => void host.request('chooseStack', null),
        chooseFolder: () => void host.request('chooseFolder', null),
      }),
    );
    return;
  }
  drawPlan(screen);
}

function drawPlan(screen: PlanScreen): void {
  const first = !plan;
  const otherApp = plan?.app !== screen.app;
  plan = screen;
  showBody(true);
  drawSummary([...screen.summary, t('Nothing is written until you say so')]);
  appChoice.hidden = screen.apps.length < 2;
  apps.setOptions(screen.apps, screen.app);
  cards.replaceChildren(
    ...problemCards(screen.problems, { open: (place) => void host.request('openPlace', place).catch(failed), detectAgain }),
  );
  form.update(screen);
  files.update(screen.files, otherApp && !first);
  notes.replaceChildren(...screen.notes.map((note) => h('li', { class: 'note' }, icon('info', 'busy'), h('span', {}, note))));
  drawPreview(screen.preview);
  drawFooter();
  if (screen.changed)
    setText(status, screen.changed === 1 ? t('Planned again, 1 file changed') : t('Planned again, {0} files changed', screen.changed));
  keep();
  if (first)
    requestAnimationFrame(() => {
      write.focus();
    });
}

function drawSummary(parts: readonly string[]): void {
  facts.replaceChildren(...parts.map((part) => h('span', {}, part)));
}

function drawPreview(shown: PlanScreen['preview']): void {
  previewTitle.hidden = preview.hidden = shown === null;
  if (!shown) return;
  setText(previewTitle, shown.title);
  preview.setAttribute('aria-label', t('Preview of {0}', shown.title));
  preview.replaceChildren(
    ...shown.text
      .split('\n')
      .flatMap((line, index) => [h('span', { class: 'ln', 'aria-hidden': 'true' }, String(shown.firstLine + index)), `${line}\n`]),
  );
}

function drawFooter(): void {
  const ticked = files.ticked();
  setText(
    write,
    ticked.length === 0 ? t('Nothing to write') : ticked.length === 1 ? t('Write 1 file') : t('Write {0} files', ticked.length),
  );
  write.disabled = ticked.length === 0;
  diffs.disabled = files.different().length === 0;
  const kept = files.untickedReplacements();
  const keeps =
    kept.length === 1
      ? t('Your {0} stays as it is.', kept[0] ?? '')
      : kept.length > 1
        ? t('{0} of your files stay as they are.', kept.length)
        : '';
  setText(promise, [keeps, ticked.length > 0 ? t('One undo takes it all back.') : ''].filter((part) => part !== '').join(' '));
}

function writeFiles(): void {
  const paths = files.ticked();
  if (!plan || paths.length === 0 || write.disabled) return;
  write.disabled = true;
  host.request('write', { plan: plan.plan, paths }).then(written, failed).finally(drawFooter);
}

function written(outcome: WriteOutcome): void {
  if (outcome.kind === 'changed') {
    const [path = ''] = outcome.paths;
    show(
      card({
        icon: icon('warning', 'unknown'),
        title:
          outcome.paths.length === 1
            ? t('{0} changed after the preview', path)
            : t('{0} files changed after the preview', outcome.paths.length),
        text: t('Nothing was written. Look at the new diff, then write again.'),
        actions: [
          {
            label: t('Show diff'),
            onClick: () =>
              void host
                .request('detectAgain', null)
                .then(() => host.request('showDiff', { path }))
                .catch(failed),
          },
          { label: t('Plan again'), onClick: detectAgain },
        ],
        quiet: true,
      }),
    );
  }
  if (outcome.kind === 'refused') show(refusalCard(outcome, writeFiles));
}

/** What went wrong stands above the form until the next plan, and takes the focus so that it is heard. */
function show(element: HTMLElement): void {
  element.tabIndex = -1;
  cards.replaceChildren(element);
  element.scrollIntoView({ block: 'nearest' });
  element.focus();
}

function failed(error: unknown): void {
  const title = error instanceof Error ? error.message : String(error);
  show(
    card({
      icon: icon('error', 'fail'),
      title,
      text: t('The log of Drydock says more.'),
      quiet: true,
      actions: [{ label: t('Detect again'), onClick: detectAgain }],
    }),
  );
}

function detectAgain(): void {
  host.request('detectAgain', null).catch(failed);
}

function showBody(visible: boolean): void {
  body.hidden = footer.hidden = !visible;
  if (!visible) appChoice.hidden = true;
}

function keep(): void {
  host.save({ folder, app: plan?.app ?? '', ticks: files.changedTicks() });
}
