/** What a container test says. `unknown` is shown as "could not tell" and always carries the reason. */
export type Verdict = 'pass' | 'fail' | 'unknown';

export type TestKind =
  | 'structure'
  | 'readiness'
  | 'graceful-stop'
  | 'zombies'
  | 'recovery'
  | 'hardening'
  | 'load'
  | 'stress'
  | 'concurrency'
  | 'baseline'
  | 'soak'
  | 'full-link';

/** Plain data: it crosses to the panel, the Test Explorer, JUnit and JSON unchanged. */
export interface TestResult {
  readonly kind: TestKind;
  /** Unique in a run: the kind's name, or `structure: user is not root` for one of several checks. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly durationMs: number;
  /** One sentence with the cause, under 100 characters: `the shell took the signal and the app was killed after 10 s`. Also for a pass: `stopped after 0.2 s with code 0`. */
  readonly summary: string;
  /** Facts that prove the verdict, each with its measured value or the engine's own words. */
  readonly evidence: readonly TestEvidence[];
  /** What to do, in one or two sentences; null for a pass. */
  readonly advice: string | null;
  /** An edit of the person's file that would mend it, with exact text to find at the place; null when there is none. */
  readonly fix: TestFix | null;
  /** Where in the Dockerfile the cause lies; null when it cannot be told. */
  readonly place: { readonly instruction: string; readonly line: number } | null;
}

export interface TestEvidence {
  /** `Exit code`, `Signals caught`, `Last output`. */
  readonly label: string;
  readonly value: string;
}

export interface TestFix {
  readonly title: string;
  readonly file: 'dockerfile' | 'compose' | 'test-plan';
  /** One-based first and last line that `text` replaces, whole lines. */
  readonly fromLine: number;
  readonly toLine: number;
  readonly text: string;
}

/** Every kind, in the order in which they run and are shown. */
export const testKinds: readonly TestKind[] = [
  'structure',
  'readiness',
  'graceful-stop',
  'zombies',
  'recovery',
  'hardening',
  'load',
  'stress',
  'concurrency',
  'baseline',
  'soak',
  'full-link',
];
