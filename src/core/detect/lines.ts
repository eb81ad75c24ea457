/** One-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** The first match of a pattern and its one-based line; a match must not be empty. */
export function findLine(text: string, pattern: RegExp): { readonly match: RegExpExecArray; readonly line: number } | undefined {
  const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(text);
  return match === null ? undefined : { match, line: lineAt(text, match.index + leadingBreaks(match[0])) };
}

/** The line that holds a text for the first time, or null. */
export function lineOf(text: string, needle: string): number | null {
  const at = text.indexOf(needle);
  return at < 0 ? null : lineAt(text, at);
}

/** Non-empty lines without `#` comments, trimmed, each with its number. */
export function contentLines(text: string): readonly { readonly text: string; readonly line: number }[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ text: line.replace(/(^|\s)#.*$/, '').trim(), line: index + 1 }))
    .filter((line) => line.text !== '');
}

/** A pattern that begins with a line break would otherwise point at the line above. */
function leadingBreaks(text: string): number {
  return /^\s*/.exec(text)?.[0].length ?? 0;
}
