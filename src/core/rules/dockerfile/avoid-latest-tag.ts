import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-latest-tag',
  summary: 'Name the version of a base image instead of latest',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3007', severity: 'warning' }],
  why: 'What `latest` means changes with every release, so the same file builds another image tomorrow, major versions included.',
  examples: [{ bad: 'FROM node:latest\n', good: 'FROM node:24-slim\n' }],
  messages: { latest: "'{image}' is whatever was released last" },
  create: ({ report }) => ({
    From({ image }) {
      if (image?.tag === 'latest' && image.digest === undefined) report({ at: image, message: 'latest', data: { image: image.value } });
    },
  }),
});
