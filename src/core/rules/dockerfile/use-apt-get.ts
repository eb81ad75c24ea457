import { findArgument } from '../../lint/command-words.ts';
import { defineRule } from '../../lint/rule.ts';
import { isEditable } from '../../lint/run-edits.ts';
import { plainArguments, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'use-apt-get',
  summary: 'Use apt-get instead of apt',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3027', severity: 'warning' }],
  why: '`apt` is made for a terminal: it warns that its command line is not stable, and its options and output change between releases. `apt-get` is made for scripts.',
  examples: [{ bad: 'FROM debian:13\nRUN apt install -y curl\n', good: 'FROM debian:13\nRUN apt-get install -y curl\n' }],
  messages: { apt: "'apt' has no stable command line" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'apt') return;
      const same = meansTheSame(command) && isEditable(context.file, run, command);
      context.report({
        at: command.nameSpan,
        message: 'apt',
        ...(same && { fix: (fixer) => [fixer.replace(command.nameSpan, 'apt-get')] }),
      });
    },
  }),
});

/** `apt upgrade` installs new packages where `apt-get upgrade` does not, and `apt list`, `show` and `search` have no counterpart. */
const meansTheSame = (command: Command): boolean =>
  findArgument(command, 'update', 'install', 'remove', 'purge', 'autoremove', 'clean', 'autoclean', 'build-dep') ===
  plainArguments(command)[0];
