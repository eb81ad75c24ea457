/** What `yamlText` prints. An undefined value leaves its key out, so that a key can depend on a condition. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml | undefined } | Flow | Commented;

/** A list on one line: `["CMD", "pg_isready"]`. */
export class Flow {
  readonly items: readonly (string | number)[];
  constructor(items: readonly (string | number)[]) {
    this.items = items;
  }
}

/** A value with a comment above its key or its dash. */
export class Commented {
  readonly comment: string;
  readonly value: Yaml;
  constructor(comment: string, value: Yaml) {
    this.comment = comment;
    this.value = value;
  }
}

export function flow(...items: readonly (string | number)[]): Flow {
  return new Flow(items);
}

export function commented(comment: string, value: Yaml): Commented {
  return new Commented(comment, value);
}

/**
 * Prints block YAML with two spaces, keys in the order given. Strings that a YAML 1.1 or 1.2 reader could take for something else are quoted.
 * `header` becomes comment lines at the top; keys at the depths in `spaced` have an empty line before them, their first one aside.
 */
export function yamlText(value: Yaml, options: { readonly header?: string; readonly spaced?: readonly number[] } = {}): string {
  const header = options.header === undefined ? [] : commentLines(options.header, 0);
  return [...header, ...spaced(block(value, 0), options.spaced ?? [])].join('\n') + '\n';
}

/** At the top always; further in only after an entry of several lines. */
function spaced(lines: readonly string[], depths: readonly number[]): readonly string[] {
  const indent = (line: string | undefined): number => line?.search(/\S/) ?? 0;
  return lines.flatMap((line, index) => {
    const depth = indent(line);
    const before = lines[index - 1];
    const follows = before !== undefined && !before.trimStart().startsWith('#') && (depth === 0 || indent(before) > depth);
    return follows && depths.includes(depth / 2) && !line.trimStart().startsWith('-') ? ['', line] : [line];
  });
}

function block(value: Yaml, depth: number): string[] {
  if (value instanceof Commented) return [...commentLines(value.comment, depth), ...block(value.value, depth)];
  const indent = ' '.repeat(depth);
  if (isList(value)) return value.length === 0 ? [`${indent}[]`] : value.flatMap((item) => listItem(item, depth));
  if (isMap(value)) {
    const entries = Object.entries(value).filter((entry): entry is [string, Yaml] => entry[1] !== undefined);
    return entries.length === 0 ? [`${indent}{}`] : entries.flatMap(([key, item]) => mapEntry(key, item, depth));
  }
  return [`${indent}${inline(value)}`];
}

function mapEntry(key: string, value: Yaml, depth: number): string[] {
  if (value instanceof Commented) return [...commentLines(value.comment, depth), ...mapEntry(key, value.value, depth)];
  const start = `${' '.repeat(depth)}${string(key)}:`;
  if (value === null) return [start];
  if (typeof value === 'string' && value.includes('\n'))
    return [`${start} ${value.endsWith('\n') ? '|' : '|-'}`, ...literal(value, depth + 2)];
  if (isEmpty(value)) return [`${start} ${isList(value) ? '[]' : '{}'}`];
  if (isList(value) || isMap(value)) return [start, ...block(value, depth + 2)];
  return [`${start} ${inline(value)}`];
}

function listItem(value: Yaml, depth: number): string[] {
  if (value instanceof Commented) return [...commentLines(value.comment, depth), ...listItem(value.value, depth)];
  const indent = ' '.repeat(depth);
  if (typeof value === 'string' && value.includes('\n'))
    return [`${indent}- ${value.endsWith('\n') ? '|' : '|-'}`, ...literal(value, depth + 2)];
  const [first, ...rest] = block(value, depth + 2);
  return [`${indent}- ${(first ?? '').trimStart()}`, ...rest];
}

function literal(text: string, depth: number): string[] {
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
  return lines.map((line) => (line === '' ? '' : ' '.repeat(depth) + line));
}

function commentLines(text: string, depth: number): string[] {
  return text.split('\n').map((line) => `${' '.repeat(depth)}# ${line}`.trimEnd());
}

function inline(value: string | number | boolean | null | Flow): string {
  if (value instanceof Flow) return `[${value.items.map((item) => JSON.stringify(item)).join(', ')}]`;
  return typeof value === 'string' ? string(value) : String(value);
}

function string(text: string): string {
  return isPlain(text) ? text : JSON.stringify(text);
}

/** True for text that every YAML reader takes for this string without quotes. */
function isPlain(text: string): boolean {
  if (/^\d+[A-Za-z]{1,3}$/.test(text) || text === '.') return !/^\d+[eE]/.test(text);
  if (!/^[A-Za-z_./$][\w./ $(){}@+%=~^:,-]*$/.test(text) || /\s$|: |:$/.test(text)) return false;
  return !/^(?:y|n|yes|no|on|off|true|false|null|nan|inf|[.\d_+-][.\d_e+-]*|\.(?:inf|nan))$/i.test(text);
}

function isEmpty(value: Yaml): boolean {
  return (isList(value) && value.length === 0) || (isMap(value) && Object.values(value).every((item) => item === undefined));
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function isMap(value: Yaml): value is { readonly [key: string]: Yaml | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Flow) && !(value instanceof Commented);
}
