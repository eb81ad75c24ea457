import { everyRule, mergeConfigs } from '../lint/config.ts';
import { hadolintSettings } from '../lint/hadolint-config.ts';
import type { Severity } from '../lint/finding.ts';
import { lint, type AnyRule } from '../lint/linter.ts';
import { lineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';

/** One line of a file of cases: how suites from outside are run against Drydock. Kept stable. */
export interface ConformanceCase {
  readonly id: unknown;
  readonly dockerfile: string;
  /** Content of a `.hadolint.yaml`. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly dockerignore?: string;
  /** Names in the build context. */
  readonly files?: readonly string[];
}

/** Lines and columns from 1, `endColumn` behind the last character. */
export interface ConformanceFinding {
  /** A rule's name or a peer's code. */
  readonly code: string;
  /** Other names of the same finding. */
  readonly aliases: readonly string[];
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly message: string;
}

/** One entry for each own rule that speaks and each peer's code that would, the peer's once an instruction and where the peer reports it. Every rule is on. */
export function conformance(input: ConformanceCase, rules: readonly AnyRule[], raw: boolean): readonly ConformanceFinding[] {
  const { findings } = lint(input.dockerfile, rules, {
    config: mergeConfigs(everyRule(rules), input.config && hadolintSettings(input.config, rules)),
    ...(raw ? { ignoreComments: false } : {}),
    facts: {
      ...(input.dockerignore === undefined ? {} : { dockerignore: input.dockerignore }),
      ...(input.files === undefined ? {} : { contextFiles: input.files }),
    },
  });
  const index = lineIndex(input.dockerfile);
  const place = ({ start, end }: Span): Pick<ConformanceFinding, 'line' | 'endLine' | 'column' | 'endColumn'> => {
    const from = index.positionAt(start);
    const to = index.positionAt(end);
    return { line: from.line + 1, endLine: to.line + 1, column: from.column + 1, endColumn: to.column + 1 };
  };
  const entries: ConformanceFinding[] = [];
  for (const { rule, severity, span, message, own, peers } of findings) {
    const codes = peers.map(({ code }) => code);
    if (own) entries.push({ code: rule, aliases: codes, ...place(span), severity, message });
    for (const peer of peers) {
      const at = place(peer.span);
      if (entries.some(({ code, line }) => code === peer.code && line === at.line)) continue;
      entries.push({ code: peer.code, aliases: own ? [rule] : [], ...at, severity: peer.severity, message: peer.message ?? message });
    }
  }
  return entries.sort((a, b) => a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1));
}
