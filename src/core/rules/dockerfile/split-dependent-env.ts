import type { Env, Pair } from '../../dockerfile/ast.ts';
import { handlesUnset, variableReferences, type VariableReference } from '../../dockerfile/variables.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'split-dependent-env',
  summary: 'Set a variable in an ENV before the one that uses it',
  severity: 'error',
  fix: 'none',
  aliases: [{ code: 'DL3044', severity: 'error' }],
  why: 'All values of one ENV are worked out before any of them is set: the variable is still empty there, or has its old value.',
  differs: 'hadolint also reports uses that are escaped or in single quotes, which are no uses.',
  examples: [
    { bad: 'FROM node:24\nENV HOME_DIR=/app BIN=${HOME_DIR}/bin\n', good: 'FROM node:24\nENV HOME_DIR=/app\nENV BIN=${HOME_DIR}/bin\n' },
  ],
  messages: { early: "'{name}' still has its old value here: this same ENV sets it" },
  create({ file, report }) {
    // Names of the whole file so far: for hadolint a stage does not begin anew.
    const known = new Set<string>();
    return {
      Arg({ pairs }) {
        for (const { key } of pairs) known.add(key.value);
      },
      Env(node) {
        const hadolint = dependent(node, plainUses).find(({ name }) => !known.has(name));
        const uses = dependent(node, ({ text, start }) => variableReferences(text, start, file).filter((use) => !handlesUnset(use)));
        const early = uses.filter(({ name }) => !known.has(name));
        early.forEach((use, i) => {
          report({ at: use, message: 'early', data: { name: use.name }, ...(i === 0 && hadolint ? {} : { peers: [] }) });
        });
        if (hadolint && early.length === 0) report({ at: hadolint, message: 'early', data: { name: hadolint.name }, own: false });
        for (const { key } of node.pairs) known.add(key.value);
      },
    };
  },
});

type Value = NonNullable<Pair['value']>;

/** Uses, in a pair's value, of a variable that another pair of the same instruction sets. */
function dependent({ pairs }: Env, usesIn: (value: Value) => readonly VariableReference[]): readonly VariableReference[] {
  const setElsewhere = (name: string, pair: Pair): boolean => pairs.some((other) => other !== pair && other.key.value === name);
  return pairs.flatMap((pair) => (pair.value ? usesIn(pair.value).filter(({ name }) => setElsewhere(name, pair)) : []));
}

/** `$X` and `${X}` wherever they stand, as hadolint looks for them. */
const plainUses = ({ text, start }: Value): readonly VariableReference[] =>
  [...text.matchAll(/\$(?:(\w+)|\{(\w+)\})/g)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    name: match[1] ?? match[2] ?? '',
    modifier: undefined,
  }));
