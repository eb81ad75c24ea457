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

/** As findLine, but what stands on a line that is a comment does not count. */
export function findCode(text: string, pattern: RegExp): { readonly match: RegExpExecArray; readonly line: number } | undefined {
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))) {
    const at = match.index + leadingBreaks(match[0]);
    if (!isComment(text, at)) return { match, line: lineAt(text, at) };
  }
  return undefined;
}

/** Whether the line of an offset is a comment in one of the usual syntaxes. */
export function isComment(text: string, offset: number): boolean {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  return /^\s*(?:\/\/|#(?!\[|define\b)|\*|\/\*|--|;|<!--)/.test(text.slice(from, from + 40));
}

/** The text of the first group that took part in a match. */
export function firstGroup(match: RegExpMatchArray | RegExpExecArray | null): string | undefined {
  return match?.slice(1).find((group: string | undefined) => group !== undefined);
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
