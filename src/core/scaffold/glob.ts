/** True when a .dockerignore pattern hides `path`, which is relative to the context: it matches the path itself or a folder above it. */
export function hides(pattern: string, path: string): boolean {
  const expression = ignoreExpression(pattern);
  const parts = path.split('/');
  return parts.some((_, index) => expression.test(parts.slice(0, index + 1).join('/')));
}

/** Docker's ignore syntax: `*` and `?` within one name, `**` over any number of folders; always from the context's root. */
function ignoreExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/^\/+|\/+$/g, '')
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => wildcards[part] ?? part.replace(/[.+^${}()|\\]/g, '\\$&'))
    .join('');
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A character class that does not close matches nothing in Docker either.
    return /(?!)/;
  }
}

const wildcards: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
