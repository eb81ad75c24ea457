import type { Env, Label, Pair } from '../../dockerfile/ast.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-equals-in-key-values',
  summary: 'Write key=value in ENV and LABEL',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'LegacyKeyValueFormat', severity: 'warning' }],
  why: 'With a blank in place of `=` the whole rest of the line is the value: a second pair on the line becomes a part of the first.',
  examples: [{ bad: 'FROM node:24\nENV NODE_ENV production\n', good: 'FROM node:24\nENV NODE_ENV=production\n' }],
  messages: { legacy: "'{key}' is set in the old form with a blank" },
  tags: ['deprecated'],
  create({ text, report }) {
    const check = ({ keyword, pairs }: Env | Label): void => {
      for (const pair of pairs) {
        if (!pair.legacy || !pair.value) continue;
        const value = quoted(pair, text);
        const edit = value === undefined ? undefined : `${pair.key.text}=${value}`;
        report({
          at: pair.key,
          message: 'legacy',
          data: { key: `${keyword.text} ${pair.key.text}` },
          fix: (fixer) => (edit === undefined ? undefined : [fixer.replace(pair, edit)]),
        });
      }
    };
    return { Env: check, Label: check };
  },
});

/** The value as one word that means the same, where that is certain. */
function quoted(pair: Pair, text: string): string | undefined {
  const raw = pair.value?.text ?? '';
  // Over several lines the blanks between them are part of the value.
  if (text.slice(pair.start, pair.end).includes('\n')) return undefined;
  if (!/\s/.test(raw)) return isBalanced(raw) ? raw : undefined;
  if (/^"(?:[^"\\`])*"$/.test(raw) || /^'[^'\\`]*'$/.test(raw)) return raw;
  return /["'\\`]/.test(raw) ? undefined : `"${raw}"`;
}

const isBalanced = (raw: string): boolean => !/["'\\`]/.test(raw) || /^"[^"\\`]*"$/.test(raw) || /^'[^'\\`]*'$/.test(raw);
