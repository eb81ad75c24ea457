import { argumentsWithout, type Command } from '../shell/commands.ts';
import type { ShellWord } from '../shell/parse.ts';

/** A command of a system package manager that installs or removes packages. */
export interface PackageCommand {
  /** The manager: `apt-get` for apt and aptitude as well. */
  readonly manager: string;
  readonly action: 'install' | 'remove';
  readonly subcommand: ShellWord;
  readonly packages: readonly ShellWord[];
}

/** Reads a command as one of a system package manager; undefined when it is none, or neither installs nor removes. */
export function readPackageCommand(command: Command): PackageCommand | undefined {
  const known = managers[command.name];
  if (!known) return undefined;
  const [subcommand, ...packages] = argumentsWithout(command, known.valueFlags);
  if (!subcommand) return undefined;
  const action = known.install.includes(subcommand.value) ? 'install' : known.remove.includes(subcommand.value) ? 'remove' : undefined;
  return action && { manager: known.manager, action, subcommand, packages };
}

interface Manager {
  readonly manager: string;
  readonly install: readonly string[];
  readonly remove: readonly string[];
  readonly valueFlags: readonly string[];
}

const apt: Manager = {
  manager: 'apt-get',
  install: ['install'],
  remove: ['remove', 'purge', 'autoremove', 'autopurge'],
  valueFlags: ['t', 'target-release', 'o', 'option', 'c', 'config-file', 'a', 'host-architecture'],
};
const rpm: Manager = {
  manager: 'dnf',
  install: ['install', 'in', 'groupinstall', 'localinstall', 'reinstall'],
  remove: ['remove', 'erase', 'autoremove', 'groupremove'],
  valueFlags: ['c', 'config', 'x', 'exclude', 'installroot', 'enablerepo', 'disablerepo', 'repo', 'repoid', 'setopt', 'releasever'],
};
const apk: Manager = {
  manager: 'apk',
  install: ['add'],
  remove: ['del'],
  valueFlags: ['t', 'virtual', 'X', 'repository', 'p', 'root', 'arch', 'keys-dir', 'repositories-file'],
};
const zypper: Manager = {
  manager: 'zypper',
  install: ['install', 'in'],
  remove: ['remove', 'rm'],
  valueFlags: ['r', 'repo', 'from', 't', 'type', 'R', 'root'],
};

const managers: Readonly<Record<string, Manager>> = {
  apt,
  'apt-get': apt,
  aptitude: apt,
  apk,
  zypper,
  yum: { ...rpm, manager: 'yum' },
  dnf: rpm,
  microdnf: rpm,
};
