import { checkLabels, labelOptions } from '../../lint/labels.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-semver-labels',
  summary: 'Write a semantic version in labels that hold one',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3056', severity: 'warning' }],
  why: 'Tools compare versions by its rules. The rule is silent until a label schema names labels of the type semver.',
  differs: 'A value with a variable is known only when the image is built: hadolint reports it, this rule does not.',
  examples: [
    {
      bad: 'FROM node:24\nLABEL version=1.2\n',
      good: 'FROM node:24\nLABEL version=1.2.0\n',
      options: { 'label-schema': { version: 'semver' } },
    },
  ],
  messages: { wrong: "'{value}' is not a semantic version" },
  options: labelOptions,
  create: ({ options, report }) =>
    checkLabels(options, 'semver', isVersion, ({ key, value }, first) => {
      const text = value?.value ?? '';
      report({
        at: value ?? key,
        message: 'wrong',
        data: { value: text },
        own: !text.includes('$') && text !== '',
        ...(first ? {} : { peers: [] }),
      });
    }),
});

const isVersion = (value: string): boolean =>
  /^\d+\.\d+\.\d+(?:-[\dA-Za-z-]*(?:\.[\dA-Za-z-]+)*)?(?:\+[\dA-Za-z-]*(?:\.[\dA-Za-z-]+)*)?$/.test(value);
