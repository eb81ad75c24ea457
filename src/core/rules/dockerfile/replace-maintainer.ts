import { inFileCase } from '../../lint/lines.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'replace-maintainer',
  summary: 'Name the maintainer in a label',
  severity: 'error',
  fix: 'suggestion',
  aliases: [
    { code: 'DL4000', severity: 'error' },
    { code: 'MaintainerDeprecated', severity: 'warning' },
  ],
  why: 'MAINTAINER is deprecated. A label says the same, can be read by every tool, and can be overridden.',
  examples: [
    {
      bad: 'FROM node:24\nMAINTAINER Jo <jo@example.com>\n',
      good: 'FROM node:24\nLABEL org.opencontainers.image.authors="Jo <jo@example.com>"\n',
    },
  ],
  messages: { deprecated: 'MAINTAINER is deprecated' },
  tags: ['deprecated'],
  create: ({ file, report }) => ({
    Maintainer({ keyword, argsSpan, start, end, stage }) {
      const written = file.masked.slice(argsSpan.start, argsSpan.end);
      const name = /^(["']).*\1$/.test(written) ? written.slice(1, -1) : written;
      const value = `"${name.replace(/["\\$`]/g, (char) => file.escape + char)}"`;
      report({
        at: keyword,
        message: 'deprecated',
        peers: [{ code: 'DL4000' }, ...(stage < 0 ? [] : [{ code: 'MaintainerDeprecated' }])],
        suggestions: [
          {
            title: 'Use a label',
            edits: (fixer) => [fixer.replace({ start, end }, `${inFileCase(file, 'LABEL')} org.opencontainers.image.authors=${value}`)],
          },
        ],
      });
    },
  }),
});
