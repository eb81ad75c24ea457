import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'keep-ports-in-range',
  summary: 'Expose ports from 1 to 65535',
  severity: 'error',
  fix: 'none',
  aliases: [{ code: 'DL3011', severity: 'error' }],
  why: 'TCP and UDP have no ports above 65535: the build refuses the number.',
  examples: [{ bad: 'FROM node:24\nEXPOSE 80000\n', good: 'FROM node:24\nEXPOSE 8000\n' }],
  messages: { range: "'{port}' is above 65535" },
  create: ({ report }) => ({
    Expose({ args }) {
      for (const word of args) {
        const [range = ''] = word.value.split('/');
        const high = range.split('-').find((port) => /^\d+$/.test(port) && Number(port) > 65535);
        // hadolint passes over a range with a variable in it.
        const peers = range.includes('$') ? { peers: [] } : {};
        if (high !== undefined) report({ at: word, message: 'range', data: { port: high }, ...peers });
      }
    },
  }),
});
