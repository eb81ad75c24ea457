import { downloadOf } from '../../lint/downloads.ts';
import { eachRun } from '../../lint/each-run.ts';
import { isMounted } from '../../lint/mounts.ts';
import { cleanUp } from '../../lint/cleanup.ts';
import { lastPart } from '../../lint/paths.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped } from '../../lint/stages.ts';
import type { Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'remove-downloaded-archives',
  summary: 'Remove a downloaded archive once it is unpacked',
  severity: 'info',
  fix: 'suggestion',
  aliases: [],
  why: 'The layer holds the archive and what was unpacked from it. Remove it in the same RUN, or unpack from a pipe.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN curl -fsSLO https://example.com/a.tar.gz && tar -xzf a.tar.gz\n',
      good: 'FROM debian:13\nRUN curl -fsSLO https://example.com/a.tar.gz && tar -xzf a.tar.gz && rm a.tar.gz\n',
    },
  ],
  messages: { left: "'{archive}' stays in the layer beside what is unpacked from it" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      if (!isShipped(context.file, run.stage)) return;
      for (const [i, command] of commands.entries()) {
        const download = downloadOf(command);
        const archive = download && lastPart(download.path);
        if (!archive || isMounted(run, download.path)) continue;
        const later = commands.slice(i + 1);
        const unpacking = later.find((one) => unpacks(one) && mentions(one, archive));
        if (!unpacking || later.some((one) => takesAway(one, download.path, archive))) continue;
        const moved = later.some(({ name }) => name === 'cd' || name === 'pushd');
        const edits =
          moved && !download.path.startsWith('/')
            ? undefined
            : cleanUp(context.file, run, unpacking, `rm ${unpackedPath(unpacking, archive)}`);
        context.report({
          at: download.at,
          message: 'left',
          data: { archive },
          suggestions: edits ? [{ title: 'Remove it at the end of the RUN', edits }] : [],
        });
      }
    }),
});

const unpackers = new Set(['tar', 'bsdtar', 'unzip', '7z', '7za']);

const unpacks = ({ name, args }: Command): boolean =>
  unpackers.has(name) &&
  (!name.endsWith('tar') ||
    /^-{0,2}\w*x/.test(args[0]?.value ?? '') ||
    args.some(({ value }) => /^-\w*x\w*$|^--(?:extract|get)$/.test(value)));

const mentions = ({ args }: Command, archive: string): boolean =>
  args.some(({ value }) => lastPart(value.replace(/^-\w*f(?=.)|^--file=/, '')) === archive);

/** As it was written in the unpacking command. */
const unpackedPath = ({ args }: Command, archive: string): string => args.find(({ value }) => lastPart(value) === archive)?.text ?? archive;

/** rm of the file, of a directory that it lies in or of a pattern that may mean it; a move or a link elsewhere. */
function takesAway({ name, args }: Command, path: string, archive: string): boolean {
  if (name === 'mv') return args.some(({ value }) => lastPart(value) === archive);
  if (name !== 'rm') return false;
  return args.some(({ value }) => {
    if (value.startsWith('-')) return false;
    if (value.includes('*') || value.includes('$') || lastPart(value) === archive) return true;
    return path.startsWith(`${value.replace(/\/$/, '')}/`) || value === '.' || !path.startsWith('/');
  });
}
