import { overriddenBy } from '../../lint/overridden.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'keep-one-cmd',
  summary: 'Keep one CMD in a stage',
  severity: 'warning',
  fix: 'safe',
  aliases: [
    { code: 'DL4003', severity: 'warning' },
    { code: 'MultipleInstructionsDisallowed', severity: 'warning' },
  ],
  why: 'Only the last CMD of a stage counts. The ones before it look as if they did something.',
  examples: [{ bad: 'FROM node:24\nCMD ["node", "a.js"]\nCMD ["node", "b.js"]\n', good: 'FROM node:24\nCMD ["node", "b.js"]\n' }],
  messages: { overridden: 'A later CMD overrides this one' },
  tags: ['unnecessary'],
  create: ({ file, report }) => ({
    end() {
      for (const { node, next, remove, peers } of overriddenBy(file, 'Cmd', 'DL4003')) {
        report({ at: node, message: 'overridden', fix: remove, peers, related: [{ span: next, message: 'This one counts' }] });
      }
    },
  }),
});
