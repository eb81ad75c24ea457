import { isAptInstall } from '../../lint/apt.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { defineRule } from '../../lint/rule.ts';
import { hasArgument, hasFlag, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'skip-recommended-packages',
  summary: 'Install without recommended packages',
  severity: 'info',
  fix: 'suggestion',
  aliases: [{ code: 'DL3015', severity: 'info' }],
  why: 'apt installs what a package recommends along with what it needs: often tens of megabytes that the image never uses. It is a suggestion because an image may have come to rely on one of them.',
  differs: 'hadolint is silent about `apt install`, and takes `APT::Install-Recommends=false` but not `=0`.',
  examples: [
    { bad: 'FROM debian:13\nRUN apt-get install -y curl\n', good: 'FROM debian:13\nRUN apt-get install -y --no-install-recommends curl\n' },
  ],
  messages: { recommends: "'{tool} install' takes recommended packages along" },
  create: (context) => ({
    Command(command, run) {
      const word = findArgument(command, 'install');
      if (!word || !isAptInstall(command)) return;
      if (hasFlag(command, 'no-install-recommends') || hasArgument(command, 'APT::Install-Recommends=false')) return;
      context.report({
        at: through(command, word),
        message: 'recommends',
        data: { tool: command.name },
        own: !refusesRecommends(command),
        peers: command.name === 'apt-get' ? [{ code: 'DL3015' }] : [],
        suggestions:
          run.form === 'exec'
            ? []
            : [
                {
                  title: 'Add --no-install-recommends',
                  edits: (fixer) => [fixer.insertAfter(insertionPoint(command, word), ' --no-install-recommends')],
                },
              ],
      });
    },
  }),
});

/** Behind `install -y`, as it is mostly written. */
function insertionPoint({ args }: Command, install: Command['args'][number]): Command['args'][number] {
  const next = args[args.indexOf(install) + 1];
  return next && ['-y', '--yes', '--assume-yes', '-qq', '-yqq', '-qqy', '-qy', '-yq'].includes(next.value) ? next : install;
}

const refusesRecommends = ({ args }: Command): boolean =>
  args.some(({ value }) => /^(?:-o)?APT::Install-Recommends=['"]?(?:false|0|no)/i.test(value));
