/** A JSON document with the line of every value; what follows a syntax error is missing, what came before is there. */
export interface JsonDocument {
  readonly value: unknown;
  /** One-based line of the value at a path of keys, or null. */
  readonly line: (...keys: readonly (string | number)[]) => number | null;
  /** The first thing that is not JSON, or null. */
  readonly error: { readonly message: string; readonly line: number } | null;
}

export interface JsonObject {
  readonly [key: string]: unknown;
}

/** Reads JSON with comments and trailing commas (package.json, tsconfig.json, deno.jsonc). Total: any text gives a document. */
export function readJson(text: string): JsonDocument {
  const lines = new Map<string, number>();
  const reader = new Reader(text, lines);
  const value = reader.document();
  return { value, error: reader.error, line: (...keys) => lines.get(keys.join(separator)) ?? null };
}

/** The value as an object; an empty one when it is anything else. */
export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The entries of an object whose values are texts: scripts, dependencies. */
export function stringEntries(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(asObject(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

const separator = '\u0000';
const deepest = 200;
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

class Reader {
  error: { message: string; line: number } | null = null;
  private readonly text: string;
  private readonly lines: Map<string, number>;
  private at = 0;
  private counted = 0;
  private lineAtCounted = 1;

  constructor(text: string, lines: Map<string, number>) {
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.lines = lines;
  }

  document(): unknown {
    const value = this.value('', 0);
    this.space();
    if (this.error === null && this.at < this.text.length) this.fail('text after the end of the document');
    return value;
  }

  private value(path: string, depth: number): unknown {
    this.space();
    this.lines.set(path, this.line());
    if (depth > deepest) {
      this.fail('nested too deeply');
      return undefined;
    }
    const char = this.text[this.at];
    if (char === '{') return this.object(path, depth);
    if (char === '[') return this.array(path, depth);
    if (char === '"') return this.string();
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(this.text.slice(this.at, this.at + 40))?.[0];
    if (word === undefined) {
      this.fail(char === undefined ? 'the document ends too early' : `unexpected ${JSON.stringify(char)}`);
      return undefined;
    }
    this.at += word.length;
    return JSON.parse(word);
  }

  private object(path: string, depth: number): JsonObject {
    const result = Object.create(null) as Record<string, unknown>;
    this.at++;
    while (this.error === null) {
      this.space();
      if (this.take('}')) break;
      if (this.text[this.at] !== '"') {
        this.fail('expected a key in double quotes');
        break;
      }
      const key = this.string();
      if (key === undefined) break;
      this.space();
      if (!this.take(':')) {
        this.fail(`expected ":" after ${JSON.stringify(key)}`);
        break;
      }
      const value = this.value(path === '' ? key : path + separator + key, depth + 1);
      if (value !== undefined) result[key] = value;
      if (this.hasFailed()) break;
      this.space();
      if (!this.take(',') && this.text[this.at] !== '}') this.fail('expected "," or "}"');
    }
    return result;
  }

  private array(path: string, depth: number): unknown[] {
    const result: unknown[] = [];
    this.at++;
    while (this.error === null) {
      this.space();
      if (this.take(']')) break;
      const value = this.value(path === '' ? String(result.length) : path + separator + String(result.length), depth + 1);
      if (value !== undefined) result.push(value);
      if (this.hasFailed()) break;
      this.space();
      if (!this.take(',') && this.text[this.at] !== ']') this.fail('expected "," or "]"');
    }
    return result;
  }

  private string(): string | undefined {
    let result = '';
    let from = ++this.at;
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at];
      if (char === '"') return result + this.text.slice(from, this.at++);
      if (char === '\n') break;
      if (char !== '\\') continue;
      result += this.text.slice(from, this.at);
      const escape = this.text[++this.at] ?? '';
      if (escape === 'u') {
        result += String.fromCharCode(Number.parseInt(this.text.slice(this.at + 1, this.at + 5), 16) || 0xfffd);
        this.at += 4;
      } else result += escapes[escape] ?? escape;
      from = this.at + 1;
    }
    this.fail('a text without its closing quote');
    return undefined;
  }

  private space(): void {
    for (;;) {
      while (/\s/.test(this.text[this.at] ?? '')) this.at++;
      const end = this.text.startsWith('//', this.at)
        ? this.text.indexOf('\n', this.at)
        : this.text.startsWith('/*', this.at)
          ? this.text.indexOf('*/', this.at) + 2
          : -2;
      if (end === -2) return;
      this.at = end < 2 ? this.text.length : end;
    }
  }

  private hasFailed(): boolean {
    return this.error !== null;
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private line(): number {
    for (; this.counted < this.at; this.counted++) if (this.text[this.counted] === '\n') this.lineAtCounted++;
    return this.lineAtCounted;
  }

  private fail(message: string): void {
    this.error ??= { message, line: this.line() };
    this.at = this.text.length;
  }
}
