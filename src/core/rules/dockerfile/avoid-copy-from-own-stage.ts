import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-copy-from-own-stage',
  summary: 'Copy from another stage than the one being built',
  severity: 'error',
  fix: 'none',
  aliases: [{ code: 'DL3023', severity: 'error' }],
  why: 'A stage cannot be its own source: the build stops with a circular dependency.',
  examples: [
    {
      bad: 'FROM node:24 AS build\nCOPY --from=build /app /srv\n',
      good: 'FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build /app /srv\n',
    },
  ],
  messages: { itself: "'{name}' is the stage that this line is part of" },
  create: ({ file, report }) => ({
    Copy({ from, stage }) {
      const own = file.stages[stage]?.name;
      if (!from?.valueSpan || from.value === undefined || own === undefined || from.value.toLowerCase() !== own.toLowerCase()) return;
      report({ at: from.valueSpan, message: 'itself', data: { name: from.value }, ...(from.value === own ? {} : { peers: [] }) });
    },
  }),
});
