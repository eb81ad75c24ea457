import { readPort } from '../../lint/ports.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'lowercase-exposed-protocols',
  summary: 'Write tcp and udp in lower case',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'ExposeProtoCasing', severity: 'warning' }],
  why: 'BuildKit puts the protocol into the image in lower case. Podman puts it there as it is written, and cannot read that image afterwards.',
  examples: [{ bad: 'FROM node:24\nEXPOSE 80/TCP\n', good: 'FROM node:24\nEXPOSE 80/tcp\n' }],
  messages: { case: "The protocol of '{port}' is not in lower case" },
  create: ({ report }) => ({
    Expose({ args }) {
      for (const word of args) {
        const { protocol } = readPort(word.text);
        if (protocol === undefined || protocol.includes('$') || protocol === protocol.toLowerCase()) continue;
        const at = { start: word.start + word.text.lastIndexOf('/') + 1, end: word.end };
        const written = word.text.slice(word.text.lastIndexOf('/') + 1);
        report({ at, message: 'case', data: { port: word.text }, fix: (fixer) => [fixer.replace(at, written.toLowerCase())] });
      }
    },
  }),
});
