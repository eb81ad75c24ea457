import type { Dockerfile, Run } from '../dockerfile/ast.ts';
import type { Command, Script } from '../shell/commands.ts';
import type { ListElement } from '../shell/parse.ts';
import type { Edit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { Fixer } from './rule.ts';
import { shellInForce, isPosixShell } from './shell-in-force.ts';

/** What `Problem.fix` takes. */
export type Fix = (fixer: Fixer) => readonly Edit[];

/** Adds words behind a word of a command; undefined where the command is not one that a fix may touch. */
export function addWords(file: Dockerfile, run: Run, command: Command, after: Span, words: string): Fix | undefined {
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
 * Adds a command behind the `after`th element of a RUN's script (the last when left out), in the way in which those before it are joined.
 * Undefined where that place may not be reached, or the step's success would come to hang on something else.
 */
export function addCommand(file: Dockerfile, run: Run, script: Script, text: string, after = script.list.length - 1): Fix | undefined {
  const element = script.list[after];
  if (!element || !isPlainRun(file, run) || script.errors.length > 0 || !isPosixShell(shellInForce(file, run))) return undefined;
  if (
    script.list.some(({ operator }) => operator === '||' || operator === '&') ||
    /^\s*&(?!&)/.test(file.masked.slice(element.end, script.end))
  )
    return undefined;
  if (script.commands.some((command) => command.depth === 0 && command.element === after && endsScript.has(command.words[0]?.value ?? '')))
    return undefined;
  const next = script.list[after + 1]?.operator;
  // `set -e` does not see `install` fail in `install && clean; next`.
  if (next !== undefined && next !== '&&' && !stopsAtErrors(script)) return undefined;
  const joint = jointOf(file, run, script, next === undefined || next === '&&' ? next : ';');
  return (fixer) => [fixer.insertAfter(element, joint + text)];
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

/** The script begins with `set -e`. */
const stopsAtErrors = ({ named: [first] }: Script): boolean => first?.name === 'set' && /^-\w*e/.test(first.args[0]?.value ?? '');

const and = /^[ \t]*(?:\\\r?\n[ \t]*&&[ \t]*|&&[ \t]*\\\r?\n[ \t]*)$/;
const semicolon = /^[ \t]*;[ \t]*\\\r?\n[ \t]*$/;

/** What to write between two commands; `operator` is the one it must be, where it must. */
function jointOf(file: Dockerfile, run: Run, script: Script, operator: '&&' | ';' | undefined): string {
  const styles = [...(operator === ';' ? [] : [and]), ...(operator !== '&&' && stopsAtErrors(script) ? [semicolon] : [])];
  for (let i = script.list.length - 1; i > 0; i--) {
    const between = file.text.slice(script.list[i - 1]?.end, script.list[i]?.start);
    if (styles.some((style) => style.test(between))) return between;
  }
  const written = file.text.slice(run.start, run.argsSpan.end);
  const sign = operator ?? '&&';
  if (!written.includes('\n')) return sign === ';' ? '; ' : ' && ';
  const indent = /[ \t]*/.exec(written.slice(written.lastIndexOf('\n') + 1))?.[0] ?? '';
  const lineEnd = `\\${written.includes('\r\n') ? '\r\n' : '\n'}${indent === '' ? '    ' : indent}`;
  return sign === ';' ? `; ${lineEnd}` : ` ${lineEnd}&& `;
}
