import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'set-shell-instruction',
  summary: 'Choose the shell with SHELL',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [{ code: 'DL4005', severity: 'warning' }],
  why: 'Putting another shell in the place of /bin/sh changes it for every script of the image, and the next update of the package puts it back. SHELL changes it for the Dockerfile alone.',
  differs: 'hadolint also reports a link that points at /bin/sh.',
  examples: [{ bad: 'FROM debian:13\nRUN ln -sf /bin/bash /bin/sh\n', good: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\n' }],
  messages: { link: "'/bin/sh' is replaced in the whole image" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'ln') return;
      const target = command.args.findLast(({ value }) => value === '/bin/sh');
      if (!target) return;
      const paths = command.args.filter(({ value }) => !value.startsWith('-'));
      const replaces = paths.at(-1) === target;
      const shell = paths.at(-2);
      const alone =
        run.form === 'shell' && !run.onbuild && run.heredocs.length === 0 && command.script.list.length === 1 && command.simple.depth === 0;
      context.report({
        at: command,
        message: 'link',
        own: replaces,
        suggestions:
          alone && paths.length === 2 && shell?.literal
            ? [{ title: 'Write SHELL', edits: (fixer) => [fixer.replace(run, `SHELL ["${absolute(shell.value)}", "-c"]`)] }]
            : [],
      });
    },
  }),
});

const absolute = (shell: string): string => (shell.startsWith('/') ? shell : `/bin/${shell}`);
