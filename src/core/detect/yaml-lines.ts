/** One value of a YAML file, with the keys that lead to it (list items by their index) and its line. */
export interface YamlEntry {
  readonly path: readonly string[];
  readonly value: string;
  readonly line: number;
}

/**
 * The scalar values of a YAML file in order, read line by line: block maps and lists, flow lists and maps on one line, quotes, comments.
 * Not a YAML parser: anchors are not followed and block texts are skipped, but every value has its line and no text makes it fail.
 * A mapping with nothing in it appears with the value ''.
 */
export function yamlEntries(text: string): readonly YamlEntry[] {
  const entries: YamlEntry[] = [];
  const open: { indent: number; path: readonly string[]; items: number }[] = [{ indent: -1, path: [], items: 0 }];
  let blockText: number | undefined;

  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    let indent = raw.search(/\S/);
    if (indent < 0) continue;
    if (blockText !== undefined) {
      if (indent > blockText) continue;
      blockText = undefined;
    }
    let rest = withoutComment(raw.slice(indent)).trimEnd();
    if (rest === '' || rest === '---' || rest.startsWith('%')) continue;

    for (;;) {
      const isItem = rest === '-' || rest.startsWith('- ');
      // A list may stand at the indent of the key that owns it.
      while (open.length > 1 && (open.at(-1)?.indent ?? -1) >= indent && !(isItem && isOwnerOfList(open, indent))) open.pop();
      const parent = open.at(-1);
      if (!isItem || parent === undefined || open.length > deepest) break;
      const path = [...parent.path, String(parent.items++)];
      const inner = rest.slice(1).trimStart();
      open.push({ indent: indent + 0.5, path, items: 0 });
      if (inner === '') {
        rest = '';
        break;
      }
      const start = indent + (rest.length - inner.length);
      if (!keyPattern.test(inner) && !inner.startsWith('- ')) {
        addValue(entries, path, inner, line);
        rest = '';
        break;
      }
      indent = start;
      rest = inner;
    }
    const key = keyPattern.exec(rest);
    if (key === null) continue;
    const path = [...(open.at(-1)?.path ?? []), unquote(key[1] ?? '')];
    const value = rest
      .slice(key[0].length)
      .trim()
      .replace(/^[&!]\S+\s*/, '');
    open.push({ indent, path, items: 0 });
    if (/^[|>][+-]?\d?[+-]?$/.test(value)) blockText = indent;
    else addValue(entries, path, value, line);
  }
  return entries;
}

/** The value at a path of keys; `*` stands for any one key. */
export function yamlValues(entries: readonly YamlEntry[], ...path: readonly string[]): readonly YamlEntry[] {
  return entries.filter(
    (entry) => entry.path.length === path.length && path.every((key, index) => key === '*' || key === entry.path[index]),
  );
}

const keyPattern = /^("[^"]*"|'[^']*'|[^\s"'[{#&*!|>%@`-][^:#]*?|-[^\s:][^:#]*?)\s*:(?=\s|$)/;
const deepest = 60;
const deepestFlow = 20;

function isOwnerOfList(open: readonly { indent: number }[], indent: number): boolean {
  const last = open.at(-1);
  return last !== undefined && last.indent === indent;
}

function addValue(entries: YamlEntry[], path: readonly string[], value: string, line: number, depth = 0): void {
  const flow = /^\[(.*)\]$|^\{(.*)\}$/.exec(value);
  if (flow === null || depth > deepestFlow) {
    entries.push({ path, value: unquote(value), line });
    return;
  }
  const parts = splitFlow(flow[1] ?? flow[2] ?? '');
  for (const [index, part] of parts.entries()) {
    const key = flow[2] === undefined ? null : /^\s*("[^"]*"|'[^']*'|[^:]+?)\s*:\s*(.*)$/.exec(part);
    if (key === null) addValue(entries, [...path, String(index)], part.trim(), line, depth + 1);
    else addValue(entries, [...path, unquote(key[1] ?? '')], (key[2] ?? '').trim(), line, depth + 1);
  }
}

/** Splits at commas outside quotes and inner brackets. */
function splitFlow(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const char of text) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    if (char === ',' && depth === 0 && quote === '') {
      parts.push(part);
      part = '';
    } else part += char;
  }
  if (part.trim() !== '') parts.push(part);
  return parts;
}

function unquote(text: string): string {
  const quoted = /^"(.*)"$|^'(.*)'$/s.exec(text.trim());
  return quoted === null ? text.trim() : (quoted[1] ?? quoted[2] ?? '');
}

function withoutComment(text: string): string {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote !== '') quote = char === quote ? '' : quote;
    else if ((char === '"' || char === "'") && /^$|[\s[{,:-]/.test(text[at - 1] ?? '')) quote = char;
    else if (char === '#' && (at === 0 || /\s/.test(text[at - 1] ?? ''))) return text.slice(0, at);
  }
  return text;
}
