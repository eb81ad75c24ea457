import { describe, expect, test } from 'vitest';
import type { TestResult } from '../../../core/testing/verdict.ts';
import type { BuildStep } from '../../../io/engine/engine.ts';
import { newRun, takeEvent, type RunState } from './run-state.ts';
import type { KeptRun } from './history.ts';
import { resultsScreen, resultsTitle, runningScreen, shortTime, worstVerdict } from './view.ts';

const result = (more: Partial<TestResult>): TestResult => ({
  kind: 'structure', name: 'structure', verdict: 'pass', durationMs: 100, summary: 's', evidence: [], advice: null, fix: null, place: null, ...more,
}); // prettier-ignore
const run = (tests: readonly TestResult[], more: Partial<KeptRun> = {}): KeptRun => ({
  id: '1', atMs: 0, target: 't', image: 'i', imageId: 'x', engine: 'Docker 26.1', durationMs: 41_000, cancelled: false, tests, ...more,
}); // prettier-ignore
const fail = result({ verdict: 'fail', name: 'structure: user is not root' });
const unknown = result({ verdict: 'unknown' });

test.each([
  [[result({})], {}, 'The test passed'],
  [[result({}), result({})], {}, 'All 2 tests passed'],
  [[result({}), fail], {}, '1 of 2 tests failed'],
  [[unknown, result({})], {}, '1 of 2 tests could not tell'],
  [[], {}, 'No test ran'],
  [[fail], { cancelled: true }, 'Cancelled after 41 s'],
])('the answer is the heading: %#', (tests, more, title) => {
  expect(resultsTitle(run(tests, more))).toBe(title);
});

test.each([
  [90, '0.1 s'], [9_949, '9.9 s'], [9_960, '10 s'], [41_200, '41 s'], [59_600, '1 min'], [112_000, '1 min 52 s'],
])('%i ms is %s', (ms, text) => {
  expect(shortTime(ms)).toBe(text);
}); // prettier-ignore

test('a kind is as bad as its worst check, and nothing is not a pass', () => {
  expect([[result({})], [result({}), unknown], [unknown, fail], []].map(worstVerdict)).toEqual(['pass', 'unknown', 'fail', 'unknown']);
});

test('verdicts come worst first, with their place and the diff of their fix', () => {
  const mended = result({ verdict: 'fail', place: { instruction: 'CMD', line: 2 }, fix: { title: 'Use the exec form', file: 'dockerfile', fromLine: 2, toLine: 2, text: 'CMD ["a"]\n' } });
  const screen = resultsScreen(run([result({}), unknown, mended]), { kinds: [], dockerfileName: 'Dockerfile', dockerfileLines: ['FROM b', 'CMD a'], applied: new Set(), build: null });
  expect(screen.results.map(({ index, verdict }) => [index, verdict])).toEqual([[2, 'fail'], [1, 'unknown'], [0, 'pass']]);
  expect(screen.results[0]).toMatchObject({ place: { text: 'Dockerfile:2' }, fix: { removed: ['CMD a'], added: ['CMD ["a"]'], fromLine: 2, applied: false } });
}); // prettier-ignore

describe('a run', () => {
  const step = (more: Partial<BuildStep>): BuildStep => ({
    id: '1',
    name: '[build 1/2] RUN npm ci',
    stage: 'build',
    line: 2,
    state: 'running',
    durationMs: null,
    ...more,
  });
  const play = (state: RunState, ...events: readonly Parameters<typeof takeEvent>[1][]): readonly string[] =>
    events.flatMap((event) => takeEvent(state, event, 1000)).map(({ source, text }) => `${source}: ${text}`);
  const fresh = (): RunState => newRun([{ kind: 'structure', title: 'Structure' }, { kind: 'readiness', title: 'Readiness' }], 0); // prettier-ignore

  test('builds: steps by stage, what is cached, what runs', () => {
    const state = fresh();
    const log = play(
      state,
      { type: 'build', event: { type: 'step', step: step({}) } },
      { type: 'build', event: { type: 'output', stepId: '1', text: 'added\u001B[1m 3\r\n' } },
      { type: 'build', event: { type: 'step', step: step({ state: 'done', durationMs: 2000 }) } },
      { type: 'build', event: { type: 'step', step: step({ id: '2', name: 'COPY a', stage: null, state: 'cached', durationMs: 0 }) } },
    );
    expect(log).toEqual(['build: [build 1/2] RUN npm ci', 'build: added 3', 'build: COPY a']);
    const screen = runningScreen(state, true, 5000);
    expect(screen).toMatchObject({ title: 'Building image', testsNote: '2 tests start when the image is built', build: { open: true, summary: '1 of 2 steps cached' } });
    expect(screen.build?.stages).toMatchObject([{ name: 'build', steps: [{ text: 'RUN npm ci', state: 'done', time: '2.0 s' }] }, { name: '', steps: [{ note: 'Cached' }] }]);
    expect(screen.tests.map(({ state: one }) => one)).toEqual(['waiting', 'waiting']);
  }); // prettier-ignore

  test('tests: one row a kind, folded build, verdict in words', () => {
    const state = fresh();
    const log = play(
      state,
      { type: 'built', image: 'a:1', durationMs: 33_400 },
      { type: 'started', kind: 'structure', title: 'Structure' },
      { type: 'log', kind: 'structure', stream: 'stdout', text: '<b>\nx' },
      { type: 'finished', kind: 'structure', results: [result({ summary: 'fine' })] },
      { type: 'started', kind: 'readiness', title: 'Readiness' },
      { type: 'progress', kind: 'readiness', text: 'waiting' },
    );
    expect(log).toEqual(['drydock: Built a:1 in 33.4 s', 'drydock: Structure begins', 'container: <b>', 'container: x', 'drydock: structure: passed, fine', 'drydock: Readiness begins', 'drydock: waiting']);
    const screen = runningScreen(state, true, 3000);
    expect(screen).toMatchObject({ title: 'Testing container', facts: ['Test 2 of 2', 'a:1'], build: { open: false } });
    expect(screen.tests).toEqual([
      { kind: 'structure', title: 'Structure', state: 'pass', text: 'Passed: fine', time: '0.1 s' },
      { kind: 'readiness', title: 'Readiness', state: 'running', text: 'Running: waiting', time: '2.0 s' },
    ]);
  }); // prettier-ignore
});
