import { checkLabels, labelOptions } from '../../lint/labels.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-url-labels',
  summary: 'Write a URL in labels that hold one',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3052', severity: 'warning' }],
  why: 'Tools link to what such a label says. The rule is silent until a label schema names labels of the type url.',
  differs: 'A value with a variable is known only when the image is built: hadolint reports it, this rule does not.',
  examples: [
    {
      bad: 'FROM node:24\nLABEL source=here\n',
      good: 'FROM node:24\nLABEL source=https://example.com/repo\n',
      options: { 'label-schema': { source: 'url' } },
    },
  ],
  messages: { wrong: "'{value}' is not a URL" },
  options: labelOptions,
  create: ({ options, report }) =>
    checkLabels(options, 'url', isUri, ({ key, value }, first) => {
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

/** A URI with a scheme, by RFC 3986. */
const isUri = (value: string): boolean =>
  /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*(?:\[[0-9A-Fa-f:.]+\](?::\d*)?)?)?(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$/.test(
    value,
  );
