import { fingerprint } from '../text/fingerprint.ts';
import type { Finding } from './finding.ts';

/** Findings that an old repository starts with, so that only new ones are shown. Lines may move: a finding is known by its rule and the text it stands in. */
export interface Baseline {
  readonly version: 1;
  /** By path: fingerprints, sorted; one that stands twice covers two findings. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

export function toBaseline(
  reports: readonly { readonly path: string; readonly text: string; readonly findings: readonly Finding[] }[],
): Baseline {
  const entries = reports
    .map(
      ({ path, text, findings }) =>
        [
          path,
          findings
            .filter(({ own }) => own)
            .map((finding) => fingerprintOf(finding, text))
            .sort(),
        ] as const,
    ) // prettier-ignore
    .filter(([, prints]) => prints.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { version: 1, files: Object.fromEntries(entries) };
}

/** Reads a baseline file; undefined when it is none. */
export function readBaseline(text: string): Baseline | undefined {
  try {
    const value = JSON.parse(text) as Partial<Baseline> | null;
    return value?.version === 1 && typeof value.files === 'object' ? (value as Baseline) : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves out the findings of one file that the baseline lists. */
export function withoutBaseline(path: string, text: string, findings: readonly Finding[], baseline: Baseline): readonly Finding[] {
  const left = [...(baseline.files[path] ?? [])];
  if (left.length === 0) return findings;
  return findings.filter((finding) => {
    if (!finding.own) return true;
    const at = left.indexOf(fingerprintOf(finding, text));
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

function fingerprintOf({ rule, message, span }: Finding, text: string): string {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const lineEnd = text.indexOf('\n', span.start);
  return fingerprint(`${rule} ${message} ${text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).trim()}`);
}
