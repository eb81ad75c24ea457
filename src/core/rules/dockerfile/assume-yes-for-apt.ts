import { isAptInstall } from '../../lint/apt.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { defineRule } from '../../lint/rule.ts';
import { addWords } from '../../lint/run-edits.ts';
import { commandFlags, hasArgument, hasFlag, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'assume-yes-for-apt',
  summary: 'Answer yes to apt-get in advance',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3014', severity: 'warning' }],
  why: 'A build has nobody to answer: when more is to be installed than was named, `apt-get` asks, reads nothing and stops the build.',
  differs: 'hadolint is silent about `apt install`, and reports `yes | apt-get install` and `--force-yes`, which do not ask.',
  examples: [{ bad: 'FROM debian:13\nRUN apt-get install curl\n', good: 'FROM debian:13\nRUN apt-get install -y curl\n' }],
  messages: { asks: "'{tool} install' asks for confirmation, and a build cannot answer" },
  create: (context) => ({
    Command(command, run) {
      const word = findArgument(command, 'install');
      if (!word || !isAptInstall(command) || saysYes(command)) return;
      const fix = addWords(context.file, run, command, word, '-y');
      context.report({
        at: through(command, word),
        message: 'asks',
        data: { tool: command.name },
        own: !hasArgument(command, '--force-yes') && (command.simple.pipe?.index ?? 0) === 0,
        peers: command.name === 'apt-get' ? [{ code: 'DL3014' }] : [],
        ...(fix && { fix }),
      });
    },
  }),
});

function saysYes(command: Command): boolean {
  if (hasFlag(command, 'y', 'yes', 'assume-yes') || hasArgument(command, '-qq', '-q=2')) return true;
  const flags = commandFlags(command);
  return ['q', 'quiet'].some((quiet) => flags.filter(({ name }) => name === quiet).length > 1);
}
