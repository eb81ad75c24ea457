import { entryScript } from '../../lint/entry-script.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-unix-lines-in-entry-script',
  summary: 'Save the entry script with Unix line ends',
  severity: 'error',
  fix: 'none',
  aliases: [],
  why: 'The kernel takes the carriage return for a part of the shell’s name: the container ends at once with "no such file or directory".',
  examples: [
    {
      bad: 'FROM node:24\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
      good: 'FROM node:24\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n',
      facts: {
        readContextFile: (path) => (path === 'run.sh' ? '#!/bin/sh\nexec node server.js\n' : '#!/bin/sh\r\nexec node server.js\r\n'),
      },
    },
  ],
  messages: { crlf: "'{path}' has Windows line ends" },
  create: ({ file, facts, report }) => ({
    end() {
      const entry = entryScript(file, facts);
      if (entry && /^[^\n]*\r\n/.test(entry.text)) report({ at: entry.word, message: 'crlf', data: { path: entry.path } });
    },
  }),
});
