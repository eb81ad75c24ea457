import { defineRule } from '../../lint/rule.ts';
import { hasArgument, type Command } from '../../shell/commands.ts';
import type { ShellWord } from '../../shell/parse.ts';

export default defineRule({
  name: 'pin-gem-versions',
  summary: 'Pin the versions of Ruby gems',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3028', severity: 'warning' }],
  why: 'Without a version the build takes the newest release, and a release with a breaking change breaks the image.',
  differs: 'hadolint also reports variables and gem files.',
  examples: [{ bad: 'FROM ruby:3.3\nRUN gem install rake\n', good: 'FROM ruby:3.3\nRUN gem install rake:13.3.0\n' }],
  messages: { unpinned: "'{gem}' has no version" },
  create: (context) => ({
    Command(command) {
      if (command.name !== 'gem' || !hasArgument(command, 'install', 'i')) return;
      if (hasArgument(command, '-v', '--version') || command.args.some(({ value }) => value.startsWith('--version='))) return;
      for (const word of gems(command)) {
        if (word.value.includes(':')) continue;
        context.report({ at: word, message: 'unpinned', data: { gem: word.value }, own: word.literal && !word.value.endsWith('.gem') });
      }
    },
  }),
});

/** As hadolint reads them: every flag takes the word after it, `--` ends the list. */
function gems({ args }: Command): readonly ShellWord[] {
  const end = args.findIndex(({ value }) => value === '--');
  const words = end < 0 ? args : args.slice(0, end);
  return words.filter(
    ({ value }, i) => !value.startsWith('-') && !words[i - 1]?.value.startsWith('-') && value !== 'install' && value !== 'i',
  );
}
