import type { Dockerfile } from '../dockerfile/ast.ts';
import type { Edit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';

/** The lines that a span stands on, with the last one's line end; in a last line without one, with the line end before. */
export function wholeLines(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  if (newline >= 0) return { start: lineStart, end: newline + 1 };
  return { start: text.slice(0, lineStart).replace(/\r?\n$/, '').length, end: text.length };
}

/** The line end that a file uses. */
export const newlineOf = (text: string): '\n' | '\r\n' => (text.includes('\r\n') ? '\r\n' : '\n');

/** A keyword in the case in which the file writes its keywords. */
export function inFileCase(file: Dockerfile, keyword: string): string {
  const first = file.instructions[0]?.keyword.text ?? '';
  return first !== '' && first === first.toLowerCase() ? keyword.toLowerCase() : keyword;
}

/** An edit that puts an instruction on a line of its own before another. */
export function insertLineBefore(file: Dockerfile, { start }: Span, keyword: string, rest: string): Edit {
  const indent = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  return { span: { start, end: start }, text: `${inFileCase(file, keyword)} ${rest}${newlineOf(file.text)}${indent}` };
}

/** The same after the last line of another. */
export function insertLineAfter(file: Dockerfile, { end }: Span, keyword: string, rest: string): Edit {
  return { span: { start: end, end }, text: `${newlineOf(file.text)}${inFileCase(file, keyword)} ${rest}` };
}
