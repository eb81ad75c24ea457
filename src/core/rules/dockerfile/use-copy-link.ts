import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-copy-link',
  summary: 'Copy with --link where the layers below do not matter',
  severity: 'hint',
  default: 'off',
  fix: 'suggestion',
  aliases: [],
  why: 'A linked layer stays valid when the base image changes, so a rebuild on a new base copies nothing again. It needs BuildKit, and does not follow symbolic links of the image.',
  examples: [
    {
      bad: 'FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build /app /app\n',
      good: 'FROM node:24 AS build\nFROM node:24-slim\nCOPY --link --from=build /app /app\n',
    },
  ],
  messages: { unlinked: 'This layer is made anew whenever one below it changes' },
  create: ({ report }) => ({
    Copy({ keyword, flags, from, destination }) {
      // A destination that is relative or a variable may lead through a link of the base image.
      if (!from || !destination?.value.startsWith('/') || flags.some(({ name }) => name === 'link')) return;
      report({
        at: keyword,
        message: 'unlinked',
        suggestions: [{ title: 'Add --link', edits: (fixer) => [fixer.insertAfter(keyword, ' --link')] }],
      });
    },
  }),
});
