import { defineRule } from '../../lint/rule.ts';
import { hasArgument, plainArguments } from '../../shell/commands.ts';

export default defineRule({
  name: 'pin-zypper-versions',
  summary: 'Pin the versions of zypper packages',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3037', severity: 'warning' }],
  why: 'Without a version the build takes what the mirror has that day. With one, it breaks when the mirror drops that version: that is why this rule is off by default.',
  differs: 'hadolint also reports variables, whose value it does not know.',
  examples: [
    { bad: 'FROM opensuse/leap:15.6\nRUN zypper install -y curl\n', good: 'FROM opensuse/leap:15.6\nRUN zypper install -y curl=8.6.0\n' },
  ],
  messages: { unpinned: "'{package}' has no version" },
  create: (context) => ({
    Command(command) {
      if (command.name !== 'zypper' || !hasArgument(command, 'install', 'in')) return;
      for (const word of plainArguments(command)) {
        if (word.value === 'install' || word.value === 'in' || /[=<>]|\.rpm$/.test(word.value)) continue;
        context.report({ at: word, message: 'unpinned', data: { package: word.value }, own: word.literal });
      }
    },
  }),
});
