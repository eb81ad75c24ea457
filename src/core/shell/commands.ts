import type { Span } from '../text/span.ts';
import { parseShell, type ShellScript, type ShellWord, type SimpleCommand } from './parse.ts';

/** A command with its real name: assignments, `exec`, `command`, `builtin`, `time` and `busybox` in front of it are looked through. */
export interface Command extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly ShellWord[];
  readonly simple: SimpleCommand;
  readonly script: ShellScript;
}

export interface Script extends ShellScript {
  readonly named: readonly Command[];
}

/** Parses a script and names its commands. A script that cannot be read as a whole has no named commands. */
export function readScript(text: string, offset: number): Script {
  const script = parseShell(text, offset);
  const named: Command[] = [];
  if (script.errors.length > 0 || script.commands.some(isUnreadable)) return { ...script, named };
  for (const simple of script.commands) {
    const words = lookThrough(simple.words);
    const [name, ...args] = words;
    if (!name?.literal || name.value === '') continue;
    named.push({ start: simple.start, end: simple.end, name: name.value, nameSpan: name, args, simple, script });
  }
  return { ...script, named };
}

/** Flags of a command as hadolint reads them: `--x=y` is x, `-abc` is a, b and c. */
export interface CommandFlag {
  readonly name: string;
  readonly word: ShellWord;
}

export function commandFlags(command: Command): readonly CommandFlag[] {
  return command.args.flatMap((word) => {
    if (word.value.startsWith('--')) {
      const name = word.value.slice(2).split('=')[0] ?? '';
      return name === '' ? [] : [{ name, word }];
    }
    if (!word.value.startsWith('-') || word.value === '-') return [];
    return letters(word.value).map((name) => ({ name, word }));
  });
}

export const hasFlag = (command: Command, ...names: readonly string[]): boolean =>
  commandFlags(command).some(({ name }) => names.includes(name));

/** True when one of `values` is among the arguments, wherever it stands. */
export const hasArgument = (command: Command, ...values: readonly string[]): boolean =>
  command.args.some(({ value }) => values.includes(value));

/** Arguments that are no flags. */
export const plainArguments = (command: Command): readonly ShellWord[] => command.args.filter(({ value }) => !isFlag(value));

/** Arguments without flags and without the word after each of `flags` (written `--flag value` or `-f value`). */
export function argumentsWithout(command: Command, flags: readonly string[]): readonly ShellWord[] {
  return command.args.filter(({ value }, i) => {
    if (isFlag(value)) return false;
    const before = command.args[i - 1]?.value;
    return before === undefined || !isFlag(before) || before.includes('=') || !namesOf(before).some((name) => flags.includes(name));
  });
}

const isFlag = (value: string): boolean => value.startsWith('-') && value !== '-' && value !== '--';

const namesOf = (flag: string): string[] => (flag.startsWith('--') ? [flag.slice(2)] : letters(flag));

const letters = (flag: string): string[] => Array.from(flag.slice(1));

/** `[x` and `[ x`: no shell gets past it, and PowerShell's `[Type]::member` is no command; nor is a template's `{{`. */
function isUnreadable({ words }: SimpleCommand): boolean {
  const name = words[0]?.text ?? '';
  if (name.startsWith('{{')) return true;
  return name.startsWith('[') && (name !== '[' || words.at(-1)?.text !== ']');
}

const wrappers = new Set(['exec', 'command', 'builtin', 'busybox', 'time']);

function lookThrough(words: readonly ShellWord[]): readonly ShellWord[] {
  let rest = words;
  while (rest.length > 1 && wrappers.has(rest[0]?.value ?? '')) {
    const next = withoutFlags(rest);
    // `command -v x` asks for x, it does not run it.
    if (next.length === 0 || next[0]?.value.startsWith('-')) return rest;
    rest = next;
  }
  return rest;
}

/** What follows the wrapper; behind `exec` and `time` also past their own flags. */
function withoutFlags([wrapper, ...rest]: readonly ShellWord[]): readonly ShellWord[] {
  if (wrapper?.value !== 'exec' && wrapper?.value !== 'time') return rest;
  let i = 0;
  while (rest[i]?.value.startsWith('-')) i += rest[i]?.value === '-a' ? 2 : 1;
  return rest.slice(i);
}
