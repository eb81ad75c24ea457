import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'remove-sudo',
  summary: 'Run commands without sudo',
  severity: 'error',
  fix: 'suggestion',
  aliases: [{ code: 'DL3004', severity: 'error' }],
  why: 'A build runs as root until USER says otherwise, so sudo adds nothing but a package; in the image it opens a way back to root, and it does not pass signals on as the process it starts would get them.',
  examples: [
    { bad: 'FROM debian:13\nRUN sudo apt-get update\n', good: 'FROM debian:13\nRUN apt-get update\n' },
    { bad: 'FROM app:1\nUSER app\nRUN sudo install -d /data\n', good: 'FROM app:1\nUSER root\nRUN install -d /data\nUSER app\n' },
  ],
  messages: { sudo: "'sudo' raises rights that USER can give" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'sudo') return;
      const target = command.args[0];
      const bare = run.form === 'shell' && target !== undefined && /^[\w./]/.test(target.value) && !target.value.includes('=');
      context.report({
        at: command.nameSpan,
        message: 'sudo',
        suggestions: bare
          ? [{ title: 'Remove sudo', edits: (fixer) => [fixer.remove({ start: command.nameSpan.start, end: target.start })] }]
          : [],
      });
    },
  }),
});
