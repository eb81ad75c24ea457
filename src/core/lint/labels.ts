import type { Label, Pair } from '../dockerfile/ast.ts';
import type { OptionSchema, Visitor } from './rule.ts';

export type LabelType = 'text' | 'url' | 'email' | 'semver' | 'hash' | 'rfc3339' | 'spdx';

/** The setting that all rules about labels share. */
export const labelOptions = {
  'label-schema': {
    type: 'string-map',
    description: 'Labels that every image must have, with the form of their values: text, url, email, semver, hash, rfc3339 or spdx.',
    default: {},
  },
} as const satisfies Readonly<Record<string, OptionSchema>>;

/** Labels of the schema, with their types. */
export function labelSchema(options: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const schema = options['label-schema'];
  if (typeof schema !== 'object' || schema === null) return new Map();
  return new Map(Object.entries(schema).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

export const labelKey = ({ key }: Pair): string => key.value;

/** Calls back for each label whose value is not of the type that the schema asks for; `first` is false from the second one of an instruction on. */
export function checkLabels(
  options: Readonly<Record<string, unknown>>,
  type: LabelType,
  isValid: (value: string) => boolean,
  found: (pair: Pair, first: boolean) => void,
): Visitor {
  const schema = labelSchema(options);
  if (schema.size === 0) return {};
  return {
    Label(node: Label) {
      const wrong = node.pairs.filter((pair) => schema.get(labelKey(pair)) === type && !isValid(pair.value?.value ?? ''));
      wrong.forEach((pair, i) => {
        found(pair, i === 0);
      });
    },
  };
}
