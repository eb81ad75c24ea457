import type { TestEvent } from '../../../core/testing/run.ts';
import type { TestKind, TestResult } from '../../../core/testing/verdict.ts';
import type { BuildEvent, BuildStep } from '../../../io/engine/engine.ts';
import { plainText } from '../../../core/text/plain-text.ts';
import type { LogLine } from '../../../protocol/test-panel.ts';

/** What a run has told so far. Changed in place by `takeEvent`, read by the view. */
export interface RunState {
  readonly startedAtMs: number;
  readonly kinds: readonly { readonly kind: TestKind; readonly title: string }[];
  readonly steps: Map<string, BuildStep>;
  readonly notes: Map<string, string>;
  builtMs: number | null;
  image: string | null;
  readonly tests: Map<TestKind, { state: 'running' | 'done'; startedAtMs: number; text: string; results: readonly TestResult[] }>;
  cancelling: boolean;
}

export const newRun = (kinds: RunState['kinds'], startedAtMs: number): RunState => ({
  startedAtMs,
  kinds,
  steps: new Map(),
  notes: new Map(),
  builtMs: null,
  image: null,
  tests: new Map(),
  cancelling: false,
});

/** Takes an event into the state and returns what it adds to the log. */
export function takeEvent(state: RunState, event: TestEvent<BuildEvent>, nowMs: number): readonly Omit<LogLine, 'time'>[] {
  switch (event.type) {
    case 'build':
      return takeBuildEvent(state, event.event);
    case 'built':
      state.builtMs = event.durationMs;
      state.image = event.image;
      return [say(`Built ${event.image} in ${(event.durationMs / 1000).toFixed(1)} s`)];
    case 'service':
      return [say(`Service ${event.name}: ${event.state}${event.detail === '' ? '' : `, ${event.detail}`}`)];
    case 'started':
      state.tests.set(event.kind, { state: 'running', startedAtMs: nowMs, text: '', results: [] });
      return [say(`${event.title} begins`)];
    case 'progress': {
      const test = state.tests.get(event.kind);
      if (test) test.text = event.text;
      return [say(event.text)];
    }
    case 'log':
      return lines('container', event.text);
    case 'finished': {
      const test = state.tests.get(event.kind);
      state.tests.set(event.kind, { state: 'done', startedAtMs: test?.startedAtMs ?? nowMs, text: '', results: event.results });
      return event.results.map(({ name, verdict, summary }) =>
        say(`${name}: ${{ pass: 'passed', fail: 'failed', unknown: 'could not tell' }[verdict]}, ${summary}`),
      );
    }
  }
}

function takeBuildEvent(state: RunState, event: BuildEvent): readonly Omit<LogLine, 'time'>[] {
  switch (event.type) {
    case 'step': {
      const known = state.steps.has(event.step.id);
      state.steps.set(event.step.id, event.step);
      return known ? [] : [{ source: 'build', text: plainText(event.step.name) }];
    }
    case 'output':
      return lines('build', event.text);
    case 'progress':
      state.notes.set(
        event.stepId,
        event.total === null ? event.what : `${event.what} ${String(Math.round((100 * event.current) / Math.max(event.total, 1)))}%`,
      );
      return [];
    case 'warning':
      return [{ source: 'build', text: plainText(event.message) }];
  }
}

const say = (text: string): Omit<LogLine, 'time'> => ({ source: 'drydock', text: plainText(text) });

function lines(source: LogLine['source'], text: string): readonly Omit<LogLine, 'time'>[] {
  return plainText(text.replace(/\r?\n$/, '')).split('\n').map((line) => ({ source, text: line.slice(0, longestLine) })); // prettier-ignore
}

/** A program may print a megabyte without a line end; a row of the log shows this much of it. */
const longestLine = 4000;
