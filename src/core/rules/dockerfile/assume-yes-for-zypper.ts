import { findArgument, through } from '../../lint/command-words.ts';
import { defineRule } from '../../lint/rule.ts';
import { addWords } from '../../lint/run-edits.ts';
import { hasFlag } from '../../shell/commands.ts';

export default defineRule({
  name: 'assume-yes-for-zypper',
  summary: 'Run zypper without questions',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3034', severity: 'warning' }],
  why: 'A build has nobody to answer: zypper asks before it changes anything, reads nothing and stops the build.',
  examples: [
    {
      bad: 'FROM opensuse/leap:15.6\nRUN zypper install curl\n',
      good: 'FROM opensuse/leap:15.6\nRUN zypper --non-interactive install curl\n',
    },
  ],
  messages: { asks: "'zypper {subcommand}' asks for confirmation, and a build cannot answer" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'zypper') return;
      const word = findArgument(command, 'install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch');
      if (!word || hasFlag(command, 'n', 'non-interactive', 'y', 'no-confirm')) return;
      const fix = addWords(context.file, run, command, command.nameSpan, '--non-interactive');
      context.report({ at: through(command, word), message: 'asks', data: { subcommand: word.value }, ...(fix && { fix }) });
    },
  }),
});
