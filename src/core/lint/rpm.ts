import type { Dockerfile, DockerInstruction } from '../dockerfile/ast.ts';
import { argumentsWithout, hasArgument, type Command } from '../shell/commands.ts';
import type { ShellWord } from '../shell/parse.ts';
import { lineageForHadolint } from './stages.ts';

/**
 * What a `yum install` or `dnf install` leaves to chance: packages without `-version`, module streams without `:stream`. hadolint's reading:
 * `known` are the variables that the Dockerfile defines.
 */
export function unpinnedRpms(command: Command, known: ReadonlySet<string>): readonly ShellWord[] {
  if (!hasArgument(command, 'install')) return [];
  const words = argumentsWithout(command, []);
  // Groups have no versions; hadolint knows that of dnf alone.
  if (command.name !== 'yum' && words.some(({ value }) => value === 'group')) return [];
  if (words.some(({ value }) => value === 'module'))
    return words.filter(({ value }) => value !== 'module' && value !== 'install' && !value.includes(':'));
  return words.filter(({ value }) => value !== 'install' && !isPinnedRpm(value, known));
}

function isPinnedRpm(name: string, known: ReadonlySet<string>): boolean {
  const [, ...parts] = name.split('-');
  if (parts.length === 0) return false;
  if (name.endsWith('.rpm')) return true;
  if (name.includes('$')) return [...name.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].some(([, braced, bare]) => known.has(braced ?? bare ?? ''));
  return parts.every((part) => /^[A-Za-z0-9.~^_:+]+$/.test(part)) && parts.some((part) => /^\d/.test(part));
}

/** Names of the ENV and ARG that a RUN of this stage sees: the global ARGs too, as hadolint counts. In ONBUILD there are none. */
export function variablesKnownTo(file: Dockerfile, node: DockerInstruction): ReadonlySet<string> {
  if (node.onbuild) return new Set();
  const stage = file.stages[node.stage];
  const before = [
    ...file.globalArgs,
    ...lineageForHadolint(file, stage).flatMap(({ instructions }) => instructions),
    ...(stage ? [] : file.instructions),
  ];
  return new Set(
    before.flatMap((one) =>
      (one.kind === 'Env' || one.kind === 'Arg') && one.start < node.start ? one.pairs.map(({ key }) => key.value) : [],
    ),
  );
}
