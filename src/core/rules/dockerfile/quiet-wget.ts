import { commandsOf } from '../../lint/each-run.ts';
import { defineRule } from '../../lint/rule.ts';
import { addWords } from '../../lint/run-edits.ts';
import { lineage } from '../../lint/stages.ts';
import type { Dockerfile, Run } from '../../dockerfile/ast.ts';
import { hasArgument, hasFlag } from '../../shell/commands.ts';

export default defineRule({
  name: 'quiet-wget',
  summary: 'Keep the progress bar of wget out of the build log',
  severity: 'info',
  fix: 'safe',
  aliases: [{ code: 'DL3047', severity: 'info' }],
  why: 'wget draws a line for every 50 kB: a large download buries the rest of the build log. `--progress=dot:giga` still shows that it moves. The wget of BusyBox does not know it, so the fix is offered where a distribution with GNU wget is seen.',
  differs: 'hadolint does not see `-nv` joined with other letters.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN apt-get update && apt-get install -y wget && wget https://example.com/a.tar.gz\n',
      good: 'FROM debian:13\nRUN apt-get update && apt-get install -y wget && wget --progress=dot:giga https://example.com/a.tar.gz\n',
    },
  ],
  messages: { progress: "'wget' fills the build log with its progress bar" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'wget' || hasArgument(command, '-nv')) return;
      if (hasFlag(command, 'progress', 'q', 'quiet', 'o', 'output-file', 'a', 'append-output', 'no-verbose')) return;
      const fix = hasGnuWget(context.file, run) ? addWords(context.file, run, command, command.nameSpan, '--progress=dot:giga') : undefined;
      context.report({
        at: command.nameSpan,
        message: 'progress',
        own: !command.args.some(({ value }) => value.startsWith('-nv')),
        ...(fix && { fix }),
        suggestions:
          fix || run.form === 'exec' ? [] : [{ title: 'Add -q', edits: (fixer) => [fixer.insertAfter(command.nameSpan, ' -q')] }],
      });
    },
  }),
});

/** A distribution whose wget is GNU's gives itself away by its package manager. */
const hasGnuWget = (file: Dockerfile, run: Run): boolean =>
  lineage(file.stages[run.stage]).some(({ instructions }) =>
    instructions.some(
      (node) =>
        node.kind === 'Run' &&
        commandsOf(file, node).some(({ name }) => ['apt-get', 'apt', 'yum', 'dnf', 'microdnf', 'zypper'].includes(name)),
    ),
  );
