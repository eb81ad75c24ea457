import type { KindDefinition } from '../../../core/testing/kind.ts';
import type { TestPlan } from '../../../core/testing/plan.ts';
import { countVerdicts } from '../../../core/testing/run.ts';
import { testKinds, type TestKind, type TestResult } from '../../../core/testing/verdict.ts';
import type { BuildStep } from '../../../io/engine/engine.ts';
import type { BuildView, FixView, PlanScreen, ResultsScreen, RunningScreen, RunRow, TestRow } from '../../../protocol/test-panel.ts';
import type { KeptRun } from './history.ts';
import type { RunState } from './run-state.ts';

const groupTitles = { 'start-stop': 'Start and stop', faults: 'Faults', load: 'Load' } as const;

export function planScreen(
  kinds: readonly KindDefinition[],
  plan: TestPlan,
  ticked: ReadonlySet<TestKind>,
  last: string | null,
  builds: boolean,
): PlanScreen {
  const chosen = kinds.filter(({ kind }) => ticked.has(kind));
  const seconds = chosen.reduce((sum, kind) => sum + kind.seconds(plan), 0);
  return {
    kind: 'plan',
    groups: (['start-stop', 'faults', 'load'] as const)
      .map((group) => ({
        title: groupTitles[group],
        kinds: kinds
          .filter((kind) => kind.group === group)
          .toSorted((a, b) => testKinds.indexOf(a.kind) - testKinds.indexOf(b.kind))
          .map((kind) => ({ kind: kind.kind, title: kind.title, sentence: kind.sentence(plan), time: shortTime(kind.seconds(plan) * 1000).replace('.0', ''), checked: ticked.has(kind.kind) })),
      }))
      .filter((group) => group.kinds.length > 0),
    facts: planFacts(plan),
    time: chosen.length === 0 ? 'Nothing is ticked' : `About ${shortTime(seconds * 1000)}${builds ? ' and the build' : ''}`,
    last,
    runLabel: chosen.length === 0 ? 'Nothing to run' : `${builds ? 'Build and run' : 'Run'} ${plural(chosen.length, 'test')}`,
  }; // prettier-ignore
}

function planFacts({ config, dockerfile, port }: TestPlan): PlanScreen['facts'] {
  const facts: { label: string; values: readonly string[]; line: number | null }[] = [];
  const add = (label: string, values: readonly string[], line: number | null | undefined): void => {
    facts.push({ label, values, line: line ?? null });
  };
  const exposed = dockerfile?.exposed[0];
  add('Port', [exposed?.value ?? (port ? `${String(port.number)}/tcp` : 'Not found')], exposed?.line);
  add('User', [dockerfile?.user?.value ?? (config.user === '' ? 'root' : config.user)], dockerfile?.user?.line);
  const command = dockerfile?.entrypoint ?? dockerfile?.cmd;
  const text = command ? (command.form === 'exec' ? command.argv.join(' ') : command.text) : [...(config.entrypoint ?? []), ...(config.cmd ?? [])].join(' '); // prettier-ignore
  add(dockerfile?.entrypoint ? 'Entrypoint' : 'Command', [text === '' ? 'Not found' : text], command?.line);
  add('Health check', [dockerfile?.healthcheck?.value ?? config.healthcheck?.test.join(' ') ?? 'None'], dockerfile?.healthcheck?.line);
  add(
    'Stop signal',
    [dockerfile?.stopSignal?.value ?? (config.stopSignal === '' ? 'SIGTERM' : config.stopSignal)],
    dockerfile?.stopSignal?.line,
  );
  if (dockerfile && dockerfile.copies.length > 0) add('Copied', dockerfile.copies.map(({ destination }) => destination), dockerfile.copies[0]?.line); // prettier-ignore
  return facts;
}

export function runningScreen(state: RunState, builds: boolean, nowMs: number): RunningScreen {
  const started = state.tests.size > 0;
  const building = builds && state.builtMs === null && !started;
  const done = [...state.tests.values()].filter((test) => test.state === 'done').length;
  const tests = state.kinds.map(({ kind, title }) => testRow(state, kind, title, nowMs));
  const steps = [...state.steps.values()];
  const position = buildPosition(steps);
  return {
    kind: 'running',
    title: building ? 'Building image' : 'Testing container',
    facts: building
      ? [...(position ? [`Step ${String(position.at)} of ${String(position.of)}`] : []), ...(state.image ? [state.image] : [])]
      : [`Test ${String(Math.min(done + 1, state.kinds.length))} of ${String(state.kinds.length)}`, ...(state.image ? [state.image] : [])],
    startedAtMs: state.startedAtMs,
    progress: building ? (position ? position.at / position.of / 2 : 0) : (builds ? 0.5 : 0) + (done / Math.max(state.kinds.length, 1)) * (builds ? 0.5 : 1),
    cancelling: state.cancelling,
    build: builds ? buildView(state, building) : null,
    tests,
    testsNote: building ? `${plural(state.kinds.length, 'test')} start${state.kinds.length === 1 ? 's' : ''} when the image is built` : verdictWords([...state.tests.values()].flatMap(({ results }) => results)),
  }; // prettier-ignore
}

export function buildView(state: RunState, open: boolean): BuildView {
  const steps = [...state.steps.values()];
  const stages = new Map<string, BuildStep[]>();
  for (const step of steps) stages.set(step.stage ?? '', [...(stages.get(step.stage ?? '') ?? []), step]);
  const cached = steps.filter((step) => step.state === 'cached').length;
  const failed = steps.find((step) => step.state === 'failed');
  const words = `${String(cached)} of ${plural(steps.length, 'step')} cached`;
  return {
    open: open || failed !== undefined,
    summary: state.builtMs === null ? words : `Passed: ${shortTime(state.builtMs)}, ${words}`,
    stages: [...stages].map(([name, list]) => ({
      name,
      steps: list.map((step) => ({
        id: step.id,
        text: stepText(step.name),
        state: step.state,
        time: step.durationMs === null ? '' : shortTime(step.durationMs),
        note: step.state === 'cached' ? 'Cached' : step.state === 'running' ? (state.notes.get(step.id) ?? 'Running') : step.state === 'failed' ? 'Failed' : '',
      })),
    })),
  }; // prettier-ignore
}

/** `[build 3/7] RUN npm ci` without what is said elsewhere. */
const stepText = (name: string): string => name.replace(/^\[[^\]]*\]\s*/, '');

function buildPosition(steps: readonly BuildStep[]): { readonly at: number; readonly of: number } | undefined {
  if (steps.length === 0) return undefined;
  const at = steps.filter(({ state }) => state !== 'running').length;
  return { at: Math.min(at + 1, steps.length), of: steps.length };
}

function testRow(state: RunState, kind: TestKind, title: string, nowMs: number): TestRow {
  const test = state.tests.get(kind);
  if (!test) return { kind, title, state: 'waiting', text: 'Waiting', time: '' };
  if (test.state === 'running')
    return {
      kind,
      title,
      state: 'running',
      text: `Running: ${test.text === '' ? 'beginning' : test.text}`,
      time: shortTime(nowMs - test.startedAtMs),
    };
  const worst = worstVerdict(test.results);
  const shown = test.results.find(({ verdict }) => verdict === worst);
  const text = test.results.length > 1 ? checksText(test.results) : (shown?.summary ?? '');
  const words = { pass: 'Passed', fail: 'Failed', unknown: 'Could not tell' }[worst];
  return {
    kind,
    title,
    state: worst,
    text: `${words}: ${text}`,
    time: shortTime(test.results.reduce((sum, { durationMs }) => sum + durationMs, 0)),
  };
}

const checksText = (results: readonly TestResult[]): string =>
  `${String(results.filter(({ verdict }) => verdict === 'pass').length)} of ${plural(results.length, 'check')}`;

export function worstVerdict(results: readonly TestResult[]): 'pass' | 'fail' | 'unknown' {
  if (results.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return results.length === 0 || results.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'pass';
}

export interface ResultsContext {
  readonly kinds: readonly KindDefinition[];
  readonly dockerfileName: string | null;
  readonly dockerfileLines: readonly string[];
  /** Indexes of results whose fix was applied. */
  readonly applied: ReadonlySet<number>;
  readonly build: BuildView | null;
}

export function resultsScreen(run: KeptRun, context: ResultsContext): ResultsScreen {
  const counts = countVerdicts(run.tests);
  const order = { fail: 0, unknown: 1, pass: 2 };
  return {
    kind: 'results',
    run: run.id,
    title: resultsTitle(run),
    facts: [`${clock(run.atMs)}, ${shortTime(run.durationMs)}`, run.engine, run.image],
    counts: { pass: counts.passed, fail: counts.failed, unknown: counts.unknown },
    build: context.build,
    results: run.tests
      .map((test, index) => ({
        index,
        kind: test.kind,
        title: resultTitle(test, context.kinds),
        verdict: test.verdict,
        summary: test.summary,
        time: shortTime(test.durationMs),
        evidence: test.evidence,
        advice: test.advice,
        place: test.place && context.dockerfileName !== null ? { text: `${context.dockerfileName}:${String(test.place.line)}`, line: test.place.line } : null,
        fix: test.fix?.file === 'dockerfile' ? fixView(test.fix, context, index) : null,
      }))
      .sort((a, b) => order[a.verdict] - order[b.verdict]),
    failedKinds: [...new Set(run.tests.filter(({ verdict }) => verdict === 'fail').map(({ kind }) => kind))],
  }; // prettier-ignore
}

function fixView(fix: NonNullable<TestResult['fix']>, { dockerfileLines, applied }: ResultsContext, index: number): FixView {
  const done = applied.has(index);
  return {
    title: fix.title,
    removed: done ? [] : dockerfileLines.slice(fix.fromLine - 1, fix.toLine),
    added: fix.text.replace(/\n$/, '').split('\n'),
    fromLine: fix.fromLine,
    applied: done,
  };
}

/** The answer is the heading. */
export function resultsTitle(run: KeptRun): string {
  const { failed, unknown } = countVerdicts(run.tests);
  const total = run.tests.length;
  if (run.cancelled) return `Cancelled after ${shortTime(run.durationMs)}`;
  if (failed > 0) return `${String(failed)} of ${plural(total, 'test')} failed`;
  if (total === 0) return 'No test ran';
  if (unknown > 0) return `${String(unknown)} of ${plural(total, 'test')} could not tell`;
  return total === 1 ? 'The test passed' : `All ${String(total)} tests passed`;
}

/** `Structure: user is not root` from the name `structure: user is not root`; the kind's own title where it is the whole test. */
function resultTitle({ kind, name }: TestResult, kinds: readonly KindDefinition[]): string {
  const title = kinds.find((one) => one.kind === kind)?.title ?? kind;
  const colon = name.indexOf(': ');
  return colon < 0 ? title : `${title}${name.slice(colon)}`;
}

export function runRows(runs: readonly KeptRun[], shown: string | null): readonly RunRow[] {
  return runs.map((run) => ({
    id: run.id,
    when: clock(run.atMs),
    text: resultsTitle(run),
    verdict: worstVerdict(run.tests),
    shown: run.id === shown,
  }));
}

function verdictWords(results: readonly TestResult[]): string {
  const { passed, failed, unknown } = countVerdicts(results);
  const parts = [
    failed > 0 ? `${String(failed)} failed` : '',
    unknown > 0 ? `${String(unknown)} could not tell` : '',
    passed > 0 ? `${String(passed)} passed` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** One decimal below 10 s, none above; minutes from 60 s on. */
export function shortTime(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${seconds.toFixed(0)} s`;
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))} min${whole % 60 === 0 ? '' : ` ${String(whole % 60)} s`}`;
}

const plural = (n: number, word: string): string => `${String(n)} ${word}${n === 1 ? '' : 's'}`;

const clock = (ms: number): string =>
  new Date(ms).toLocaleString(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
