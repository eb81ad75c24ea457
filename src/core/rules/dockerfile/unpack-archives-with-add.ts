import { withBraces } from '../../lint/command-words.ts';
import { baseName } from '../../lint/shell-in-force.ts';
import { commandsOf } from '../../lint/each-run.ts';
import { defineRule } from '../../lint/rule.ts';
import type { Copy, Dockerfile, Word } from '../../dockerfile/ast.ts';
import { hasFlag, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'unpack-archives-with-add',
  summary: 'Unpack local archives with ADD',
  severity: 'info',
  fix: 'none',
  aliases: [{ code: 'DL3010', severity: 'info' }],
  why: 'COPY puts the archive into one layer and its content into the next: the image holds both, even when the archive is removed later. ADD unpacks a local tar archive and leaves none behind.',
  differs: "hadolint does not know tar's old style (`tar xzf`).",
  examples: [
    {
      bad: 'FROM debian:13\nCOPY app.tar.gz /opt/\nRUN tar -xzf /opt/app.tar.gz -C /opt\n',
      good: 'FROM debian:13\nADD app.tar.gz /opt/\n',
    },
  ],
  messages: { archive: "'{archive}' stays in the image beside what is unpacked from it" },
  create: (context) => {
    let open: { readonly copy: Copy; readonly archives: readonly Archive[] }[] = [];
    return {
      From() {
        open = [];
      },
      Copy(copy) {
        // What stands before the first FROM is in no image.
        if (!copy.from && isShippable(context.file, copy)) open.push({ copy, archives: archivesOf(copy) });
      },
      Run(run) {
        const commands = commandsOf(context.file, run);
        open = open.filter(({ copy, archives }) => {
          for (const { word, name } of archives) {
            const used = commands.find(
              (command) => extracts(command) && command.args.some(({ value }) => withBraces(baseName(value)) === withBraces(name)),
            );
            if (!used) continue;
            context.report({
              at: word,
              message: 'archive',
              data: { archive: name },
              peers:
                extractsForHadolint(used) && used.args.some(({ value }) => withBraces(baseName(value)) === name)
                  ? [{ code: 'DL3010', at: copy.keyword }]
                  : [],
              related: [{ span: used, message: 'It is unpacked here' }],
            });
            return false;
          }
          return true;
        });
      },
    };
  },
});

const isShippable = ({ stages }: Dockerfile, { stage }: Copy): boolean => stage >= 0 || stages.length === 0;

interface Archive {
  readonly word: Word;
  readonly name: string;
}

/** What a COPY brings under the name of an archive: the destination's name where it is one, else the sources'. */
function archivesOf({ sources, destination }: Copy): readonly Archive[] {
  const target = baseName(destination?.value ?? '');
  const [first] = sources;
  if (first && isArchive(target)) return [{ word: first, name: target }];
  return sources.map((word) => ({ word, name: baseName(word.value) })).filter(({ name }) => isArchive(name));
}

const isArchive = (name: string): boolean => /\.(?:tar|Z|bz2|gz|lz|lzma|tZ|tb2|tbz|tbz2|tgz|tlz|tpz|txz|xz)$/.test(name);

const unpackers = new Set(['unzip', 'gunzip', 'bunzip2', 'unlzma', 'unxz', 'zgz', 'uncompress', 'zcat', 'gzcat']);

const extractsForHadolint = (command: Command): boolean =>
  unpackers.has(command.name) || (command.name === 'tar' && hasFlag(command, 'extract', 'get', 'x'));

const extracts = (command: Command): boolean =>
  extractsForHadolint(command) || (command.name === 'tar' && /^[A-Za-z]*x[A-Za-z]*$/.test(command.args[0]?.value ?? ''));
