import { overriddenBy } from '../../lint/overridden.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'keep-one-healthcheck',
  summary: 'Keep one HEALTHCHECK in a stage',
  severity: 'error',
  fix: 'safe',
  aliases: [
    { code: 'DL3012', severity: 'error' },
    { code: 'MultipleInstructionsDisallowed', severity: 'warning' },
  ],
  why: 'Only the last HEALTHCHECK of a stage counts. The ones before it look as if they did something.',
  examples: [
    {
      bad: 'FROM node:24\nHEALTHCHECK CMD ["node", "a.js"]\nHEALTHCHECK CMD ["node", "b.js"]\n',
      good: 'FROM node:24\nHEALTHCHECK CMD ["node", "b.js"]\n',
    },
  ],
  messages: { overridden: 'A later HEALTHCHECK overrides this one' },
  tags: ['unnecessary'],
  create: ({ file, report }) => ({
    end() {
      for (const { node, next, remove, peers } of overriddenBy(file, 'Healthcheck', 'DL3012')) {
        report({ at: node, message: 'overridden', fix: remove, peers, related: [{ span: next, message: 'This one counts' }] });
      }
    },
  }),
});
