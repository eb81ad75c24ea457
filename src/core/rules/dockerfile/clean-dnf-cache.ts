import { afterLast, cleanedAfter, cleanUp, removes } from '../../lint/cleanup.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { eachRun } from '../../lint/each-run.ts';
import { hasCacheMount } from '../../lint/mounts.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped } from '../../lint/stages.ts';
import { hasArgument, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'clean-dnf-cache',
  summary: 'Clean the dnf cache in the RUN that fills it',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3040', severity: 'warning' }],
  why: 'dnf leaves the metadata of its repositories in the layer, often more than 100 MB that the image never uses. What a later RUN removes is still in the layer of this one.',
  differs:
    'hadolint takes any `rm -rf` for the removal, does not know cache mounts on /var/cache/dnf, `dnf update` and `dnf groupinstall`, nor that a stage is not in the image.',
  examples: [{ bad: 'FROM fedora:42\nRUN dnf install -y curl\n', good: 'FROM fedora:42\nRUN dnf install -y curl && dnf clean all\n' }],
  messages: { cache: "'{tool} {subcommand}' leaves its cache in the layer" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const rest = afterLast(commands, fillsCache);
      const first = commands.find(fillsCache);
      const word = first && findArgument(first, ...filling);
      if (!rest || !word) return;
      const cleaned =
        rest.some(cleansCache) || removes(rest, '/var/cache/dnf') || removes(rest, '/var/cache/yum') || removes(rest, '/var/cache/libdnf5');
      const own = !cleaned && isShipped(context.file, run.stage) && !hasCacheMount(run, '/var/cache/dnf', '/var/cache/yum', 'libdnf5');
      const seen =
        !hasCacheMount(run, '/var/cache/libdnf5', '.cache/libdnf5') && ['dnf', 'microdnf'].some((tool) => leftForHadolint(commands, tool));
      if (!own && !seen) return;
      const fix = own ? cleanUp(context.file, run, first, `${first.name} clean all`) : undefined;
      context.report({
        at: through(first, word),
        message: 'cache',
        data: { tool: first.name, subcommand: word.value },
        own,
        peers: seen ? [{ code: 'DL3040' }] : [],
        ...(fix && { fix }),
      });
    }),
});

const fillingForHadolint = ['install', 'in', 'upgrade', 'up', 'upgrade-minimal', 'up-min', 'reinstall', 'rei'] as const;

const filling = [...fillingForHadolint, 'update', 'groupinstall', 'localinstall', 'distro-sync'] as const;

const isDnf = ({ name }: Command): boolean => name === 'dnf' || name === 'microdnf';

const fillsCache = (command: Command): boolean => isDnf(command) && hasArgument(command, ...filling);

const cleansCache = (command: Command): boolean => (isDnf(command) || command.name === 'yum') && hasArgument(command, 'clean');

function leftForHadolint(commands: readonly Command[], tool: string): boolean {
  const installs = (command: Command): boolean => command.name === tool && hasArgument(command, ...fillingForHadolint);
  const cleans = (command: Command): boolean =>
    (command.name === tool && hasArgument(command, 'clean', 'all')) || (command.name === 'rm' && hasArgument(command, '-rf'));
  return commands.some(installs) && !cleanedAfter(commands, installs, cleans);
}
