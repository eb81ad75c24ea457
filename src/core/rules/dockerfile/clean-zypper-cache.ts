import { afterLast, cleanedAfter, cleanUp, removes } from '../../lint/cleanup.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { eachRun } from '../../lint/each-run.ts';
import { hasCacheMount } from '../../lint/mounts.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped } from '../../lint/stages.ts';
import { hasArgument, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'clean-zypper-cache',
  summary: 'Clean the zypper cache in the RUN that fills it',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3036', severity: 'warning' }],
  why: 'zypper leaves the metadata of its repositories in the layer, tens of megabytes that the image never uses. What a later RUN removes is still in the layer of this one.',
  differs: 'hadolint does not count `rm -rf /var/cache/zypp`, nor that a stage is not in the image.',
  examples: [
    {
      bad: 'FROM opensuse/leap:15.6\nRUN zypper install -y curl\n',
      good: 'FROM opensuse/leap:15.6\nRUN zypper install -y curl && zypper clean --all\n',
    },
  ],
  messages: { cache: "'zypper {subcommand}' leaves its cache in the layer" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const rest = afterLast(commands, installs);
      const first = commands.find(installs);
      const word = first && findArgument(first, 'install', 'in');
      if (!rest || !word || hasCacheMount(run, '/var/cache/zypp')) return;
      const own = !rest.some(cleans) && !removes(rest, '/var/cache/zypp') && isShipped(context.file, run.stage);
      const seen = !cleanedAfter(commands, installs, cleans);
      if (!own && !seen) return;
      const fix = own ? cleanUp(context.file, run, first, 'zypper clean --all') : undefined;
      context.report({
        at: through(first, word),
        message: 'cache',
        data: { subcommand: word.value },
        own,
        peers: seen ? [{ code: 'DL3036' }] : [],
        ...(fix && { fix }),
      });
    }),
});

const installs = (command: Command): boolean => command.name === 'zypper' && hasArgument(command, 'install', 'in');

const cleans = (command: Command): boolean => command.name === 'zypper' && hasArgument(command, 'clean', 'cc');
