import type { Dockerfile, Run } from '../dockerfile/ast.ts';
import type { Command, Script } from '../shell/commands.ts';
import type { ListElement, ShellWord } from '../shell/parse.ts';
import type { Edit } from '../text/edit.ts';
import type { Fixer } from './rule.ts';
import { shellInForce, isPosixShell } from './shell-in-force.ts';

/** What `Problem.fix` takes. */
export type Fix = (fixer: Fixer) => readonly Edit[];

/** Adds words behind a word of a command; undefined where the command is not one that a fix may touch. */
export function addWords(file: Dockerfile, run: Run, command: Command, after: ShellWord, words: string): Fix | undefined {
  return isEditable(file, run, command) ? (fixer) => [fixer.insertAfter(after, ` ${words}`)] : undefined;
}

/**
 * Whether a safe fix may change the command: it stands by itself at the top of a plain RUN, and nothing but the step's own success hangs on how it
 * ends. What is piped, grouped, behind `||`, in a heredoc, in exec form or in ONBUILD is left to a person.
 */
export function isEditable(file: Dockerfile, run: Run, { script, simple }: Command): boolean {
  if (!isPlainRun(file, run) || script.errors.length > 0) return false;
  return simple.depth === 0 && simple.pipe === undefined && !chainOf(script.list, simple.element).some(({ operator }) => operator === '||');
}

/**
 * Adds a command at the end of a RUN's script, in the way in which the commands before it are joined. Undefined where the end may not be reached
 * or the step's success hangs on more than the last command.
 */
export function appendCommand(file: Dockerfile, run: Run, script: Script, text: string): Fix | undefined {
  const last = script.list.at(-1);
  if (!last || !isPlainRun(file, run) || script.errors.length > 0 || !isPosixShell(shellInForce(file, run))) return undefined;
  if (script.list.some(({ operator }) => operator === '||' || operator === '&') || /^\s*&/.test(file.masked.slice(last.end, script.end)))
    return undefined;
  if (
    script.commands.some(
      ({ element, depth, words }) => depth === 0 && element === script.list.length - 1 && endsScript.has(words[0]?.value ?? ''),
    )
  )
    return undefined;
  const joint = jointOf(file, run, script);
  return (fixer) => [fixer.insertAfter(last, joint + text)];
}

const endsScript = new Set(['exit', 'exec', 'return', 'reboot']);

const isPlainRun = (file: Dockerfile, run: Run): boolean =>
  !run.onbuild && run.form === 'shell' && run.heredocs.length === 0 && file.escape === '\\';

/** The elements joined by `&&` and `||` that one of them belongs to; the first brings no joint of its own. */
function chainOf(list: readonly ListElement[], element: number): readonly ListElement[] {
  const joined = (at: number): boolean => list[at]?.operator === '&&' || list[at]?.operator === '||';
  let first = element;
  while (first > 0 && joined(first)) first--;
  let end = element + 1;
  while (end < list.length && joined(end)) end++;
  return list.slice(first + 1, end);
}

/** What to write between the last command and a new one. */
function jointOf(file: Dockerfile, run: Run, { list, named }: Script): string {
  const stopsAtErrors = named[0]?.name === 'set' && /^-\w*e/.test(named[0].args[0]?.value ?? '');
  const style = stopsAtErrors
    ? /^[ \t]*(?:\\\r?\n[ \t]*&&[ \t]*|&&[ \t]*\\\r?\n[ \t]*|;[ \t]*\\\r?\n[ \t]*)$/
    : /^[ \t]*(?:\\\r?\n[ \t]*&&[ \t]*|&&[ \t]*\\\r?\n[ \t]*)$/;
  for (let i = list.length - 1; i > 0; i--) {
    const between = file.text.slice(list[i - 1]?.end, list[i]?.start);
    if (style.test(between)) return between;
  }
  const written = file.text.slice(run.start, run.argsSpan.end);
  if (!written.includes('\n')) return ' && ';
  const indent = /[ \t]*/.exec(written.slice(written.lastIndexOf('\n') + 1))?.[0] ?? '';
  return ` \\${written.includes('\r\n') ? '\r\n' : '\n'}${indent === '' ? '    ' : indent}&& `;
}
