import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'match-from-and-as-casing',
  summary: 'Write FROM and AS in the same case',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'FromAsCasing', severity: 'warning' }],
  why: 'They are the two keywords of one instruction; mixed, the eye takes one of them for a name.',
  examples: [{ bad: 'FROM node:24 as build\n', good: 'FROM node:24 AS build\n' }],
  messages: { mixed: "'{as}' and '{from}' differ in case" },
  create: ({ report }) => ({
    From({ keyword, as, alias }) {
      if (!as || !alias) return;
      const lower = keyword.text === keyword.text.toLowerCase();
      // FROM itself in mixed case is another rule's finding.
      if (!lower && keyword.text !== keyword.text.toUpperCase()) return;
      const wanted = lower ? as.text.toLowerCase() : as.text.toUpperCase();
      if (as.text === wanted) return;
      report({ at: as, message: 'mixed', data: { as: as.text, from: keyword.text }, fix: (fixer) => [fixer.replace(as, wanted)] });
    },
  }),
});
