/** A command line taken apart: the variables set in front of it and its words. */
export interface SimpleCommand {
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
}

/**
 * The words of a command that needs no shell; undefined when it does: operators, substitutions, globs, variables that are not in `known`.
 * `cross-env` and `env` in front are taken as the assignments they make.
 */
export function simpleCommand(text: string, known: Readonly<Record<string, string>> = {}): SimpleCommand | undefined {
  const words = splitWords(substitute(text, known));
  if (words === undefined) return undefined;
  const env: Record<string, string> = {};
  let start = 0;
  for (const word of words) {
    const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(word);
    if (assignment?.[1] !== undefined) env[assignment[1]] = assignment[2] ?? '';
    else if (start > 0 || (word !== 'cross-env' && word !== 'env' && word !== 'exec')) break;
    start += 1;
  }
  const argv = words.slice(start);
  return argv.length > 0 ? { env, argv } : undefined;
}

/** Exec form for any command: its own words where no shell is needed, else a shell that the last command replaces, so that it gets the signals. */
export function execArgv(text: string, known: Readonly<Record<string, string>> = {}): readonly string[] {
  const simple = simpleCommand(text, known);
  if (simple !== undefined && Object.keys(simple.env).length === 0) return simple.argv;
  const last = /^(.*&&\s*)?((?:(?!&&).)*)$/s.exec(text.trim());
  const head = last?.[1] ?? '';
  const tail = last?.[2] ?? text;
  const needsShell = /[|;&]/.test(tail) || /^(?:exec|cd)\b/.test(tail);
  return ['sh', '-c', needsShell ? text.trim() : `${head}${/^\w+=/.test(tail) ? 'exec env ' : 'exec '}${tail}`];
}

/** `$NAME`, `${NAME}` and `${NAME:-default}` for the names in `known`; the rest stays. */
function substitute(text: string, known: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::?-[^}]*)?\})/g, (whole, bare: string | undefined, braced: string | undefined) => known[bare ?? braced ?? ''] ?? whole);
}

function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const match = /^(?:[^\s'"\\$`|&;<>()*?[\]{}]|'[^']*'|"[^"$`\\]*")+/.exec(rest);
    if (match === null || /^[#~]/.test(rest)) return undefined;
    words.push(match[0].replace(/'([^']*)'|"([^"]*)"/g, (_, single: string | undefined, double: string | undefined) => single ?? double ?? ''));
    rest = rest.slice(match[0].length);
    if (rest !== '' && !/^\s/.test(rest)) return undefined;
    rest = rest.trimStart();
  }
  return words;
}
