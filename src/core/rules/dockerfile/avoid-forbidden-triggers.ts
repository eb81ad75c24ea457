import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-forbidden-triggers',
  summary: 'Put no ONBUILD, FROM or MAINTAINER behind ONBUILD',
  severity: 'error',
  fix: 'none',
  aliases: [{ code: 'DL3043', severity: 'error' }],
  why: 'Builders refuse these instructions as triggers: they would run in the middle of another build.',
  examples: [{ bad: 'FROM node:24\nONBUILD FROM node:24\n', good: 'FROM node:24\nONBUILD COPY . /app\n' }],
  messages: { forbidden: "'{trigger}' cannot be a trigger" },
  create: ({ report }) => ({
    Onbuild({ trigger }) {
      if (!trigger || (trigger.kind !== 'Onbuild' && trigger.kind !== 'From' && trigger.kind !== 'Maintainer')) return;
      report({ at: trigger.keyword, message: 'forbidden', data: { trigger: trigger.keyword.text } });
    },
  }),
});
