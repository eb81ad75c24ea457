import { readPort } from '../../lint/ports.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-exposing-ssh',
  summary: 'Run no SSH server in a container',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'An SSH server is a second way in, with keys and updates of its own. `docker exec` and `kubectl exec` need none.',
  examples: [{ bad: 'FROM debian:13\nEXPOSE 22\n', good: 'FROM debian:13\nEXPOSE 8080\n' }],
  messages: { ssh: 'Port 22 is the one of SSH' },
  create: ({ report }) => ({
    Expose({ args }) {
      for (const word of args) {
        const { port, protocol } = readPort(word.value);
        if (port === '22' && (protocol ?? 'tcp').toLowerCase() === 'tcp') report({ at: word, message: 'ssh' });
      }
    },
  }),
});
