import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'verify-remote-files',
  summary: 'Give the checksum of a file that ADD downloads',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'Whoever changes the file on the other server changes the image, and nobody notices. `--checksum` makes the build stop instead.',
  examples: [
    {
      bad: 'FROM node:24\nADD https://example.com/tool /usr/local/bin/\n',
      good: 'FROM node:24\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool /usr/local/bin/\n',
    },
  ],
  messages: { unverified: "'{url}' is downloaded without a checksum" },
  create: ({ report }) => ({
    Add({ flags, sources }) {
      if (flags.some(({ name }) => name === 'checksum')) return;
      for (const source of sources) {
        // Git repositories have a commit instead.
        if (!/^https?:\/\//.test(source.value) || /\.git(?:#|$)/.test(source.value)) continue;
        report({ at: source, message: 'unverified', data: { url: source.value.slice(0, 40) } });
      }
    },
  }),
});
