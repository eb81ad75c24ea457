import type { Finding, Severity } from '../lint/finding.ts';
import { lineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';

/** What lint says of one file, for every format. */
export interface FileReport {
  /** As it is shown: relative to where the command runs, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** A finding with lines and columns from 1; `endColumn` stands behind the last character. */
export interface PlacedFinding extends Place {
  readonly finding: Finding;
  readonly path: string;
}

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placed({ path, text, findings }: FileReport): readonly PlacedFinding[] {
  const place = placeIn(text);
  return findings.filter(({ own }) => own).map((finding) => ({ finding, path, ...place(finding.span) }));
}

export function placeIn(text: string): (span: Span) => Place {
  const index = lineIndex(text);
  return ({ start, end }) => {
    const from = index.positionAt(start);
    const to = index.positionAt(end);
    return { line: from.line + 1, column: from.column + 1, endLine: to.line + 1, endColumn: to.column + 1 };
  };
}

/** Peers' codes of a finding, each once. */
export const codesOf = ({ peers }: Finding): readonly string[] => [...new Set(peers.map(({ code }) => code))];

export function countBySeverity(reports: readonly FileReport[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { findings } of reports) for (const { own, severity } of findings) if (own) counts[severity]++;
  return counts;
}

export const escapeXml = (text: string): string =>
  text
    // Characters that XML 1.0 cannot hold at all.
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
