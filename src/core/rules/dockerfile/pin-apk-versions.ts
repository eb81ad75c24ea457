import { defineRule } from '../../lint/rule.ts';
import { argumentsWithout, hasArgument } from '../../shell/commands.ts';

export default defineRule({
  name: 'pin-apk-versions',
  summary: 'Pin the versions of apk packages',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3018', severity: 'warning' }],
  why: 'Without a version the build takes what the mirror has that day. With one, it breaks when the mirror drops that version, which Alpine does with every update: that is why this rule is off by default.',
  differs: 'hadolint also reports variables, whose value it does not know, and conflicts (`!name`).',
  examples: [{ bad: 'FROM alpine:3.22\nRUN apk add --no-cache curl\n', good: "FROM alpine:3.22\nRUN apk add --no-cache 'curl~8.14'\n" }],
  messages: { unpinned: "'{package}' has no version" },
  create: (context) => ({
    Command(command) {
      if (command.name !== 'apk' || !hasArgument(command, 'add')) return;
      for (const word of argumentsWithout(command, ['t', 'virtual', 'repository', 'X'])) {
        if (word.value === 'add' || /[=~<>]|\.apk$/.test(word.value)) continue;
        context.report({ at: word, message: 'unpinned', data: { package: word.value }, own: word.literal && !word.value.startsWith('!') });
      }
    },
  }),
});
