/** The patterns of one ignore file, read as Docker reads them. */
export interface IgnorePatterns {
  /** Holds a `!` pattern. */
  readonly exceptions: boolean;
  /** Patterns in file order, cleaned, without `!`. */
  readonly patterns: readonly { readonly text: string; readonly exception: boolean; readonly expression: RegExp }[];
}

export function readIgnorePatterns(text: string): IgnorePatterns {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const exception = line.startsWith('!');
      const cleaned = cleanPath(exception ? line.slice(1).trim() : line);
      return { text: cleaned, exception, expression: patternExpression(cleaned) };
    })
    // A pattern that means the context itself hides nothing.
    .filter(({ text: cleaned }) => cleaned !== '.');
  return { patterns, exceptions: patterns.some(({ exception }) => exception) };
}

/** True when `path` is not sent to the builder: the last pattern that matches it or a folder above it decides. */
export function isIgnored({ patterns }: IgnorePatterns, path: string): boolean {
  const parts = cleanPath(path).split('/');
  const prefixes = parts.map((_part, i) => parts.slice(0, i + 1).join('/'));
  let ignored = false;
  for (const { expression, exception } of patterns) {
    if (exception === !ignored) continue;
    if (prefixes.some((prefix) => expression.test(prefix))) ignored = !exception;
  }
  return ignored;
}

/** `./a//b/../c/` is `a/c`; a path that is the context itself is `.`. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/') || '.';
}

/** `*` and `?` stay within one name, `**` spans folders, `[a-z]` is a class; always from the context's root. */
export function patternExpression(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '*' && pattern[i + 1] === '*') {
      i++;
      if (pattern[i + 1] === '/') i++;
      source += i + 1 >= pattern.length ? '.*' : '(?:.*/)?';
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '[') {
      const close = pattern.indexOf(']', i + 1);
      if (close < 0) return /(?!)/;
      source += `[${pattern.slice(i + 1, close).replace(/\\/g, '\\\\')}]`;
      i = close;
    } else if (char === '\\' && i + 1 < pattern.length) source += escapeCharacter(pattern.charAt(++i));
    else source += escapeCharacter(char);
  }
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A class that is none matches nothing in Docker either.
    return /(?!)/;
  }
}

const escapeCharacter = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
