import { defineRule } from '../../lint/rule.ts';
import { hasFlag } from '../../shell/commands.ts';

export default defineRule({
  name: 'retry-downloads',
  summary: 'Let curl try again when the network fails',
  severity: 'hint',
  default: 'off',
  fix: 'suggestion',
  aliases: [],
  why: 'curl gives up at the first failure, and with it the build, though a second attempt mostly gets through. wget, apt, npm and pip try again by themselves.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN curl -fsSLO https://example.com/a.tar.gz\n',
      good: 'FROM debian:13\nRUN curl --retry 5 -fsSLO https://example.com/a.tar.gz\n',
    },
  ],
  messages: { once: "'curl' tries once" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'curl' || hasFlag(command, 'retry') || !command.args.some(({ value }) => /^(?:https?|ftp):/.test(value))) return;
      context.report({
        at: command.nameSpan,
        message: 'once',
        suggestions:
          run.form === 'exec' ? [] : [{ title: 'Add --retry 5', edits: (fixer) => [fixer.insertAfter(command.nameSpan, ' --retry 5')] }],
      });
    },
  }),
});
