import { overriddenBy } from '../../lint/overridden.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'keep-one-entrypoint',
  summary: 'Keep one ENTRYPOINT in a stage',
  severity: 'error',
  fix: 'safe',
  aliases: [
    { code: 'DL4004', severity: 'error' },
    { code: 'MultipleInstructionsDisallowed', severity: 'warning' },
  ],
  why: 'Only the last ENTRYPOINT of a stage counts. The ones before it look as if they did something.',
  examples: [
    {
      bad: 'FROM node:24\nENTRYPOINT ["node", "a.js"]\nENTRYPOINT ["node", "b.js"]\n',
      good: 'FROM node:24\nENTRYPOINT ["node", "b.js"]\n',
    },
  ],
  messages: { overridden: 'A later ENTRYPOINT overrides this one' },
  tags: ['unnecessary'],
  create: ({ file, report }) => ({
    end() {
      for (const { node, next, remove, peers } of overriddenBy(file, 'Entrypoint', 'DL4004')) {
        report({ at: node, message: 'overridden', fix: remove, peers, related: [{ span: next, message: 'This one counts' }] });
      }
    },
  }),
});
