import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'keep-valid-syntax',
  summary: 'Keep to the syntax that builders read',
  severity: 'error',
  fix: 'none',
  aliases: [{ code: 'DL1000', severity: 'error' }],
  why: 'The build stops here: no builder reads the file beyond this place.',
  differs: 'hadolint reports nothing else for a file that it cannot parse; here the rest is linted all the same.',
  examples: [{ bad: 'FROM node:24\nRUNN npm ci\n', good: 'FROM node:24\nRUN npm ci\n' }],
  messages: { problem: '{problem}' },
  create: (context) => ({
    end() {
      for (const { span, message } of context.file.problems) {
        // A file that has only just been made, and one that other files include, has no FROM yet.
        if (message === 'No FROM instruction') continue;
        context.report({ at: span, message: 'problem', data: { problem: message } });
      }
    },
  }),
});
