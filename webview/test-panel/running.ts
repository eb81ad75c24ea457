import type { BuildView, RunningScreen, StepRow, TestRow } from '../../src/protocol/test-panel.ts';
import { icon, type Tone } from '../shared/components.ts';
import { h, keyedList, setText, type Part } from '../shared/dom.ts';
import { t } from '../shared/l10n.ts';

const stepIcons: Readonly<Record<StepRow['state'], readonly [string, Tone]>> = {
  running: ['loading', 'busy'],
  done: ['pass', 'pass'],
  cached: ['pass', 'pass'],
  failed: ['error', 'fail'],
  cancelled: ['circle-slash', 'idle'],
};

const testIcons: Readonly<Record<TestRow['state'], readonly [string, Tone]>> = {
  waiting: ['circle-outline', 'idle'],
  running: ['loading', 'busy'],
  pass: ['pass', 'pass'],
  fail: ['error', 'fail'],
  unknown: ['question', 'unknown'],
  cancelled: ['circle-slash', 'idle'],
};

/** The build's steps by stage, folded to one line when it is done. */
export function buildPart(): Part<BuildView | null> {
  const summary = h('span', { class: 'small muted' });
  const stages = h('div', { class: 'steps' });
  const details = h(
    'details',
    {},
    h('summary', { class: 'sec' }, icon('chevron-right'), h('h2', { id: 'build-title' }, t('Build')), summary),
    stages,
  );
  details.querySelector('.codicon')?.classList.add('tw');
  let opened: boolean | undefined;
  const draw = keyedList<BuildView['stages'][number]>(stages, ({ name }) => name, stagePart);
  return {
    element: h('section', { 'aria-labelledby': 'build-title' }, details),
    update(build) {
      details.hidden = build === null;
      if (!build) return;
      // Only a change of the build's own opens or folds it: what a person did stays.
      if (opened !== build.open) details.open = build.open;
      opened = build.open;
      setText(summary, build.summary);
      draw(build.stages);
    },
  };
}

function stagePart(stage: BuildView['stages'][number]): Part<BuildView['stages'][number]> {
  const list = h('ul', {});
  const steps = keyedList<StepRow>(list, ({ id }) => id, stepPart);
  const title = stage.name === '' ? undefined : h('div', { class: 'stage small muted' }, stage.name);
  return { element: h('div', {}, title, list), update: (next) => { steps(next.steps); } }; // prettier-ignore
}

function stepPart(): Part<StepRow> {
  const mark = h('span', { class: 'mark' });
  const text = h('code', { class: 'cut' });
  const note = h('span', { class: 'tag' });
  const time = h('span', { class: 'num small muted' });
  let state: StepRow['state'] | undefined;
  return {
    element: h('li', { class: 'step' }, mark, text, note, time),
    update(step) {
      if (state !== step.state) mark.replaceChildren(icon(...stepIcons[step.state]));
      state = step.state;
      setText(text, step.text);
      text.title = step.text;
      setText(note, step.note);
      setText(time, step.time);
    },
  };
}

/** Build and tests while they run. */
export function runningPart(build: Part<BuildView | null>): Part<RunningScreen> {
  const note = h('span', { class: 'small muted' });
  const list = h('ul', { class: 'test-list' });
  const tests = keyedList<TestRow>(list, ({ kind }) => kind, testPart);
  return {
    element: h(
      'div',
      { class: 'running' },
      build.element,
      h('section', { 'aria-labelledby': 'running-title' }, h('div', { class: 'sec' }, h('h2', { id: 'running-title' }, t('Tests')), note), list),
    ), // prettier-ignore
    update(screen) {
      build.update(screen.build);
      setText(note, screen.testsNote);
      tests(screen.tests);
    },
  };
}

function testPart(): Part<TestRow> {
  const mark = h('span', { class: 'mark' });
  const title = h('span', {});
  const time = h('span', { class: 'num small muted' });
  const text = h('span', { class: 'sub small muted wrap' });
  let state: TestRow['state'] | undefined;
  return {
    element: h('li', { class: 'test' }, mark, title, time, text),
    update(test) {
      if (state !== test.state) mark.replaceChildren(icon(...testIcons[test.state]));
      state = test.state;
      setText(title, test.title);
      setText(time, test.state === 'waiting' ? t('Waiting') : test.time);
      setText(text, test.state === 'waiting' ? '' : test.text);
    },
  };
}
