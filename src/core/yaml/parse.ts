import { CORE_SCHEMA, FAILSAFE_SCHEMA, defineScalarTag, loadAll, mergeTag, NOT_RESOLVED, YAMLException, type Schema } from 'js-yaml';
import { isMap, isNode, isPair, isScalar, isSeq, parseAllDocuments, type Node, type Pair } from 'yaml';
import type { Span } from '../text/span.ts';

/**
 * `compose` and `config`: YAML 1.2 with merge keys and `0644` octal, as Go's parsers read Compose files. `kubernetes`: also yes, no, on, off as booleans.
 * `text`: every scalar is its text, for readers that know the type they want.
 */
export type YamlDialect = 'compose' | 'kubernetes' | 'config' | 'text';

export interface YamlProblem {
  readonly message: string;
  readonly span: Span;
}

export interface YamlText {
  /** One value per document; those before a syntax error are kept. */
  readonly documents: readonly unknown[];
  readonly problems: readonly YamlProblem[];
}

/** Reads YAML. Never throws: a syntax error is a problem with its place. */
export function readYaml(text: string, dialect: YamlDialect): YamlText {
  const documents: unknown[] = [];
  try {
    documents.push(...loadAll(text, { schema: schemas[dialect] }));
    return { documents, problems: [] };
  } catch (error) {
    const at = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
    const message = error instanceof YAMLException ? error.reason : error instanceof Error ? error.message : String(error);
    return { documents, problems: [{ message, span: { start: Math.min(at, text.length), end: Math.min(at + 1, text.length) } }] };
  }
}

/** A path into a YAML value: keys and list indexes. */
export type YamlPath = readonly (string | number)[];

export interface YamlPlace {
  readonly key: Span | undefined;
  /** The value without the blank lines and comments behind it; an empty span behind the key when there is none. */
  readonly value: Span;
  /** Key and value. */
  readonly entry: Span;
}

/** Finds where the values of a text stand. Parses once; slower than reading, so only for the open editor and for reports. */
export function locateYaml(text: string): (path: YamlPath, document?: number) => YamlPlace | undefined {
  const parsed = parseAllDocuments(text, { merge: true, uniqueKeys: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  return (path, document = 0) => {
    let node: unknown = documents[document]?.contents;
    let pair: Pair | undefined;
    for (const step of path) {
      pair = undefined;
      if (isMap(node)) {
        pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
        node = pair?.value;
        if (!pair) return undefined;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        if (isPair(node)) node = node.value;
      } else return undefined;
    }
    const key = isNode(pair?.key) ? spanOf(pair.key, text) : undefined;
    const value = isNode(node) ? spanOf(node, text) : key ? { start: key.end, end: key.end } : undefined;
    if (!value) return undefined;
    return { key, value, entry: { start: key?.start ?? value.start, end: Math.max(value.end, key?.end ?? 0) } };
  };
}

function spanOf(node: Node, text: string): Span | undefined {
  if (!node.range) return undefined;
  const [start, end] = node.range;
  const raw = text.slice(start, end);
  return { start, end: start + raw.trimEnd().length };
}

/** The core schema reads `0644` as decimal; both Go parsers read it as octal. */
const octalTag = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: ['0'],
  resolve: (source) => (/^0[0-7]+$/.test(source) ? Number.parseInt(source, 8) : NOT_RESOLVED),
  identify: () => false,
});

/** kubectl takes these words for booleans; js-yaml's own tag for them also takes `y` and `n`, and so turns such keys into booleans. */
const wordBooleanTag = defineScalarTag('tag:yaml.org,2002:bool', {
  implicit: true,
  implicitFirstChars: ['y', 'Y', 'n', 'N', 'o', 'O'],
  resolve: (source) => {
    if (/^(?:yes|Yes|YES|on|On|ON)$/.test(source)) return true;
    return /^(?:no|No|NO|off|Off|OFF)$/.test(source) ? false : NOT_RESOLVED;
  },
  identify: () => false,
});

const compose: Schema = CORE_SCHEMA.withTags(mergeTag, octalTag);

const schemas: Readonly<Record<YamlDialect, Schema>> = {
  compose,
  config: compose,
  kubernetes: compose.withTags(wordBooleanTag),
  text: FAILSAFE_SCHEMA.withTags(mergeTag),
};
