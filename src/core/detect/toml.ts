import { parse, TomlError } from 'smol-toml';
import { asObject, type JsonObject } from './json.ts';

export interface TomlDocument {
  /** Empty when the text is not TOML. */
  readonly value: JsonObject;
  readonly error: { readonly message: string; readonly line: number } | null;
  /** One-based line of a key, `line('tool.poetry', 'name')`; the line of the table without a key; null when it is not written as one line. */
  readonly line: (table: string, key?: string) => number | null;
}

/** Reads TOML. Total: any text gives a document. */
export function readToml(text: string): TomlDocument {
  const { value, error } = parseToml(text);
  return { value, error, line: (table, key) => tomlLine(text, table, key) };
}

function parseToml(text: string): Pick<TomlDocument, 'value' | 'error'> {
  try {
    return { value: asObject(parse(text.replace(/^\uFEFF/, ''))), error: null };
  } catch (error) {
    const line = error instanceof TomlError ? error.line : 1;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '') : 'not TOML';
    return { value: {}, error: { message, line } };
  }
}

function tomlLine(text: string, table: string, key: string | undefined): number | null {
  let current = '';
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const header = /^\s*\[{1,2}\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) {
      current = header.replace(/["'\s]/g, '');
      if (key === undefined && current === table) return index + 1;
      continue;
    }
    const name = /^\s*["']?([\w.-]+)["']?\s*=/.exec(line)?.[1];
    if (key === undefined || name === undefined) continue;
    const full = current === '' ? name : `${current}.${name}`;
    if (full === (table === '' ? key : `${table}.${key}`)) return index + 1;
  }
  return null;
}
