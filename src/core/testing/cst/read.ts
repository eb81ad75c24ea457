import { lineIndex } from '../../text/line-index.ts';
import { locateYaml, readYaml, type YamlPath } from '../../yaml/parse.ts';
import { schema1, schema2, type CstFile, type Shape } from './schema.ts';

export type CstRead = { readonly file: CstFile } | { readonly error: string; readonly line: number | null };

/** Reads a container-structure-test file as the tool does: YAML strictly, a single unknown key fails the whole file; JSON leniently, in Go's way. */
export function readCstFile(text: string, format: 'yaml' | 'json'): CstRead {
  return format === 'json' ? readJson(text) : readStrict(text);
}

function readStrict(text: string): CstRead {
  const { documents, problems } = readYaml(text, 'text');
  const [problem] = problems;
  if (problem) {
    const line = lineOf(text, problem.span.start);
    const duplicate = /duplicate/i.test(problem.message);
    return {
      error: duplicate
        ? `error unmarshalling config: yaml: unmarshal errors:\n  line ${line}: field ${keyAt(text, problem.span.start)} already set`
        : `error unmarshalling config: yaml: line ${line}: ${problem.message}`,
      line,
    };
  }
  const root = documents[0];
  const version = isRecord(root) ? root['schemaVersion'] : undefined;
  const shape = shapeOf(version);
  if (!shape) return unsupported(version);
  const faults: Fault[] = [];
  const value = decode(shape, root, { strict: true, path: [], faults, version: String(version) });
  if (faults.length === 0) return { file: toFile(value, String(version)) };
  const locate = locateYaml(text);
  const lines = faults.map((fault) => {
    const place = locate(fault.path);
    return { line: place ? lineOf(text, place.key?.start ?? place.value.start) : 1, message: fault.message };
  });
  lines.sort((a, b) => a.line - b.line);
  return {
    error: `error unmarshalling config: yaml: unmarshal errors:\n${lines.map(({ line, message }) => `  line ${line}: ${message}`).join('\n')}`,
    line: lines[0]?.line ?? null,
  };
}

function readJson(text: string): CstRead {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    return { error: `error unmarshalling config: ${error instanceof Error ? error.message : String(error)}`, line: null };
  }
  const version = isRecord(root) ? fieldOf(root, 'schemaVersion', false) : undefined;
  const shape = shapeOf(version);
  if (!shape) return unsupported(version);
  const faults: Fault[] = [];
  const value = decode(shape, root, { strict: false, path: [], faults, version: String(version) });
  const [fault] = faults;
  return fault ? { error: `error unmarshalling config: json: ${fault.message}`, line: null } : { file: toFile(value, String(version)) };
}

interface Fault {
  readonly path: YamlPath;
  readonly message: string;
}

interface Reading {
  /** YAML: scalars are texts, keys exact, unknown ones faults. JSON: typed values, keys in any case, unknown ones ignored. */
  readonly strict: boolean;
  readonly path: YamlPath;
  readonly faults: Fault[];
  readonly version: string;
}

/** As Go names it: `v2.CommandTest`. */
const typeName = (type: string, { version }: Reading): string => (type.includes('.') ? type : `v${version.charAt(0)}.${type}`);

const shapeOf = (version: unknown): Shape | undefined => (version === '2.0.0' ? schema2 : version === '1.0.0' ? schema1 : undefined);

function unsupported(version: unknown): CstRead {
  const named = typeof version === 'string' && version !== '';
  return {
    error: named ? `Unsupported schema version: ${version}` : 'Please provide schema version',
    line: 1,
  };
}

function decode(shape: Shape, value: unknown, reading: Reading): unknown {
  const { strict, path, faults } = reading;
  const absent =
    value === undefined || value === null || (strict && shape.kind !== 'string' && (value === '' || value === '~' || value === 'null'));
  const wrong = (wanted: string): void => {
    faults.push({ path, message: `cannot unmarshal ${describe(value)} into ${wanted}` });
  };
  switch (shape.kind) {
    case 'string':
      if (absent || (strict && (value === '~' || value === 'null'))) return '';
      if (typeof value === 'string') return value;
      wrong('string');
      return '';
    case 'bool': {
      if (absent) return strict ? (shape.yamlDefault ?? false) : false;
      const known = strict && typeof value === 'string' ? yamlBooleans[value] : typeof value === 'boolean' ? value : undefined;
      if (known === undefined) wrong('bool');
      return known ?? false;
    }
    case 'int': {
      if (absent) return strict ? (shape.yamlDefault ?? 0) : 0;
      const number = strict ? yamlInteger(value) : typeof value === 'number' && Number.isInteger(value) ? value : undefined;
      if (number === undefined) wrong('int');
      return number ?? 0;
    }
    case 'list':
      if (absent) return shape.nullable ? null : [];
      if (Array.isArray(value)) return value.map((one, index) => decode(shape.of, one, { ...reading, path: [...path, index] }));
      wrong('[]' + (shape.of.kind === 'object' ? shape.of.type : shape.of.kind));
      return [];
    case 'object':
      return decodeObject(shape, absent ? {} : value, reading);
  }
}

function decodeObject(shape: Extract<Shape, { readonly kind: 'object' }>, value: unknown, reading: Reading): unknown {
  const { strict, path, faults } = reading;
  if (!isRecord(value)) {
    faults.push({ path, message: `cannot unmarshal ${describe(value)} into ${shape.type}` });
    return decodeObject(shape, {}, reading);
  }
  if (strict) {
    for (const key of Object.keys(value)) {
      if (!(key in shape.fields))
        faults.push({ path: [...path, key], message: `field ${key} not found in type ${typeName(shape.type, reading)}` });
    }
  }
  return Object.fromEntries(
    Object.entries(shape.fields).map(([key, field]) => [
      key,
      decode(field, fieldOf(value, key, strict), { ...reading, path: [...path, key] }),
    ]),
  );
}

/** Go's JSON takes a key in any case, the last one winning. */
function fieldOf(value: Readonly<Record<string, unknown>>, key: string, strict: boolean): unknown {
  if (strict) return value[key];
  const name = Object.keys(value).findLast((one) => one.toLowerCase() === key.toLowerCase());
  return name === undefined ? undefined : value[name];
}

const yamlBooleans: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);

/** YAML 1.1: a leading zero is octal. */
function yamlInteger(value: unknown): number | undefined {
  const text = typeof value === 'string' ? value.replaceAll('_', '') : '';
  if (/^[-+]?0[0-7]+$/.test(text)) return Math.sign(Number(text) || 1) * parseInt(text.replace(/^[-+]/, ''), 8);
  if (/^[-+]?0o[0-7]+$/i.test(text)) return parseInt(text.replace(/0o/i, ''), 8);
  return /^[-+]?(?:\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : undefined;
}

function toFile(value: unknown, schemaVersion: string): CstFile {
  const raw = value as Record<string, unknown>;
  const tests = raw['commandTests'] as readonly Record<string, unknown>[];
  const argv = (test: Record<string, unknown>): unknown =>
    Array.isArray(test['command']) ? test['command'] : [test['command'], ...(test['args'] as readonly unknown[])];
  const empty = decode(schema2, {}, { strict: true, path: [], faults: [], version: '2.0.0' }) as CstFile;
  return { ...empty, ...raw, schemaVersion, commandTests: tests.map((test) => ({ ...test, argv: argv(test) })) } as unknown as CstFile;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function describe(value: unknown): string {
  if (Array.isArray(value)) return '!!seq';
  return isRecord(value) ? '!!map' : `!!str \`${String(value).slice(0, 20)}\``;
}

function lineOf(text: string, offset: number): number {
  return lineIndex(text).positionAt(offset).line + 1;
}

function keyAt(text: string, offset: number): string {
  return /[\w-]+/.exec(text.slice(offset))?.[0] ?? '';
}
