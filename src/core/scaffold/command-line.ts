import { splitCommands, type SimpleCommand } from '../detect/shell-words.ts';

/** The commands of a line that needs no shell, `known` variables filled in; undefined where only a shell can run it: pipes, globs, other variables. */
export function plainCommands(text: string, known: Readonly<Record<string, string>> = {}): readonly SimpleCommand[] | undefined {
  const commands = splitCommands(substitute(text, known));
  return commands?.some((command) => /[$*?~\\]/.test(command.text)) ? undefined : commands;
}

/** Exec form for any command: its own words where no shell is needed, else a shell that the last command replaces, so that it gets the signals. */
export function execArgv(text: string, known: Readonly<Record<string, string>> = {}): readonly string[] {
  const commands = plainCommands(text, known);
  const only = commands?.length === 1 ? commands[0] : undefined;
  if (only !== undefined && Object.keys(only.env).length === 0) return only.words;
  const line = substitute(text, known).trim();
  const start = /^(?:.*(?:&&|;)\s*)?/s.exec(line)?.[0] ?? '';
  const last = line.slice(start.length);
  if (/[|&<>(){}]/.test(last) || /^(?:exec|cd|export|set)\b/.test(last)) return ['sh', '-c', line];
  return ['sh', '-c', `${start}exec ${/^[A-Za-z_]\w*=/.test(last) ? `env ${last}` : last}`];
}

/** `$NAME`, `${NAME}` and `${NAME:-default}` for the names in `known`; the rest stays. */
function substitute(text: string, known: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$(?:(\w+)|\{(\w+)(?::?-[^}]*)?\})/g,
    (whole, bare: string | undefined, braced: string | undefined) => known[bare ?? braced ?? ''] ?? whole,
  );
}
