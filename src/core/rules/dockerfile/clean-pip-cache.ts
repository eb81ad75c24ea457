import { removes } from '../../lint/cleanup.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { eachRun } from '../../lint/each-run.ts';
import { hasCacheMount, isMounted } from '../../lint/mounts.ts';
import { isPipInstall } from '../../lint/pip.ts';
import { defineRule } from '../../lint/rule.ts';
import { addWords } from '../../lint/run-edits.ts';
import { isShipped, lineageForHadolint } from '../../lint/stages.ts';
import type { Dockerfile, Run } from '../../dockerfile/ast.ts';
import { hasArgument, hasFlag, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'clean-pip-cache',
  summary: 'Install with pip without leaving its cache',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3042', severity: 'warning' }],
  why: 'pip keeps what it downloads and builds in ~/.cache/pip for a next time that an image does not have: the layer holds each package twice.',
  differs:
    'hadolint does not count the removal of the cache in the same RUN, a mount on /root/.cache, nor that a stage is not in the image.',
  examples: [
    {
      bad: 'FROM python:3.13\nRUN pip install -r requirements.txt\n',
      good: 'FROM python:3.13\nRUN pip install --no-cache-dir -r requirements.txt\n',
    },
  ],
  messages: { cache: "'pip install' leaves its cache in the layer" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const { file } = context;
      const installs = commands.filter(
        (command) => isPipInstall(command) && !command.name.startsWith('pipx') && !hasArgument(command, '--no-cache-dir'),
      );
      if (installs.length === 0 || hasCacheMount(run, '.cache/pip') || isSwitchedOff(file, run)) return;
      for (const command of installs) {
        const word = findArgument(command, 'install');
        if (!word) continue;
        const later = commands.slice(commands.indexOf(command) + 1);
        const cleaned =
          hasFlag(command, 'no-cache-dir') || removes(later, '~/.cache/pip') || later.some(purges) || isMounted(run, '/root/.cache/pip');
        const own = !cleaned && isShipped(file, run.stage);
        const fix = own ? addWords(file, run, command, word, '--no-cache-dir') : undefined;
        context.report({ at: through(command, word), message: 'cache', own, ...(fix && { fix }) });
      }
    }),
});

const purges = (command: Command): boolean => hasArgument(command, 'cache') && hasArgument(command, 'purge');

const truthy = '1|true|True|TRUE|on|On|ON|yes|Yes|YES';

/** PIP_NO_CACHE_DIR by ENV in this stage or one that it builds on, or in the script. */
function isSwitchedOff(file: Dockerfile, run: Run): boolean {
  if (new RegExp(`\\bPIP_NO_CACHE_DIR=["']?(?:${truthy})\\b`).test(file.masked.slice(run.start, run.end))) return true;
  if (run.onbuild) return false;
  const before =
    run.stage < 0 ? file.instructions : lineageForHadolint(file, file.stages[run.stage]).flatMap(({ instructions }) => instructions);
  return before.some(
    (node) =>
      node.kind === 'Env' &&
      node.start < run.start &&
      node.pairs.some(({ key, value }) => key.value === 'PIP_NO_CACHE_DIR' && new RegExp(`^(?:${truthy})$`).test(value?.value ?? '')),
  );
}
