import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-interactive-commands',
  summary: 'Leave out commands that make no sense in a build',
  severity: 'info',
  fix: 'none',
  aliases: [{ code: 'DL3001', severity: 'info' }],
  why: 'A step has no terminal, no services and a process table of its own that ends with it: what is started, mounted or stopped there is gone before the next step.',
  examples: [{ bad: 'FROM debian:13\nRUN service nginx start\n', good: 'FROM debian:13\nCMD ["nginx", "-g", "daemon off;"]\n' }],
  messages: { useless: "'{command}' has no lasting effect in a build step" },
  create: (context) => ({
    Command({ name, nameSpan }) {
      if (interactive.has(name)) context.report({ at: nameSpan, message: 'useless', data: { command: name } });
    },
  }),
});

const interactive = new Set(['free', 'kill', 'mount', 'ps', 'service', 'shutdown', 'ssh', 'top', 'vim']);
