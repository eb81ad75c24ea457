/** A text with its variables put in. */
export interface Interpolated {
  readonly text: string;
  /** Names without a value and without a default. */
  readonly missing: readonly string[];
}

/**
 * Compose's variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`, `${NAME:+other}`, with others nested in
 * the defaults; `$$` is a dollar sign. What is missing becomes empty, as Compose does it.
 */
export function interpolate(text: string, valueOf: (name: string) => string | undefined): Interpolated {
  const missing: string[] = [];
  return { text: expand(text, valueOf, missing), missing };
}

function expand(text: string, valueOf: (name: string) => string | undefined, missing: string[]): string {
  let result = '';
  for (let index = 0; index < text.length;) {
    const char = text.charAt(index);
    if (char !== '$') {
      result += char;
      index++;
      continue;
    }
    if (text.charAt(index + 1) === '$') {
      result += '$';
      index += 2;
      continue;
    }
    const plain = /^\$([A-Za-z_]\w*)/.exec(text.slice(index));
    if (plain) {
      result += look(plain[1] ?? '', valueOf, missing);
      index += plain[0].length;
      continue;
    }
    const end = text.charAt(index + 1) === '{' ? closingBrace(text, index + 2) : -1;
    const braced = end === -1 ? null : /^([A-Za-z_]\w*)(?:(:?[-?+])([\s\S]*))?$/.exec(text.slice(index + 2, end));
    if (!braced) {
      result += char;
      index++;
      continue;
    }
    const [, name = '', operator = '', rest = ''] = braced;
    result += bracedValue(name, operator, rest, valueOf, missing);
    index = end + 1;
  }
  return result;
}

function bracedValue(
  name: string,
  operator: string,
  rest: string,
  valueOf: (name: string) => string | undefined,
  missing: string[],
): string {
  const value = valueOf(name);
  const given = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  switch (operator.at(-1)) {
    case '-':
      return given ? (value ?? '') : expand(rest, valueOf, missing);
    case '+':
      return given ? expand(rest, valueOf, missing) : '';
    default:
      if (!given && operator !== '') missing.push(name);
      return given ? (value ?? '') : operator === '' ? look(name, valueOf, missing) : '';
  }
}

function look(name: string, valueOf: (name: string) => string | undefined, missing: string[]): string {
  const value = valueOf(name);
  if (value === undefined) missing.push(name);
  return value ?? '';
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index++) {
    if (text.startsWith('${', index)) depth++;
    else if (text.charAt(index) === '}' && --depth === 0) return index;
  }
  return -1;
}
