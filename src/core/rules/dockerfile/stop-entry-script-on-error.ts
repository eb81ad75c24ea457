import { entryScript } from '../../lint/entry-script.ts';
import { defineRule } from '../../lint/rule.ts';
import { readScript, type Script } from '../../shell/commands.ts';

export default defineRule({
  name: 'stop-entry-script-on-error',
  summary: 'Begin the entry script with set -e',
  severity: 'info',
  fix: 'none',
  aliases: [],
  why: 'Without `set -e` the script goes on after a failed migration or a missing file, and the program starts in a state that nobody meant.',
  examples: [
    {
      bad: 'FROM node:24\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
      good: 'FROM node:24\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n',
      facts: { readContextFile: (path) => `#!/bin/sh\n${path === 'run.sh' ? 'set -e\n' : ''}node migrate.js\nexec node server.js\n` },
    },
  ],
  messages: { unset: "'{path}' goes on after a command that fails" },
  create: ({ file, facts, report }) => ({
    end() {
      const entry = entryScript(file, facts);
      if (!entry || /^#!.*\s-\w*e/.test(entry.text)) return;
      if (goesOn(readScript(entry.text, 0))) report({ at: entry.word, message: 'unset', data: { path: entry.path } });
    },
  }),
});

/** With a single command there is nothing to go on with. */
function goesOn({ list, named, errors }: Script): boolean {
  const stops = named.some(
    ({ name, args }) =>
      name === 'set' &&
      args.some(({ value }, i) => /^-[a-z]*e/.test(value) || (value === 'errexit' && /^-[a-z]*o$/.test(args[i - 1]?.value ?? ''))),
  );
  return errors.length === 0 && !stops && list.length > 1;
}
