import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-copying-whole-root',
  summary: 'Copy what is needed from another stage, not its whole root',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3067', severity: 'warning' }],
  why: 'The whole file system of the other stage lands in this image, its build tools and caches with it, and hides the files of this base.',
  differs: 'On `FROM scratch` this is a known way to flatten an image, and not reported.',
  examples: [
    {
      bad: 'FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build / /\n',
      good: 'FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build /app /app\n',
    },
  ],
  messages: { root: "All of '{stage}' is copied over this image" },
  create: ({ file, report }) => ({
    Copy({ from, sources, destination, stage }) {
      if (from?.value === undefined || destination?.value !== '/' || !sources.some(({ value }) => value === '/')) return;
      report({ at: from, message: 'root', data: { stage: from.value }, own: file.stages[stage]?.from.image?.value !== 'scratch' });
    },
  }),
});
