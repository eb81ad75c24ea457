import { defineRule } from '../../lint/rule.ts';
import { unpinnedRpms, variablesKnownTo } from '../../lint/rpm.ts';

export default defineRule({
  name: 'pin-yum-versions',
  summary: 'Pin the versions of yum packages',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3033', severity: 'warning' }],
  why: 'Without a version the build takes what the mirror has that day. With one, it breaks when the mirror drops that version: that is why this rule is off by default.',
  differs: 'hadolint also reports variables that the Dockerfile does not define.',
  examples: [{ bad: 'FROM centos:7\nRUN yum install -y curl\n', good: 'FROM centos:7\nRUN yum install -y curl-7.29.0\n' }],
  messages: { unpinned: "'{package}' has no version" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'yum') return;
      for (const word of unpinnedRpms(command, variablesKnownTo(context.file, run))) {
        context.report({ at: word, message: 'unpinned', data: { package: word.value }, own: word.literal });
      }
    },
  }),
});
