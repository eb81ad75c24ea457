import { afterLast, cleanUp, removes } from '../../lint/cleanup.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { eachRun } from '../../lint/each-run.ts';
import { hasCacheMount } from '../../lint/mounts.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped } from '../../lint/stages.ts';
import { argumentsWithout, hasArgument, hasFlag, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'clean-npm-cache',
  summary: 'Clean the npm cache in the RUN that fills it',
  severity: 'info',
  fix: 'safe',
  aliases: [],
  why: 'npm keeps every package that it downloads in ~/.npm: the layer holds each package twice. What a later RUN removes is still in the layer of this one.',
  examples: [{ bad: 'FROM node:24\nRUN npm ci\n', good: 'FROM node:24\nRUN npm ci && npm cache clean --force\n' }],
  messages: { cache: "'npm {subcommand}' leaves its cache in the layer" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const first = commands.find(fillsCache);
      const word = first && findArgument(first, ...filling);
      const rest = afterLast(commands, fillsCache);
      if (!word || !rest || !isShipped(context.file, run.stage) || hasCacheMount(run, '.npm', 'npm-cache')) return;
      if (rest.some(cleansCache) || removes(rest, '~/.npm') || removes(rest, '~/.npm/_cacache')) return;
      const fix = cleanUp(context.file, run, first, 'npm cache clean --force', commands.findLast(fillsCache));
      context.report({ at: through(first, word), message: 'cache', data: { subcommand: word.value }, ...(fix && { fix }) });
    }),
});

const filling = ['install', 'i', 'ci', 'add', 'clean-install', 'update'] as const;

/** An install into a cache of its own (`--cache /tmp/npm`) is taken to clean up after itself. */
const fillsCache = (command: Command): boolean =>
  command.name === 'npm' &&
  (filling as readonly (string | undefined)[]).includes(
    argumentsWithout(command, ['prefix', 'C', 'loglevel', 'registry', 'w', 'workspace'])[0]?.value,
  ) &&
  !hasFlag(command, 'cache');

const cleansCache = (command: Command): boolean =>
  command.name === 'npm' && hasArgument(command, 'cache') && hasArgument(command, 'clean', 'clear', 'rm');
