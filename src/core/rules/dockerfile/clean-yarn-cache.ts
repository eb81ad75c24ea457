import { afterLast, cleanedAfter, cleanUp, removes } from '../../lint/cleanup.ts';
import { eachRun } from '../../lint/each-run.ts';
import { hasCacheMount } from '../../lint/mounts.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped, isShippedForHadolint } from '../../lint/stages.ts';
import { hasArgument, plainArguments, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'clean-yarn-cache',
  summary: 'Clean the Yarn cache in the RUN that fills it',
  severity: 'info',
  fix: 'suggestion',
  aliases: [{ code: 'DL3060', severity: 'info' }],
  why: 'Yarn keeps every package that it downloads in a cache outside node_modules: the layer holds each package twice. What a later RUN removes is still in the layer of this one.',
  differs: 'hadolint does not look at `yarn` alone and `yarn add`, and does not count the removal of the cache directory.',
  examples: [{ bad: 'FROM node:24\nRUN yarn install\n', good: 'FROM node:24\nRUN yarn install && yarn cache clean\n' }],
  messages: { cache: "'{command}' leaves its cache in the layer" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const first = commands.find((command) => fillsCache(command) || seenByHadolint(command));
      if (!first || hasCacheMount(run, '.cache/yarn')) return;
      const rest = afterLast(commands, fillsCache);
      const own =
        rest !== undefined &&
        isShipped(context.file, run.stage) &&
        !rest.some((command) => command.name === 'yarn' && hasArgument(command, 'cache', 'clean')) &&
        !removes(rest, '~/.cache/yarn') &&
        !removes(rest, '/usr/local/share/.cache/yarn') &&
        !hasCacheMount(run, '/usr/local/share/.cache', '.yarn', '/root/.cache');
      const seen =
        isShippedForHadolint(context.file, run) &&
        commands.some(seenByHadolint) &&
        !cleanedAfter(commands, seenByHadolint, cleansForHadolint);
      if (!own && !seen) return;
      const edits = cleanUp(context.file, run, first, 'yarn cache clean', commands.findLast(fillsCache));
      const subcommand = plainArguments(first)[0];
      context.report({
        at: subcommand ? { start: first.nameSpan.start, end: subcommand.end } : first.nameSpan,
        message: 'cache',
        data: { command: subcommand ? `yarn ${subcommand.value}` : 'yarn' },
        own,
        peers: seen ? [{ code: 'DL3060' }] : [],
        suggestions: edits ? [{ title: 'Add yarn cache clean', edits }] : [],
      });
    }),
});

function fillsCache(command: Command): boolean {
  if (command.name !== 'yarn') return false;
  const [first, second] = plainArguments(command);
  if (!first) return !hasArgument(command, '--version', '-v', '--help');
  return first.value === 'install' || first.value === 'add' || (first.value === 'global' && second?.value === 'add');
}

const seenByHadolint = (command: Command): boolean => command.name === 'yarn' && hasArgument(command, 'install');

const cleansForHadolint = (command: Command): boolean => command.name === 'yarn' && hasArgument(command, 'cache', 'clean');
