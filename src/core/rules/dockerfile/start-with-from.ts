import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'start-with-from',
  summary: 'Begin with FROM, or with ARG for it',
  severity: 'error',
  fix: 'none',
  aliases: [{ code: 'DL3061', severity: 'error' }],
  why: 'Before the first FROM there is no image that an instruction could change: the build stops.',
  examples: [{ bad: 'LABEL a=b\nFROM node:24\n', good: 'FROM node:24\nLABEL a=b\n' }],
  messages: { early: '{keyword} stands before the first FROM' },
  create: ({ report }) => ({
    Instruction({ kind, stage, keyword, onbuild }) {
      if (stage >= 0 || onbuild || kind === 'Arg' || kind === 'Unknown') return;
      report({ at: keyword, message: 'early', data: { keyword: keyword.text } });
    },
  }),
});
