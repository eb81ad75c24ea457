import { checkLabels, labelOptions } from '../../lint/labels.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-hash-labels',
  summary: 'Write a Git hash in labels that hold one',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3055', severity: 'warning' }],
  why: 'A revision that is no hash leads to no commit. The rule is silent until a label schema names labels of the type hash.',
  differs: 'A value with a variable is known only when the image is built: hadolint reports it, this rule does not.',
  examples: [
    {
      bad: 'FROM node:24\nLABEL revision=main\n',
      good: 'FROM node:24\nLABEL revision=8f936c5\n',
      options: { 'label-schema': { revision: 'hash' } },
    },
  ],
  messages: { wrong: "'{value}' is not a Git hash" },
  options: labelOptions,
  create: ({ options, report }) =>
    checkLabels(
      options,
      'hash',
      (value) => /^(?:[0-9a-f]{7}|[0-9a-f]{40})$/.test(value),
      ({ key, value }, first) => {
        const text = value?.value ?? '';
        report({
          at: value ?? key,
          message: 'wrong',
          data: { value: text },
          own: !text.includes('$') && text !== '',
          ...(first ? {} : { peers: [] }),
        });
      },
    ),
});
