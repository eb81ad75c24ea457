import { checkLabels, labelOptions } from '../../lint/labels.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-time-labels',
  summary: 'Write the time in labels as RFC 3339 has it',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3053', severity: 'warning' }],
  why: 'A time in another form sorts wrong and is read differently from place to place. The rule is silent until a label schema names labels of the type rfc3339.',
  differs: 'A value with a variable is known only when the image is built: hadolint reports it, this rule does not.',
  examples: [
    {
      bad: 'FROM node:24\nLABEL created=2026-01-31\n',
      good: 'FROM node:24\nLABEL created=2026-01-31T12:00:00Z\n',
      options: { 'label-schema': { created: 'rfc3339' } },
    },
  ],
  messages: { wrong: "'{value}' is not a time of RFC 3339" },
  options: labelOptions,
  create: ({ options, report }) =>
    checkLabels(options, 'rfc3339', isTime, ({ key, value }, first) => {
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

function isTime(value: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/.exec(value);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days && hour < 24 && minute < 60 && second <= 60;
}
