import { isAptUpdate, needsAptListsLater } from '../../lint/apt.ts';
import { afterLast, cleanUp, removes } from '../../lint/cleanup.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { eachRun } from '../../lint/each-run.ts';
import { hasCacheMount, isMounted } from '../../lint/mounts.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped, isShippedForHadolint } from '../../lint/stages.ts';
import type { Run } from '../../dockerfile/ast.ts';
import { hasArgument, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'clean-apt-lists',
  summary: 'Remove apt package lists in the RUN that fetches them',
  severity: 'info',
  fix: 'safe',
  aliases: [{ code: 'DL3009', severity: 'info' }],
  why: 'The lists that `apt-get update` fetches take 20 to 50 MB and are of no use in the image. What a later RUN removes is still in the layer of this one.',
  differs:
    'hadolint takes any `rm -rf` for the removal of the lists, does not know `rm -r -f` and `apt-get dist-clean`, and wants a mount on /var/cache/apt as well.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\n',
      good: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
    },
  ],
  messages: { lists: "'{tool} update' leaves package lists in the layer" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const update = commands.find(isAptUpdate);
      const word = update && findArgument(update, 'update');
      if (!update || !word) return;
      const { file } = context;
      const own = isShipped(file, run.stage) && !isMounted(run, '/var/lib/apt/lists') && !isCleaned(afterLast(commands, isAptUpdate) ?? []);
      const seen = isShippedForHadolint(file, run) && !hasMounts(run) && !commands.some(removesForHadolint);
      if (!own && !seen) return;
      const fix = own && !needsAptListsLater(file, run) ? cleanUp(file, run, update, 'rm -rf /var/lib/apt/lists/*') : undefined;
      context.report({
        at: through(update, word),
        message: 'lists',
        data: { tool: update.name },
        own,
        peers: seen ? [{ code: 'DL3009' }] : [],
        ...(fix && { fix }),
      });
    }),
});

const isCleaned = (commands: readonly Command[]): boolean =>
  removes(commands, '/var/lib/apt/lists') ||
  commands.some(({ name, args }) => name === 'apt-get' && args.some(({ value }) => value === 'dist-clean' || value === 'distclean'));

const removesForHadolint = (command: Command): boolean => command.name === 'rm' && hasArgument(command, '-rf', '/var/lib/apt/lists/*');

const hasMounts = (run: Run): boolean =>
  hasCacheMount(run, '/var/lib/apt/lists') || (hasCacheMount(run, '/var/lib/apt') && hasCacheMount(run, '/var/cache/apt'));
