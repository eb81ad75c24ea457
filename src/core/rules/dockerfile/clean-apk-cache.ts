import { removes } from '../../lint/cleanup.ts';
import { findArgument, through } from '../../lint/command-words.ts';
import { eachRun } from '../../lint/each-run.ts';
import { hasCacheMount } from '../../lint/mounts.ts';
import { defineRule } from '../../lint/rule.ts';
import { addWords } from '../../lint/run-edits.ts';
import { isShipped } from '../../lint/stages.ts';
import { hasFlag } from '../../shell/commands.ts';

export default defineRule({
  name: 'clean-apk-cache',
  summary: 'Install with apk without leaving its index',
  severity: 'info',
  fix: 'safe',
  aliases: [{ code: 'DL3019', severity: 'info' }],
  why: 'Without `--no-cache` apk leaves the package index that it fetched in the layer: about 2 MB that the image never uses.',
  differs: 'hadolint does not count `rm -rf /var/cache/apk/*` in the same RUN, nor that a stage is not in the image.',
  examples: [{ bad: 'FROM alpine:3.22\nRUN apk add curl\n', good: 'FROM alpine:3.22\nRUN apk add --no-cache curl\n' }],
  messages: { index: "'apk add' leaves its index in the layer" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      if (hasCacheMount(run, '/var/cache/apk')) return;
      const leaves = isShipped(context.file, run.stage) && !removes(commands, '/var/cache/apk');
      for (const command of commands) {
        const word = command.name === 'apk' ? findArgument(command, 'add') : undefined;
        if (!word || hasFlag(command, 'no-cache')) continue;
        // Without the network it reads the index that is there.
        const own = leaves && !hasFlag(command, 'no-network');
        const fix = own ? addWords(context.file, run, command, word, '--no-cache') : undefined;
        context.report({ at: through(command, word), message: 'index', own, ...(fix && { fix }) });
      }
    }),
});
