import { findArgument, through } from '../../lint/command-words.ts';
import { defineRule } from '../../lint/rule.ts';
import { addWords } from '../../lint/run-edits.ts';
import { hasFlag } from '../../shell/commands.ts';

export default defineRule({
  name: 'assume-yes-for-dnf',
  summary: 'Answer yes to dnf in advance',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3038', severity: 'warning' }],
  why: 'A build has nobody to answer: dnf asks before it installs, reads nothing and stops the build.',
  examples: [{ bad: 'FROM fedora:42\nRUN dnf install curl\n', good: 'FROM fedora:42\nRUN dnf install -y curl\n' }],
  messages: { asks: "'{tool} {subcommand}' asks for confirmation, and a build cannot answer" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'dnf' && command.name !== 'microdnf') return;
      const word = findArgument(command, 'install', 'groupinstall', 'localinstall');
      if (!word || hasFlag(command, 'y', 'assumeyes')) return;
      const fix = addWords(context.file, run, command, word, '-y');
      context.report({
        at: through(command, word),
        message: 'asks',
        data: { tool: command.name, subcommand: word.value },
        ...(fix && { fix }),
      });
    },
  }),
});
