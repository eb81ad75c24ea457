import type { Comment, Dockerfile, DockerInstruction } from '../dockerfile/ast.ts';
import { lineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import type { Finding } from './finding.ts';

/** An ignore comment: which codes, over which lines. */
export interface Suppression {
  readonly comment: Span;
  readonly syntax: 'drydock' | 'hadolint' | 'buildkit';
  readonly codes: readonly SuppressedCode[];
  /** Offsets over which it holds. */
  readonly scope: Span;
}

export interface SuppressedCode extends Span {
  /** A rule's name, a peer's code, or `all`. */
  readonly code: string;
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

/** Drops findings that a comment ignores: under the rule's name or any alias, where the one who owns that code would report it. */
export function suppress(findings: readonly Finding[], suppressions: readonly Suppression[], file: Dockerfile): readonly Finding[] {
  if (suppressions.length === 0) return findings;
  const covered = (code: string, at: Span): boolean =>
    suppressions.some(({ codes, scope }) => scope.start <= at.start && at.start <= scope.end && codes.some((one) => one.code === code || one.code === 'all'));
  void file;
  return findings.flatMap((finding) => {
    const peers = finding.peers.filter(({ code, span }) => !covered(code, span));
    const silenced = covered(finding.rule, finding.span) || peers.length < finding.peers.length;
    if (!silenced) return [finding];
    // What another peer would still say is kept for the conformance command.
    return peers.length === 0 ? [] : [{ ...finding, own: false, peers }];
  });
}

function nextInstruction(file: Dockerfile, comment: Comment): DockerInstruction | undefined {
  return file.instructions.find(({ start }) => start > comment.end);
}

/** `# drydock ignore=a,b` for the next instruction, `# drydock ignore-file=a,b` for the file; words after a blank are the reason. */
function drydockComment(comment: Comment, file: Dockerfile, whole: Span, next: DockerInstruction | undefined): Suppression[] {
  const match = /^\s*drydock\s+(ignore|ignore-file)\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)/d.exec(comment.text);
  if (!match?.indices?.[2]) return [];
  const scope = match[1] === 'ignore-file' ? whole : next;
  if (!scope) return [];
  return [{ comment, syntax: 'drydock', codes: codesIn(file.text, comment.start + 1 + match.indices[2][0], comment.start + 1 + match.indices[2][1]), scope: { start: scope.start, end: scope.end } }];
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
  return [{ comment, syntax: 'hadolint', codes: codesIn(file.text, comment.start + 1 + match.indices[2][0], comment.start + 1 + match.indices[2][1]), scope: { start: scope.start, end: scope.end } }];
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
  return checkComment({ start: comment.start + 1 + match.indices[1][0], end: comment.start + 1 + match.indices[1][1] }, comment, text, next);
}

/** `skip=A,B;error=true` */
function checkComment(value: Span, comment: Span, text: string, scope: Span): Suppression[] {
  const raw = text.slice(value.start, value.end);
  const match = /(?:^|;)\s*skip\s*=\s*([^;]*)/d.exec(raw);
  if (!match?.indices?.[1]) return [];
  const codes = codesIn(text, value.start + match.indices[1][0], value.start + match.indices[1][1]);
  return codes.length === 0 ? [] : [{ comment: { start: comment.start, end: comment.end }, syntax: 'buildkit', codes, scope: { start: scope.start, end: scope.end } }];
}

function codesIn(text: string, start: number, end: number): SuppressedCode[] {
  return [...text.slice(start, end).matchAll(/[^\s,]+/g)].map((match) => ({ start: start + match.index, end: start + match.index + match[0].length, code: match[0] }));
}

function stageSpan(file: Dockerfile, stage: number): Span | undefined {
  const from = file.stages[stage]?.from;
  return from && { start: from.start, end: (file.stages[stage + 1]?.from.start ?? file.text.length + 1) - 1 };
}
