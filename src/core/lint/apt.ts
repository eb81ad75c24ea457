import type { Dockerfile, Run } from '../dockerfile/ast.ts';
import { argumentsWithout, hasArgument, type Command } from '../shell/commands.ts';
import type { ShellWord } from '../shell/parse.ts';
import { commandsOf } from './each-run.ts';
import { instructionsAfter } from './stages.ts';

/** `apt-get install`, and `apt install`, which hadolint's rules do not look at. As hadolint reads it: `install` may stand anywhere. */
export const isAptInstall = (command: Command): boolean =>
  (command.name === 'apt-get' || command.name === 'apt') && hasArgument(command, 'install');

/** Packages that an `apt-get install` names. */
export const aptPackages = (command: Command): readonly ShellWord[] =>
  argumentsWithout(command, ['t', 'target-release']).filter(({ value }) => value !== 'install');

/** `apt-get update` by any of apt's front ends. */
export const isAptUpdate = (command: Command): boolean => aptTools.has(command.name) && hasArgument(command, 'update');

const aptTools = new Set(['apt', 'apt-get', 'aptitude']);

/** Whether what is built on top of a RUN may need the package lists that it leaves: it installs without an update of its own, or runs scripts. */
export function needsAptListsLater(file: Dockerfile, run: Run): boolean {
  return instructionsAfter(file, run).some((later) => {
    if (later.kind !== 'Run') return false;
    const commands = commandsOf(file, later);
    const update = commands.findIndex(isAptUpdate);
    return (update < 0 ? commands : commands.slice(0, update)).some((command) => readsAptLists(command) || runsScript(command));
  });
}

const readsAptLists = ({ name, args }: Command): boolean =>
  name === 'rosdep' ||
  name === 'mk-build-deps' ||
  name === 'gdebi' ||
  name === 'apt-cache' ||
  (aptTools.has(name) && args.some(({ value }) => listReaders.has(value)));

const listReaders = new Set([
  'install',
  'upgrade',
  'dist-upgrade',
  'full-upgrade',
  'build-dep',
  'satisfy',
  'source',
  'download',
  'reinstall',
]);

const runsScript = ({ name, args }: Command): boolean =>
  name.endsWith('.sh') || name.startsWith('./') || (interpreters.has(name) && args.some(({ value }) => !value.startsWith('-')));

const interpreters = new Set(['bash', 'sh', 'source', '.', 'sudo', 'env', 'xargs']);
