import type { Add, Copy, Run } from '../dockerfile/ast.ts';
import { plainArguments, type Command } from '../shell/commands.ts';
import type { Span } from '../text/span.ts';
import { downloadOf } from './downloads.ts';
import { isMounted } from './mounts.ts';
import { isWithin, lastPart, resolvePath } from './paths.ts';
import { readPackageCommand } from './system-packages.ts';

/** A file (by its absolute path) or package that an instruction surely brings into its layer. */
export interface Content {
  readonly kind: 'file' | 'package';
  readonly name: string;
  readonly by: Span;
}

/** A path or package that a command removes. */
export interface Removal {
  readonly kind: 'file' | 'package';
  readonly name: string;
  readonly at: Span;
}

export const takes = (removal: Removal, { kind, name }: Content): boolean =>
  removal.kind === kind && (kind === 'file' ? isWithin(removal.name, name) : removal.name === name);

/** What a COPY or ADD brings; sources that are directories, patterns or variables are left out unless the destination names them. */
export function copied(copy: Copy | Add, workdir: string | undefined): readonly Content[] {
  const target = copy.destination?.value ?? '';
  const path = resolvePath(workdir, target);
  if (path === undefined) return [];
  const isDirectory = target.endsWith('/') || copy.sources.length > 1 || path === workdir || path === '/tmp' || path === '/';
  if (!isDirectory) return [{ kind: 'file', name: path, by: copy }];
  return copy.sources.flatMap(({ value }): Content[] => {
    const name = lastPart(value);
    if (name === '' || name === '.' || /[*?[$]/.test(name)) return [];
    return [{ kind: 'file', name: `${path === '/' ? '' : path}/${name}`, by: copy }];
  });
}

/** What the commands of a RUN download, clone or install and do not remove again. */
export function leftBy(run: Run, commands: readonly Command[], workdir: string | undefined): readonly Content[] {
  let contents: Content[] = [];
  for (const { command, directory } of withDirectories(commands, workdir)) {
    const written = downloadOf(command)?.path ?? clonedTo(command);
    const path = written === undefined ? undefined : resolvePath(directory, written);
    if (path !== undefined && !isMounted(run, path)) contents.push({ kind: 'file', name: path, by: command });
    for (const name of installed(command)) contents.push({ kind: 'package', name, by: command });
    const gone = removed(command, directory);
    contents = contents.filter((content) => !gone.some((removal) => takes(removal, content)));
  }
  return contents;
}

/** What the commands of a RUN remove, in order. */
export const removedBy = (commands: readonly Command[], workdir: string | undefined): readonly Removal[] =>
  withDirectories(commands, workdir).flatMap(({ command, directory }) => removed(command, directory));

interface Placed {
  readonly command: Command;
  /** Where it runs; undefined where that hangs on something unknown. */
  readonly directory: string | undefined;
}

function withDirectories(commands: readonly Command[], workdir: string | undefined): readonly Placed[] {
  let directory = workdir;
  return commands.map((command) => {
    if (command.name === 'cd') directory = resolvePath(directory, command.args[0]?.value ?? '');
    return { command, directory };
  });
}

/** Where `git clone` puts its work tree. */
function clonedTo(command: Command): string | undefined {
  const words = plainArguments(command).map(({ value }) => value);
  const url = words.findIndex((value) => /^(?:https?|git|ssh):\/\/|^git@/.test(value));
  if (command.name !== 'git' || words[0] !== 'clone' || url < 0) return undefined;
  return words[url + 1] ?? lastPart(words[url] ?? '').replace(/\.git$/, '');
}

/** Names of packages, without versions, and the virtual names of apk. */
function installed(command: Command): readonly string[] {
  const read = readPackageCommand(command);
  if (read?.action !== 'install') return [];
  const names = read.packages.map(({ value }) => value.replace(/(?<=.)[=~<>].*$/, ''));
  return read.manager === 'apk' ? [...names, ...virtualNames(command)] : names;
}

const virtualNames = ({ args }: Command): readonly string[] =>
  args.flatMap(({ value }, i) => {
    if (value === '-t' || value === '--virtual') return args[i + 1]?.value ?? [];
    return /^--virtual=(.+)/.exec(value)?.[1] ?? [];
  });

/** What an rm takes away, and what a package manager removes. `dir/*` takes what is in the directory. */
function removed(command: Command, directory: string | undefined): readonly Removal[] {
  if (command.name === 'rm') {
    return plainArguments(command).flatMap((word): Removal[] => {
      const path = resolvePath(directory, word.value.replace(/\/\*$/, ''));
      return path === undefined || /[*?[]/.test(path) ? [] : [{ kind: 'file', name: path, at: word }];
    });
  }
  const read = readPackageCommand(command);
  return read?.action === 'remove' ? read.packages.map((word): Removal => ({ kind: 'package', name: word.value, at: word })) : [];
}
