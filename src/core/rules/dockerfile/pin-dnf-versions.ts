import { defineRule } from '../../lint/rule.ts';
import { unpinnedRpms, variablesKnownTo } from '../../lint/rpm.ts';

export default defineRule({
  name: 'pin-dnf-versions',
  summary: 'Pin the versions of dnf packages',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3041', severity: 'warning' }],
  why: 'Without a version the build takes what the mirror has that day. With one, it breaks when the mirror drops that version: that is why this rule is off by default.',
  differs: 'hadolint also reports variables that the Dockerfile does not define.',
  examples: [{ bad: 'FROM fedora:42\nRUN dnf install -y curl\n', good: 'FROM fedora:42\nRUN dnf install -y curl-8.12.1\n' }],
  messages: { unpinned: "'{package}' has no version" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'dnf' && command.name !== 'microdnf') return;
      for (const word of unpinnedRpms(command, variablesKnownTo(context.file, run))) {
        context.report({ at: word, message: 'unpinned', data: { package: word.value }, own: word.literal });
      }
    },
  }),
});
