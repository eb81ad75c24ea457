import { entryScript } from '../../lint/entry-script.ts';
import { defineRule } from '../../lint/rule.ts';
import { readScript, type Script } from '../../shell/commands.ts';

const script = '#!/bin/sh\nset -e\nnode migrate.js\n';
const dockerfile = 'FROM node:24\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n';

export default defineRule({
  name: 'exec-in-entry-script',
  summary: 'Start the program with exec at the end of the entry script',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'Without `exec` the shell stays process 1 and passes no signal on: the program is killed after the grace period instead of stopping by itself.',
  examples: [
    {
      bad: dockerfile,
      good: 'FROM node:24\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n',
      facts: { readContextFile: (path) => ({ 'start.sh': `${script}node server.js\n`, 'run.sh': `${script}exec node server.js\n` })[path] },
    },
  ],
  messages: { shell: "'{path}' starts '{program}' without exec" },
  create: ({ file, facts, report }) => ({
    end() {
      const entry = entryScript(file, facts);
      const program = entry && programOf(readScript(entry.text, 0));
      if (entry && program !== undefined) report({ at: entry.word, message: 'shell', data: { path: entry.path, program } });
    },
  }),
});

/** What the script ends with, when that is a program it waits for. A script with a trap passes signals on by itself. */
function programOf({ commands, list, errors }: Script): string | undefined {
  const last = list.at(-1);
  if (!last?.simple || errors.length > 0) return undefined;
  if (commands.some(({ words }) => ['exec', 'trap', 'wait'].includes(words[0]?.value ?? ''))) return undefined;
  const word = commands.findLast(({ start }) => start === last.start)?.words[0];
  return word && !builtins.has(word.value) ? word.text : undefined;
}

const builtins = new Set([
  'echo',
  'printf',
  'exit',
  'return',
  'true',
  ':',
  'cd',
  'export',
  'set',
  'unset',
  'source',
  '.',
  'test',
  '[',
  'umask',
  'mkdir',
  'chown',
  'chmod',
  'rm',
  'cp',
  'mv',
  'ln',
  'sed',
  'touch',
  'cat',
]);
