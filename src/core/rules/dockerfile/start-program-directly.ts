import type { Cmd, Entrypoint, Word } from '../../dockerfile/ast.ts';
import { finalStage, lastOf } from '../../dockerfile/stages.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'start-program-directly',
  summary: 'Start the program itself instead of npm, Yarn or pnpm',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'A package manager as process 1 starts a shell and the program below it, costs memory, and does not hand SIGTERM on reliably: the container is killed instead of stopping.',
  examples: [{ bad: 'FROM node:24\nCMD ["npm", "start"]\n', good: 'FROM node:24\nCMD ["node", "server.js"]\n' }],
  messages: { manager: "'{command}' is process 1 here, not the program" },
  create: ({ file, report }) => ({
    end() {
      const last = finalStage(file);
      const entrypoint = last && lastOf(last, 'Entrypoint');
      const command = last && lastOf(last, 'Cmd');
      for (const node of [entrypoint, command]) {
        const words = node && wordsOf(node);
        const at = words?.[0];
        if (!node || !at || !startsScript(words.map(({ value }) => value))) continue;
        report({
          at: { start: at.start, end: words.at(-1)?.end ?? at.end },
          message: 'manager',
          data: {
            command: words
              .slice(0, 3)
              .map(({ value }) => value)
              .join(' '),
          },
        });
        return;
      }
    },
  }),
});

const wordsOf = ({ json, args }: Cmd | Entrypoint): readonly Word[] => (json ?? args).filter(({ value }) => value !== 'exec');

/** `npx` and `npm exec` start a program too, but by its own name; they are left alone. */
function startsScript([program, ...args]: readonly string[]): boolean {
  const [first] = args.filter((arg) => !arg.startsWith('-'));
  if (program === 'npm' || program === 'pnpm' || program === 'bun') return first === 'start' || first === 'run' || first === 'run-script';
  return program === 'yarn' && first !== undefined && !['node', 'exec', 'dlx'].includes(first);
}
