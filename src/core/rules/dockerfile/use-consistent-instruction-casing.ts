import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-consistent-instruction-casing',
  summary: 'Write all instructions in one case',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'ConsistentInstructionCasing', severity: 'warning' }],
  why: 'Instructions in one case stand out from their arguments. The case of the majority wins.',
  examples: [{ bad: 'FROM node:24\nCopy . .\nRUN npm ci\n', good: 'FROM node:24\nCOPY . .\nRUN npm ci\n' }],
  messages: { odd: "'{keyword}' is written in another case than most instructions" },
  create: ({ file, report }) => ({
    end() {
      // As for BuildKit, ARG above the first FROM has no vote and is not judged.
      const keywords = file.stages.flatMap(({ instructions }) => instructions.map(({ keyword }) => keyword));
      const lower = keywords.filter(({ text }) => text === text.toLowerCase()).length;
      const upper = keywords.filter(({ text }) => text === text.toUpperCase()).length;
      for (const keyword of keywords) {
        const wanted = lower > upper ? keyword.text.toLowerCase() : keyword.text.toUpperCase();
        if (keyword.text === wanted) continue;
        report({ at: keyword, message: 'odd', data: { keyword: keyword.text }, fix: (fixer) => [fixer.replace(keyword, wanted)] });
      }
    },
  }),
});
