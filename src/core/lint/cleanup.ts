import type { Dockerfile, Run } from '../dockerfile/ast.ts';
import type { Command } from '../shell/commands.ts';
import { addCommand, type Fix } from './run-edits.ts';
import { runScripts } from './run-scripts.ts';

/** Whether one of the commands removes a path, or a directory that it lies in. The home directory is `~` however it is written. */
export const removes = (commands: readonly Command[], ...paths: readonly string[]): boolean =>
  commands.some(({ name, args }) => name === 'rm' && args.some(({ value }) => paths.some((path) => isAtOrAbove(normal(value), path))));

/** Home directories as `~`, without what stands for everything below a directory. */
function normal(path: string): string {
  return path.replace(/^(?:\$HOME|\$\{HOME\}|\/root)(?=\/|$)/, '~').replace(/(?:\/\*|\/)+$/, '');
}

const isAtOrAbove = (outer: string, inner: string): boolean => outer.length > 1 && (inner === outer || inner.startsWith(`${outer}/`));

/** The commands behind the last one that `made` holds for; undefined when it holds for none. */
export function afterLast(commands: readonly Command[], made: (command: Command) => boolean): readonly Command[] | undefined {
  const last = commands.findLastIndex(made);
  return last < 0 ? undefined : commands.slice(last + 1);
}

/** hadolint compares first occurrences: whether `cleaned` first holds behind where `made` first does. */
export function cleanedAfter(
  commands: readonly Command[],
  made: (command: Command) => boolean,
  cleaned: (command: Command) => boolean,
): boolean {
  return commands.findIndex(cleaned) > commands.findIndex(made);
}

/**
 * A fix that adds a command at the end of the RUN that `command` is in, or right `behind` another of its commands. The command must stand at the top
 * of the script.
 */
export function cleanUp(file: Dockerfile, run: Run, command: Command, text: string, behind?: Command): Fix | undefined {
  const script = runScripts(file, run)[0];
  const isTop = ({ simple }: Command): boolean => simple.depth === 0 && !simple.pipe;
  return script && isTop(command) && (!behind || isTop(behind)) ? addCommand(file, run, script, text, behind?.simple.element) : undefined;
}
