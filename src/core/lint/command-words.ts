import type { Command } from '../shell/commands.ts';
import type { ShellWord } from '../shell/parse.ts';
import { span, type Span } from '../text/span.ts';

/** The first argument that is one of `values`, wherever it stands: `apt-get -y install` installs too. */
export const findArgument = (command: Command, ...values: readonly string[]): ShellWord | undefined =>
  command.args.find(({ value }) => values.includes(value));

/** From the command's name to the end of one of its words: what a person would point at. */
export const through = ({ nameSpan }: Command, word: Span): Span => span(nameSpan.start, word.end);

/** The value of an option, written `--name value`, `--name=value`, `-n value` or `-nvalue`; undefined when it is not there. */
export function optionValue(command: Command, ...names: readonly string[]): ShellWord | undefined {
  for (const [i, word] of command.args.entries()) {
    for (const name of names) {
      if (word.value === name) return command.args[i + 1];
      const attached = name.startsWith('--') ? `${name}=` : name;
      if (word.value.startsWith(attached)) return { ...word, value: word.value.slice(attached.length) };
    }
  }
  return undefined;
}

/** Every `$NAME` as `${NAME}`, as hadolint reads the words of a script. */
export const withBraces = (value: string): string => value.replace(/\$(\w+)/g, '${$1}');
