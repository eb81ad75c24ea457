import { checkLabels, labelOptions } from '../../lint/labels.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-email-labels',
  summary: 'Write an e-mail address in labels that hold one',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3058', severity: 'warning' }],
  why: 'Somebody will write to it. The rule is silent until a label schema names labels of the type email.',
  differs: 'A value with a variable is known only when the image is built: hadolint reports it, this rule does not.',
  examples: [
    {
      bad: 'FROM node:24\nLABEL contact=jo\n',
      good: 'FROM node:24\nLABEL contact=jo@example.com\n',
      options: { 'label-schema': { contact: 'email' } },
    },
  ],
  messages: { wrong: "'{value}' is not an e-mail address" },
  options: labelOptions,
  create: ({ options, report }) =>
    checkLabels(options, 'email', isAddress, ({ key, value }, first) => {
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

/** By RFC 5322, without comments and folding white space. */
function isAddress(value: string): boolean {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, Math.max(at, 0));
  const domain = value.slice(at + 1);
  return (
    (/^[\w!#$%&*+/=?^`{|}~\x27-]+(?:\.[\w!#$%&*+/=?^`{|}~\x27-]+)*$/.test(local) || /^"[^"\\]*"$/.test(local)) &&
    (/^\[[^\]]*\]$/.test(domain) || domain.split('.').every((part) => /^[A-Za-z\d](?:[A-Za-z\d-]*[A-Za-z\d])?$/.test(part)))
  );
}
