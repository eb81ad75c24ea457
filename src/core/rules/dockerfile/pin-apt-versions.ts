import { aptPackages, isAptInstall } from '../../lint/apt.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'pin-apt-versions',
  summary: 'Pin the versions of apt packages',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3008', severity: 'warning' }],
  why: 'Without a version the build takes what the mirror has that day. With one, it breaks when the mirror drops that version, which Debian and Ubuntu do often: that is why this rule is off by default.',
  differs: 'hadolint also reports variables, whose value it does not know, and is silent about `apt install`.',
  examples: [{ bad: 'FROM debian:13\nRUN apt-get install -y curl\n', good: 'FROM debian:13\nRUN apt-get install -y curl=8.14.*\n' }],
  messages: { unpinned: "'{package}' has no version" },
  create: (context) => ({
    Command(command) {
      if (!isAptInstall(command)) return;
      for (const word of aptPackages(command)) {
        if (/[=/]|\.deb$/.test(word.value)) continue;
        const peers = command.name === 'apt-get' ? [{ code: 'DL3008' }] : [];
        context.report({ at: word, message: 'unpinned', data: { package: word.value }, own: word.literal, peers });
      }
    },
  }),
});
