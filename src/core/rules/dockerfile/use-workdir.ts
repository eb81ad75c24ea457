import { through } from '../../lint/command-words.ts';
import { defineRule, type Suggestion } from '../../lint/rule.ts';
import type { Dockerfile, Run } from '../../dockerfile/ast.ts';
import type { Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'use-workdir',
  summary: 'Change the directory with WORKDIR',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [{ code: 'DL3003', severity: 'warning' }],
  why: '`cd` ends with its RUN: the next instruction is back in the working directory. WORKDIR holds for all that follow, makes the directory, and says in one place where a step runs.',
  examples: [{ bad: 'FROM node:24\nRUN cd /app && npm ci\n', good: 'FROM node:24\nWORKDIR /app\nRUN npm ci\n' }],
  messages: { cd: "'cd' holds for this RUN alone", useless: "'cd' is forgotten when this RUN ends" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'cd' || run.onbuild) return;
      const { list } = command.script;
      const last = command.simple.depth === 0 && command.simple.element === list.length - 1;
      const suggestion = asWorkdir(context.file, run, command);
      context.report({
        at: command.args[0] ? through(command, command.args[0]) : command.nameSpan,
        message: last ? 'useless' : 'cd',
        suggestions: suggestion ? [suggestion] : [],
      });
    },
  }),
});

/** `RUN cd /app && rest` as WORKDIR and `RUN rest`, where nothing but that one absolute `cd` stands in front. */
function asWorkdir(file: Dockerfile, run: Run, { script, simple, args }: Command): Suggestion | undefined {
  const [target, ...others] = args;
  const next = script.list[1];
  const plain =
    run.form === 'shell' &&
    run.heredocs.length === 0 &&
    run.flags.length === 0 &&
    simple.element === 0 &&
    simple.depth === 0 &&
    !simple.pipe;
  if (!plain || !target?.literal || others.length > 0 || !/^\/[\w./-]*$/.test(target.text) || next?.operator !== '&&') return undefined;
  const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
  return {
    title: `Write WORKDIR ${target.value}`,
    edits: (fixer) => [
      fixer.replace({ start: run.keyword.start, end: next.start }, `WORKDIR ${target.value}${newline}${run.keyword.text} `),
    ],
  };
}
