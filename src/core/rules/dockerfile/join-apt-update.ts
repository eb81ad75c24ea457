import { isAptUpdate } from '../../lint/apt.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { commandsOf, eachRun } from '../../lint/each-run.ts';
import { joinRuns } from '../../lint/join-runs.ts';
import { defineRule } from '../../lint/rule.ts';
import { readPackageCommand } from '../../lint/system-packages.ts';
import type { Dockerfile, Run } from '../../dockerfile/ast.ts';
import type { Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'join-apt-update',
  summary: 'Update and install with apt in one RUN',
  severity: 'warning',
  fix: 'safe',
  aliases: [],
  why: 'A RUN with `apt-get update` alone is taken from the build cache for months, while the install behind it changes: it then asks the mirror for versions that are gone, and the build fails with 404.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n',
      good: 'FROM debian:13\nRUN apt-get update \\\n    && apt-get install -y curl\n',
    },
  ],
  messages: { alone: "'{tool} update' is cached apart from the install that needs it" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const update = commands.find(isAptUpdate);
      const word = update && findArgument(update, 'update');
      if (!word || !commands.every(isPartOfUpdate)) return;
      // What else the RUN sets or exports would reach into the next.
      const next = commands.length === 1 ? followingRun(context.file, run) : undefined;
      const fix = next && startsWithInstall(commandsOf(context.file, next)) ? joinRuns(context.file, run, next) : undefined;
      context.report({ at: through(update, word), message: 'alone', data: { tool: update.name }, ...(fix && { fix }) });
    }),
});

/** Anything else in the RUN may be what needs the lists. */
const isPartOfUpdate = (command: Command): boolean =>
  isAptUpdate(command) ||
  ['set', 'export', 'echo', 'rm', 'sed', 'cd'].includes(command.name) ||
  (command.name === 'apt-get' && findArgument(command, 'clean') !== undefined);

/** The next instruction, where it is a RUN of the same stage. */
function followingRun(file: Dockerfile, run: Run): Run | undefined {
  const next = file.instructions.find(({ start }) => start > run.start);
  return next?.kind === 'Run' && next.stage === run.stage && run.flags.length === 0 ? next : undefined;
}

const startsWithInstall = ([first]: readonly Command[]): boolean => {
  const read = first && readPackageCommand(first);
  return read?.manager === 'apt-get' && read.action === 'install';
};
