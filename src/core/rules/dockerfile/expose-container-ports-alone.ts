import { readPort } from '../../lint/ports.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'expose-container-ports-alone',
  summary: 'Name only the port of the container in EXPOSE',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'ExposeInvalidFormat', severity: 'warning' }],
  why: 'EXPOSE publishes nothing: addresses and ports of the host belong to `docker run -p`, and are dropped here without a word. Podman makes an image of it that it cannot read.',
  examples: [{ bad: 'FROM node:24\nEXPOSE 8080:80\n', good: 'FROM node:24\nEXPOSE 80\n' }],
  messages: { host: "'{host}' is dropped: EXPOSE has only the container's port" },
  create: ({ report }) => ({
    Expose({ args }) {
      for (const word of args) {
        const { host } = readPort(word.text);
        if (host === '') continue;
        const at = { start: word.start, end: word.start + host.length };
        report({
          at,
          message: 'host',
          data: { host },
          // With a range on either side the host's ports decide which of the container's are meant.
          fix: (fixer) => (/^(?:[\d.]+:)?\d*:$/.test(host) ? [fixer.remove(at)] : undefined),
        });
      }
    },
  }),
});
