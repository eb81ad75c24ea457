import { downloadOf } from '../../lint/downloads.ts';
import { eachRun } from '../../lint/each-run.ts';
import { isMounted } from '../../lint/mounts.ts';
import { isWithin, lastPart, resolvePath, workdirAt } from '../../lint/paths.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped, lineage } from '../../lint/stages.ts';
import { readPackageCommand } from '../../lint/system-packages.ts';
import type { Add, Copy, Run } from '../../dockerfile/ast.ts';
import { plainArguments, type Command } from '../../shell/commands.ts';
import type { Span } from '../../text/span.ts';

export default defineRule({
  name: 'remove-in-same-layer',
  summary: 'Remove things in the RUN that makes them',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'A layer only adds: what a later RUN removes is hidden, yet still in the image, still pulled and still readable by whoever unpacks it. Download, use and remove in one RUN, mount with RUN --mount=type=bind, or copy from an earlier stage.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN curl -fsSLo /tmp/a.tgz https://example.com/a.tgz\nRUN tar -xzf /tmp/a.tgz -C /opt && rm /tmp/a.tgz\n',
      good: 'FROM debian:13\nRUN curl -fsSLo /tmp/a.tgz https://example.com/a.tgz && tar -xzf /tmp/a.tgz -C /opt && rm /tmp/a.tgz\n',
    },
  ],
  messages: { file: "'{path}' stays in the layer that made it", package: "'{package}' stays in the layer that installed it" },
  create: (context) => {
    const { file } = context;
    const made: { readonly path: string; readonly by: Span; readonly stage: number }[] = [];
    const installed: { readonly name: string; readonly by: Span; readonly stage: number }[] = [];
    const copied = (copy: Copy | Add): void => {
      for (const path of destinationsOf(copy, workdirAt(file, copy))) made.push({ path, by: copy, stage: copy.stage });
    };
    return {
      ...eachRun(file, (run, commands) => {
        if (run.onbuild || !isShipped(file, run.stage)) return;
        const stages = new Set(run.stage < 0 ? [-1] : lineage(file.stages[run.stage]).map(({ index }) => index));
        const before = made.filter(({ stage }) => stages.has(stage));
        const installedBefore = installed.filter(({ stage }) => stages.has(stage));
        let directory = workdirAt(file, run);
        const removed = new Set<string>();
        for (const command of commands) {
          if (command.name === 'cd') directory = resolvePath(directory, command.args[0]?.value ?? '');
          for (const { path, at } of removals(command, directory)) {
            const maker = before.find((one) => isWithin(path, one.path));
            if (maker && !removed.has(path)) {
              context.report({
                at,
                message: 'file',
                data: { path: maker.path },
                related: [{ span: maker.by, message: 'It is made here' }],
              });
              removed.add(path);
            }
          }
          const read = readPackageCommand(command);
          if (read?.action !== 'remove') continue;
          for (const word of read.packages) {
            const maker = installedBefore.find(({ name }) => name === word.value);
            if (maker)
              context.report({
                at: word,
                message: 'package',
                data: { package: word.value },
                related: [{ span: maker.by, message: 'It is installed here' }],
              });
          }
        }
        for (const one of makings(run, commands, workdirAt(file, run))) made.push({ ...one, stage: run.stage });
        for (const one of installations(commands)) installed.push({ ...one, stage: run.stage });
      }),
      Copy: copied,
      Add: copied,
    };
  },
});

/** Paths that a COPY or ADD surely makes. */
function destinationsOf({ sources, destination }: Copy | Add, directory: string | undefined): readonly string[] {
  const target = destination?.value ?? '';
  const path = resolvePath(directory, target);
  if (path === undefined) return [];
  const isDirectory = target.endsWith('/') || sources.length > 1 || path === directory || path === '/tmp' || path === '/';
  if (!isDirectory) return [path];
  return sources.flatMap(({ value }) => {
    const name = lastPart(value);
    return name === '' || name === '.' || /[*?[$]/.test(name) ? [] : [`${path === '/' ? '' : path}/${name}`];
  });
}

interface Making {
  readonly path: string;
  readonly by: Span;
}

/** Files that the commands of a RUN download or clone and leave. */
function makings(run: Run, commands: readonly Command[], workdir: string | undefined): readonly Making[] {
  let directory = workdir;
  let found: Making[] = [];
  for (const command of commands) {
    if (command.name === 'cd') directory = resolvePath(directory, command.args[0]?.value ?? '');
    const written = downloadOf(command)?.path ?? cloneOf(command);
    const path = written === undefined ? undefined : resolvePath(directory, written);
    if (path !== undefined && !isMounted(run, path)) found.push({ path, by: command });
    const gone = removals(command, directory);
    found = found.filter((one) => !gone.some((removal) => isWithin(removal.path, one.path)));
  }
  return found;
}

/** Where `git clone` puts its work tree. */
function cloneOf(command: Command): string | undefined {
  const words = plainArguments(command).map(({ value }) => value);
  const url = words.findIndex((value) => /^(?:https?|git|ssh):\/\/|^git@/.test(value));
  if (command.name !== 'git' || words[0] !== 'clone' || url < 0) return undefined;
  return words[url + 1] ?? lastPart(words[url] ?? '').replace(/\.git$/, '');
}

/** What an rm takes away. `dir/*` takes what is in it. */
function removals({ name, args }: Command, directory: string | undefined): readonly { readonly path: string; readonly at: Span }[] {
  if (name !== 'rm') return [];
  return args.flatMap((word) => {
    if (word.value.startsWith('-')) return [];
    const path = resolvePath(directory, word.value.replace(/\/\*$/, ''));
    return path === undefined || /[*?[]/.test(path) ? [] : [{ path, at: word }];
  });
}

/** Packages, and apk's virtual names, that the commands leave installed. */
function installations(commands: readonly Command[]): readonly { readonly name: string; readonly by: Span }[] {
  const found = commands.flatMap((command) => {
    const read = readPackageCommand(command);
    if (read?.action !== 'install') return [];
    const virtual =
      read.manager === 'apk'
        ? command.args.flatMap(({ value }, i) =>
            value === '-t' || value === '--virtual' ? [command.args[i + 1]?.value ?? ''] : (/^--virtual=(.+)/.exec(value)?.slice(1) ?? []),
          )
        : [];
    return [...read.packages.map(({ value }) => value), ...virtual].map((name) => ({
      name: name.replace(/(?<=.)[=~<>].*$/, ''),
      by: command,
    }));
  });
  const gone = new Set(
    commands.flatMap((command) => {
      const read = readPackageCommand(command);
      return read?.action === 'remove' ? read.packages.map(({ value }) => value) : [];
    }),
  );
  return found.filter(({ name }) => !gone.has(name));
}
