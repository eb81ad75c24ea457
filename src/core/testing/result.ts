import type { TestEvidence, TestFix, TestKind, TestResult, Verdict } from './verdict.ts';
import type { Place } from './dockerfile-facts.ts';

/** What a kind says beside its name and time. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly summary: string;
  readonly evidence?: readonly TestEvidence[];
  readonly advice?: string | null;
  readonly fix?: TestFix | null;
  readonly place?: Place | null;
}

/** Completes an outcome to a result. */
export function result(kind: TestKind, name: string, durationMs: number, outcome: Outcome): TestResult {
  return {
    kind,
    name,
    verdict: outcome.verdict,
    durationMs: Math.round(durationMs),
    summary: outcome.summary,
    evidence: outcome.evidence ?? [],
    advice: outcome.advice ?? null,
    fix: outcome.fix ?? null,
    place: outcome.place ? { instruction: outcome.place.instruction, line: outcome.place.line } : null,
  };
}

export const fact = (label: string, value: string | number): TestEvidence => ({ label, value: String(value) });

/** `0.2 s`, `12 s`, `1 min 52 s`: one decimal below ten, none above. */
export function seconds(ms: number): string {
  const value = ms / 1000;
  if (value < 9.95) return `${value.toFixed(1)} s`;
  if (Math.round(value) < 60) return `${Math.round(value)} s`;
  const whole = Math.round(value);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The last lines of output as one piece of evidence; none when there was no output. */
export function lastOutput(log: string, lines = 10): readonly TestEvidence[] {
  const tail = log.trimEnd().split('\n').slice(-lines).join('\n');
  return tail.trim() === '' ? [] : [fact('Last output', tail)];
}
