import { optionValue } from './command-words.ts';
import { lastPart } from './paths.ts';
import { hasFlag, type Command } from '../shell/commands.ts';
import type { ShellWord } from '../shell/parse.ts';

/** A file that a command downloads: the word that names it, and its path as the command would write it. */
export interface Download {
  readonly at: ShellWord;
  readonly path: string;
}

/** The file that a curl or wget writes; undefined when it writes to the standard output or is neither. */
export function downloadOf(command: Command): Download | undefined {
  const { name, args } = command;
  if (name !== 'curl' && name !== 'wget') return undefined;
  const url = args.find(({ value }) => /^(?:https?|ftp):\/\//.test(value));
  if (!url) return undefined;
  const redirect = command.simple.redirects.find(({ operator }) => operator === '>')?.target;
  const named =
    name === 'curl'
      ? (optionValue(command, '--output') ?? shortOption(command, 'o'))
      : (optionValue(command, '--output-document') ?? shortOption(command, 'O'));
  const target = named ?? redirect;
  if (target) return target.value === '-' || target.value.startsWith('/dev/') ? undefined : { at: target, path: target.value };
  if (name === 'curl' && !hasFlag(command, 'O', 'remote-name')) return undefined;
  const file = lastPart(url.value.replace(/^\w+:\/\/[^/]*/, ''));
  if (file === '' || hasFlag(command, 'spider', 'i', 'input-file')) return undefined;
  const directory = name === 'wget' ? optionValue(command, '-P', '--directory-prefix')?.value : optionValue(command, '--output-dir')?.value;
  return { at: url, path: directory === undefined ? file : `${directory.replace(/\/+$/, '')}/${file}` };
}

/** The value of a one-letter option at the end of joined letters: `-sSLo file`, `-qO- `. */
function shortOption({ args }: Command, letter: string): ShellWord | undefined {
  for (const [i, word] of args.entries()) {
    const match = new RegExp(`^-[A-Za-z]*?${letter}(.*)$`).exec(word.value);
    if (!match || word.value.startsWith('--')) continue;
    const attached = match[1] ?? '';
    return attached === '' ? args[i + 1] : { ...word, value: attached };
  }
  return undefined;
}
