import type { Span } from '../text/span.ts';
import type { Comment, Directive, ParseProblem } from './ast.ts';

/** One instruction's place before it is lowered. */
export interface LogicalLine extends Span {
  /** Zero-based first and last physical line, heredoc bodies included. */
  readonly line: number;
  readonly endLine: number;
  /** End of the instruction's own text, before heredoc bodies. */
  readonly commandEnd: number;
  readonly heredocs: readonly RawHeredoc[];
  readonly emptyContinuations: readonly Span[];
}

export interface RawHeredoc {
  readonly operator: Span;
  readonly name: string;
  readonly chomp: boolean;
  readonly expand: boolean;
  readonly body: Span;
  readonly terminator: Span;
}

export interface MaskedText {
  readonly masked: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly lines: readonly LogicalLine[];
  readonly problems: readonly ParseProblem[];
}

const knownDirectives = new Set(['escape', 'syntax', 'check']);

/**
 * Splits a Dockerfile into its instructions by BuildKit's rules (frontend/dockerfile/parser): directives, comments, continuation by the escape
 * character (not by an escaped escape character), blank and comment lines inside a continuation, heredocs.
 */
export function maskDockerfile(text: string): MaskedText {
  const physical = physicalLines(text);
  const directives: Directive[] = [];
  const comments: Comment[] = [];
  const lines: LogicalLine[] = [];
  const problems: ParseProblem[] = [];
  /** Stretches of the text that become blanks. */
  const blanks: Span[] = [];
  let escape: '\\' | '`' = '\\';
  let directivesOver = false;

  for (let n = 0; n < physical.length; n++) {
    const line = at(physical, n);
    const content = text.slice(line.start, line.end);
    const trimmed = content.trimStart();
    if (trimmed === '') {
      directivesOver = true;
      continue;
    }
    if (trimmed.startsWith('#')) {
      const start = line.start + content.length - trimmed.length;
      const directive = directivesOver ? undefined : readDirective(text, start, line.end);
      if (!directive) {
        directivesOver = true;
        comments.push({ start, end: line.end, text: text.slice(start + 1, line.end), inside: false });
        continue;
      }
      if (directives.some(({ name }) => name === directive.name))
        problems.push({ span: directive, message: `Only one ${directive.name} directive can be used` });
      directives.push(directive);
      if (directive.name !== 'escape') continue;
      if (directive.value === '`' || directive.value === '\\') escape = directive.value;
      else problems.push({ span: directive.valueSpan, message: "The escape directive takes '\\' or '`'" });
      continue;
    }
    directivesOver = true;
    n = takeInstruction(n);
  }
  return { masked: blankOut(text, blanks), escape, directives, comments, lines, problems };

  /** Reads the instruction that begins on physical line `first`; returns the last physical line it takes. */
  function takeInstruction(first: number): number {
    const start = at(physical, first).start + leadingBlanks(text.slice(at(physical, first).start, at(physical, first).end));
    const emptyContinuations: Span[] = [];
    let last = first;
    let continued = continuation(first);
    let lastContent = at(physical, first).end;
    if (!continued) lastContent = trimEnd(text, start, at(physical, first).end);
    while (continued && last + 1 < physical.length) {
      const next = at(physical, last + 1);
      const content = text.slice(next.start, next.end);
      const trimmed = content.trimStart();
      // The text ends in a continued line: what looks like one more line is nothing.
      if (next.start === text.length) break;
      last++;
      if (trimmed.startsWith('#')) {
        comments.push({ start: next.start + content.length - trimmed.length, end: next.end, text: trimmed.slice(1), inside: true });
        blanks.push({ start: next.start, end: next.next });
        continue;
      }
      if (trimmed === '') {
        emptyContinuations.push({ start: next.start, end: next.end });
        blanks.push({ start: next.start, end: next.next });
        continue;
      }
      continued = continuation(last);
      lastContent = trimEnd(text, next.start, next.end);
    }
    const commandEnd = Math.max(start, Math.min(lastContent, trimEndMasked(start, lastContent)));
    const command = text.slice(start, commandEnd);
    const found = command.includes('<<') ? heredocOperators(blankOut(command, blanks, start), start, escape) : [];
    const heredocs: RawHeredoc[] = [];
    for (const operator of found) {
      const bodyStart = at(physical, last).next;
      let bodyEnd = text.length;
      let terminator: Span = { start: text.length, end: text.length };
      let closed = false;
      while (last + 1 < physical.length) {
        const next = at(physical, ++last);
        let content = text.slice(next.start, next.end);
        if (operator.chomp) content = content.replace(/^\t+/, '');
        if (content !== operator.name) continue;
        bodyEnd = next.start;
        terminator = { start: next.start, end: next.end };
        closed = true;
        break;
      }
      if (!closed) problems.push({ span: operator.operator, message: `The heredoc '${operator.name}' is not closed` });
      heredocs.push({ ...operator, body: { start: Math.min(bodyStart, bodyEnd), end: bodyEnd }, terminator });
    }
    const end = heredocs.length > 0 ? Math.max(commandEnd, at(physical, last).end) : commandEnd;
    lines.push({ start, end, line: first, endLine: last, commandEnd, heredocs, emptyContinuations });
    return last;
  }

  /** Notes the continuation character of a physical line and its line end as blanks; false when the line ends the instruction. */
  function continuation(n: number): boolean {
    const line = at(physical, n);
    let i = line.end;
    while (i > line.start && (text[i - 1] === ' ' || text[i - 1] === '\t')) i--;
    if (i === line.start || text[i - 1] !== escape) return false;
    if (i - 2 >= line.start && text[i - 2] === escape) return false;
    blanks.push({ start: i - 1, end: line.next });
    return true;
  }

  function trimEndMasked(start: number, end: number): number {
    let i = end;
    for (;;) {
      const before = i;
      i = trimEnd(text, start, i);
      const last = blanks.at(-1);
      // A last line that holds nothing but the continuation character is no part of the command.
      if (last && last.start < i && i <= last.end) i = last.start;
      if (i === before) return i;
    }
  }
}

interface PhysicalLine extends Span {
  /** Start of the next line. */
  readonly next: number;
}

function physicalLines(text: string): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    const newline = text.indexOf('\n', start);
    if (newline < 0) {
      lines.push({ start, end: text.length, next: text.length });
      return lines;
    }
    lines.push({ start, end: newline > start && text[newline - 1] === '\r' ? newline - 1 : newline, next: newline + 1 });
    start = newline + 1;
  }
}

function readDirective(text: string, start: number, end: number): Directive | undefined {
  const match = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/d.exec(text.slice(start, end));
  const name = match?.[1]?.toLowerCase();
  const value = match?.[2];
  const [from, to] = match?.indices?.[2] ?? [0, 0];
  if (name === undefined || value === undefined || !knownDirectives.has(name)) return undefined;
  return { start, end, name, value, valueSpan: { start: start + from, end: start + to } };
}

/** `<<NAME` words of ADD, COPY and RUN (also behind ONBUILD), outside JSON form. */
function heredocOperators(command: string, offset: number, escape: string): Omit<RawHeredoc, 'body' | 'terminator'>[] {
  const head = /^(?:onbuild\s+)?(add|copy|run)\s+/i.exec(command);
  if (!head) return [];
  const rest = command.slice(head[0].length).replace(/^(?:--\S+\s+)+/, '');
  if (rest.startsWith('[') && isJsonArray(rest)) return [];
  const found: Omit<RawHeredoc, 'body' | 'terminator'>[] = [];
  for (const word of quotedWords(command, head[0].length, escape)) {
    const match = /^\d*<<(-?)([^<]+)$/.exec(word.text);
    const raw = match?.[2];
    if (raw === undefined) continue;
    const name = raw.replace(/["'\\]/g, '');
    if (name === '') continue;
    found.push({ operator: { start: offset + word.start, end: offset + word.end }, name, chomp: match?.[1] === '-', expand: name === raw });
  }
  return found;
}

function isJsonArray(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/** Words from `from` on, split at blanks outside quotes. */
export function quotedWords(
  text: string,
  from: number,
  escape: string,
): { readonly start: number; readonly end: number; readonly text: string }[] {
  const words: { start: number; end: number; text: string }[] = [];
  let i = from;
  while (i < text.length) {
    while (i < text.length && isBlank(text[i])) i++;
    if (i >= text.length) break;
    const start = i;
    let quote = '';
    while (i < text.length) {
      const char = text[i] ?? '';
      if (char === escape && quote !== "'") i++;
      else if (quote !== '') quote = char === quote ? '' : quote;
      else if (char === '"' || char === "'") quote = char;
      else if (isBlank(char)) break;
      i++;
    }
    i = Math.min(i, text.length);
    words.push({ start, end: i, text: text.slice(start, i) });
  }
  return words;
}

const isBlank = (char: string | undefined): boolean =>
  char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === '\v' || char === '\f' || char === '\u00A0';

function at(lines: readonly PhysicalLine[], n: number): PhysicalLine {
  const line = lines[n];
  if (!line) throw new RangeError(`No line ${String(n)}`);
  return line;
}

const leadingBlanks = (line: string): number => line.length - line.trimStart().length;

function trimEnd(text: string, start: number, end: number): number {
  let i = end;
  while (i > start && isBlank(text[i - 1])) i--;
  return i;
}

/** `blanks` are offsets of the whole text; `offset` is where `text` begins in it. They are in file order. */
function blankOut(text: string, blanks: readonly Span[], offset = 0): string {
  let result = '';
  let last = 0;
  for (const { start, end } of blanks) {
    const from = start - offset;
    const to = Math.min(end - offset, text.length);
    if (to <= last || from >= text.length) continue;
    const begin = Math.max(from, last);
    result += text.slice(last, begin) + ' '.repeat(to - begin);
    last = to;
  }
  return result + text.slice(last);
}
