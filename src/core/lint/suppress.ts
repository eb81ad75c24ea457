import type { Comment, Dockerfile, DockerInstruction } from '../dockerfile/ast.ts';
import { lineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import type { Finding } from './finding.ts';

/** An ignore comment: which codes, over which lines. */
export interface Suppression {
  readonly syntax: 'drydock' | 'hadolint' | 'buildkit' | 'config';
  readonly codes: readonly SuppressedCode[];
  /** Offsets over which it holds. */
  readonly scope: Span;
}

export interface SuppressedCode extends Span {
  /** A rule's name, a peer's code, or `all`. */
  readonly code: string;
  readonly comment: Span;
  /** Its neighbours in the same comment, itself included. */
  readonly of: number;
}

/** All ignore comments of a file: ours, hadolint's and BuildKit's. */
export function readSuppressions(file: Dockerfile): readonly Suppression[] {
  const found: Suppression[] = [];
  const whole = { start: 0, end: file.text.length };
  for (const directive of file.directives) {
    if (directive.name === 'check') found.push(...checkComment(directive.valueSpan, directive, file.text, whole));
  }
  if (file.comments.length === 0) return found;
  const index = lineIndex(file.text);
  const byLine = new Map(file.instructions.map((node) => [node.line, node]));
  for (const comment of file.comments) {
    if (comment.inside) continue;
    const line = index.positionAt(comment.start).line;
    const next = byLine.get(line + 1);
    found.push(...drydockComment(comment, file, whole, nextInstruction(file, comment)));
    found.push(...hadolintComment(comment, file, whole, next));
    found.push(...instructionCheck(comment, file, index.positionAt(comment.start).line));
  }
  return found;
}

export interface Suppressed {
  readonly findings: readonly Finding[];
  /** Codes of ignore comments that silenced nothing. */
  readonly unused: readonly SuppressedCode[];
}

/** Drops findings that a comment ignores: under the rule's name or any alias, where the one who owns that code would report it. */
export function suppress(findings: readonly Finding[], suppressions: readonly Suppression[]): Suppressed {
  if (suppressions.length === 0) return { findings, unused: [] };
  const used = new Set<SuppressedCode>();
  const covered = (code: string, at: Span): boolean => {
    let hit = false;
    for (const { codes, scope, syntax } of suppressions) {
      if (at.start < scope.start || at.start > scope.end) continue;
      for (const one of codes) {
        if (one.code !== code && !(one.code === 'all' && (syntax !== 'buildkit' || isBuildKitCheck(code)))) continue;
        used.add(one);
        hit = true;
      }
    }
    return hit;
  };
  const kept = findings.flatMap((finding) => {
    const peers = finding.peers.filter(({ code, span }) => !covered(code, span));
    const silenced = covered(finding.rule, finding.span) || peers.length < finding.peers.length;
    if (!silenced) return [finding];
    // What another peer would still say is kept for the conformance command.
    return peers.length === 0 ? [] : [{ ...finding, own: false, peers }];
  });
  return {
    findings: kept,
    unused: suppressions.flatMap(({ codes, syntax }) =>
      syntax === 'config' ? [] : codes.filter((code) => code.code !== 'all' && !used.has(code)),
    ),
  };
}

/** BuildKit names its checks in words, upper case first: StageNameCasing. */
export const isBuildKitCheck = (code: string): boolean => /^[A-Z][A-Za-z]*[a-z][A-Za-z]*$/.test(code);

function nextInstruction(file: Dockerfile, comment: Comment): DockerInstruction | undefined {
  return file.instructions.find(({ start }) => start > comment.end);
}

/** `# drydock ignore=a,b` for the next instruction, `# drydock ignore-file=a,b` for the file; words after a blank are the reason. */
function drydockComment(comment: Comment, file: Dockerfile, whole: Span, next: DockerInstruction | undefined): Suppression[] {
  const match = /^\s*drydock\s+(ignore|ignore-file)\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)/d.exec(comment.text);
  if (!match?.indices?.[2]) return [];
  const scope = match[1] === 'ignore-file' ? whole : next;
  if (!scope) return [];
  return [{ syntax: 'drydock', codes: codesIn(file.text, match.indices[2], comment), scope: { start: scope.start, end: scope.end } }];
}

/**
 * hadolint's pragmas: `ignore=` holds for an instruction on the very next line, `global ignore=` for the file, `stage ignore=` directly above FROM
 * for that stage. Text after the codes voids the pragma unless another `#` comes first.
 */
function hadolintComment(comment: Comment, file: Dockerfile, whole: Span, next: DockerInstruction | undefined): Suppression[] {
  const match = /^\s*hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*([DLSC0-9]+(?:\s*,\s*[DLSC0-9]+)*)\s*(?:#.*)?$/d.exec(comment.text);
  if (!match?.indices?.[2]) return [];
  let scope: Span | undefined;
  if (match[1] === 'global') scope = whole;
  else if (match[1] === 'stage') scope = next?.kind === 'From' ? stageSpan(file, next.stage) : undefined;
  else scope = next;
  if (!scope) return [];
  return [{ syntax: 'hadolint', codes: codesIn(file.text, match.indices[2], comment), scope: { start: scope.start, end: scope.end } }];
}

/** BuildKit's comment above one instruction: the first `check=` comment of the block counts, for that instruction alone. */
function instructionCheck(comment: Comment, file: Dockerfile, line: number): Suppression[] {
  const match = /^\s*check\s*=\s*(\S+)/d.exec(comment.text);
  if (!match?.indices?.[1]) return [];
  const next = nextInstruction(file, comment);
  if (!next) return [];
  const block = file.comments.filter(({ inside, end, start }) => !inside && end <= next.start && start >= comment.start);
  // The block of comments must reach the instruction without a gap.
  if (block.length !== next.line - line) return [];
  const above = file.comments.filter(({ inside, end }) => !inside && end < comment.start).toReversed();
  const text = file.text;
  let before = comment.start;
  for (const other of above) {
    if (text.slice(other.end, before).trim() !== '' || (text.slice(other.end, before).match(/\n/g) ?? []).length !== 1) break;
    if (/^\s*check\s*=/.test(other.text)) return [];
    before = other.start;
  }
  return checkComment(
    { start: comment.start + 1 + match.indices[1][0], end: comment.start + 1 + match.indices[1][1] },
    comment,
    text,
    next,
  );
}

/** `skip=A,B;error=true` */
function checkComment(value: Span, comment: Span, text: string, scope: Span): Suppression[] {
  const raw = text.slice(value.start, value.end);
  const match = /(?:^|;)\s*skip\s*=\s*([^;]*)/d.exec(raw);
  if (!match?.indices?.[1]) return [];
  const [from, to] = match.indices[1];
  const codes = codesIn(text, [value.start + from - comment.start - 1, value.start + to - comment.start - 1], comment);
  return codes.length === 0 ? [] : [{ syntax: 'buildkit', codes, scope: { start: scope.start, end: scope.end } }];
}

/** Codes in a stretch of a comment; `from` and `to` count behind its `#`. */
function codesIn(text: string, [from, to]: readonly [number, number], comment: Span): SuppressedCode[] {
  const base = comment.start + 1 + from;
  const matches = [...text.slice(base, comment.start + 1 + to).matchAll(/[^\s,]+/g)];
  const at = { start: comment.start, end: comment.end };
  return matches.map((match) => ({
    start: base + match.index,
    end: base + match.index + match[0].length,
    code: match[0],
    comment: at,
    of: matches.length,
  }));
}

function stageSpan(file: Dockerfile, stage: number): Span | undefined {
  const from = file.stages[stage]?.from;
  return from && { start: from.start, end: (file.stages[stage + 1]?.from.start ?? file.text.length + 1) - 1 };
}
