import { argumentsWithout, hasArgument, type Command } from '../shell/commands.ts';
import type { ShellWord } from '../shell/parse.ts';

/** `pip install` and `python -m pip install`, as hadolint reads them. */
export function isPipInstall(command: Command): boolean {
  const { name, args } = command;
  if (name.startsWith('pip')) return !name.startsWith('pipenv') && hasArgument(command, 'install');
  const module = name.startsWith('python') ? args.findIndex(({ value }) => value === '-m') : -1;
  return module >= 0 && args[module + 1]?.value === 'pip' && args[module + 2]?.value === 'install';
}

/** What a `pip install` names: packages, files and addresses. */
export const pipPackages = (command: Command): readonly ShellWord[] => {
  const words = argumentsWithout(command, valueFlags);
  return words.slice(words.findIndex(({ value }) => value === 'install') + 1);
};

const valueFlags = [
  'abi', 'b', 'build', 'e', 'editable', 'extra-index-url', 'f', 'find-links', 'i', 'implementation', 'index-url', 'no-binary', 'only-binary', 'platform', 'prefix',
  'progress-bar', 'proxy', 'python', 'python-version', 'root', 'root-user-action', 'src', 't', 'target', 'trusted-host', 'upgrade-strategy',
]; // prettier-ignore
