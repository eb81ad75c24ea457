import { findArgument, through } from '../../lint/command-words.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-zypper-dist-upgrade',
  summary: 'Do not change the distribution with zypper dist-upgrade',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3035', severity: 'warning' }],
  why: 'It replaces what the base image was tested with by whatever the mirror has that day, and every replaced file is in the image twice. A newer base image does the same, once and by name.',
  examples: [{ bad: 'FROM opensuse/leap:15.5\nRUN zypper dup\n', good: 'FROM opensuse/leap:15.6\n' }],
  messages: { upgrade: "'zypper {subcommand}' replaces the base image's packages" },
  create: (context) => ({
    Command(command) {
      const word = command.name === 'zypper' ? findArgument(command, 'dist-upgrade', 'dup') : undefined;
      if (word) context.report({ at: through(command, word), message: 'upgrade', data: { subcommand: word.value } });
    },
  }),
});
