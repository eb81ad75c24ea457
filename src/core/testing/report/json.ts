import type { TestRun } from '../run.ts';

/** The shape that `drydock test --json` prints. It is documented and stays: fields are added, never renamed. */
export interface JsonReport {
  readonly image: string;
  readonly engine: string;
  readonly tests: readonly {
    readonly kind: string;
    readonly name: string;
    readonly verdict: 'pass' | 'fail' | 'unknown';
    readonly durationMs: number;
    readonly summary: string;
    readonly evidence: readonly { readonly label: string; readonly value: string }[];
    readonly advice: string | null;
    readonly place: { readonly instruction: string; readonly line: number } | null;
  }[];
}

export function jsonReport(run: TestRun): JsonReport {
  return {
    image: run.image,
    engine: run.engine,
    tests: run.tests.map(({ kind, name, verdict, durationMs, summary, evidence, advice, place }) => ({
      kind,
      name,
      verdict,
      durationMs,
      summary,
      evidence,
      advice,
      place,
    })),
  };
}
