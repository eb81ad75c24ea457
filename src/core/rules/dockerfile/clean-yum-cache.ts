import { afterLast, cleanedAfter, cleanUp, removes } from '../../lint/cleanup.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { eachRun } from '../../lint/each-run.ts';
import { hasCacheMount } from '../../lint/mounts.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped } from '../../lint/stages.ts';
import { hasArgument, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'clean-yum-cache',
  summary: 'Clean the yum cache in the RUN that fills it',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3032', severity: 'warning' }],
  why: 'yum leaves the metadata of its repositories in the layer, up to hundreds of megabytes that the image never uses. What a later RUN removes is still in the layer of this one.',
  differs:
    'hadolint looks at `yum install` alone, takes any `rm -rf` for the removal, and knows neither cache mounts nor that a stage is not in the image.',
  examples: [{ bad: 'FROM centos:7\nRUN yum install -y curl\n', good: 'FROM centos:7\nRUN yum install -y curl && yum clean all\n' }],
  messages: { cache: "'yum {subcommand}' leaves its cache in the layer" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const rest = afterLast(commands, fillsCache);
      const first = commands.find(fillsCache);
      const word = first && findArgument(first, ...filling);
      if (!rest || !word) return;
      const cleaned = rest.some(cleansCache) || removes(rest, '/var/cache/yum') || removes(rest, '/var/cache/dnf');
      const own = !cleaned && isShipped(context.file, run.stage) && !hasCacheMount(run, '/var/cache/yum', '/var/cache/dnf');
      const seen = commands.some(installs) && !cleanedAfter(commands, installs, cleansForHadolint);
      if (!own && !seen) return;
      const fix = own ? cleanUp(context.file, run, first, 'yum clean all') : undefined;
      context.report({
        at: through(first, word),
        message: 'cache',
        data: { subcommand: word.value },
        own,
        peers: seen ? [{ code: 'DL3032' }] : [],
        ...(fix && { fix }),
      });
    }),
});

const filling = ['install', 'groupinstall', 'localinstall', 'reinstall', 'update', 'upgrade'] as const;

const fillsCache = (command: Command): boolean => command.name === 'yum' && hasArgument(command, ...filling);

const installs = (command: Command): boolean => command.name === 'yum' && hasArgument(command, 'install');

const cleansCache = (command: Command): boolean => ['yum', 'dnf', 'microdnf'].includes(command.name) && hasArgument(command, 'clean');

const cleansForHadolint = (command: Command): boolean =>
  (command.name === 'yum' && hasArgument(command, 'clean', 'all')) ||
  (command.name === 'rm' && hasArgument(command, '-rf', '/var/cache/yum/*'));
