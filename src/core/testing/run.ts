import type { CstResult } from './cst/run.ts';
import type { TestKind, TestResult } from './verdict.ts';

/** One run of tests, as panel, history, reports and command line keep it. */
export interface TestRun {
  /** The reference that was tested; the tag of the build when a folder was given. */
  readonly image: string;
  readonly imageId: string;
  /** `Docker 26.1`. */
  readonly engine: string;
  readonly durationMs: number;
  readonly cancelled: boolean;
  readonly tests: readonly TestResult[];
  /** What the structure files said, in their own tool's terms; left out where none was run. */
  readonly structureFiles?: readonly CstResult[];
}

/** What a run tells while it goes on; `build` events come through unchanged. */
export type TestEvent<BuildEvent> =
  | { readonly type: 'build'; readonly event: BuildEvent }
  | { readonly type: 'built'; readonly image: string; readonly durationMs: number }
  | { readonly type: 'service'; readonly name: string; readonly state: 'starting' | 'ready' | 'failed'; readonly detail: string }
  | { readonly type: 'started'; readonly kind: TestKind; readonly title: string }
  | { readonly type: 'progress'; readonly kind: TestKind; readonly text: string }
  | { readonly type: 'log'; readonly kind: TestKind; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'finished'; readonly kind: TestKind; readonly results: readonly TestResult[] };

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
}

export function countVerdicts(tests: readonly TestResult[]): Counts {
  const count = (verdict: TestResult['verdict']) => tests.filter((test) => test.verdict === verdict).length;
  return { passed: count('pass'), failed: count('fail'), unknown: count('unknown') };
}
