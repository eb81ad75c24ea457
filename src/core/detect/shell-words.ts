/** A command line in parts, as far as it is a plain one. */
export interface SimpleCommand {
  /** Variables set before the command: `NODE_ENV=production node x`. */
  readonly env: Readonly<Record<string, string>>;
  /** The command with its arguments, quotes removed. */
  readonly words: readonly string[];
  /** The command as written, without the variables. */
  readonly text: string;
}

/** The commands of `a && b; c` in order; undefined when the line needs a shell: pipes, substitution, background jobs, subshells. */
export function splitCommands(line: string): readonly SimpleCommand[] | undefined {
  const parts = splitAtOperators(line);
  return parts?.flatMap((part) => {
    const command = simpleCommand(part);
    return command === undefined ? [] : [command];
  });
}

/** The words of one command, quotes removed; what is not closed runs to the end. */
export function shellWords(text: string): readonly string[] {
  return [...text.matchAll(/(?:[^\s"']+|"(?:\\.|[^"\\])*"?|'[^']*'?)+/g)].map(([word]) =>
    word.replace(/"((?:\\.|[^"\\])*)"?|'([^']*)'?/g, (_, double: string | undefined, single: string | undefined) => double ?? single ?? ''),
  );
}

function simpleCommand(text: string): SimpleCommand | undefined {
  const env: Record<string, string> = {};
  let rest = text.trim().replace(/^(?:npx\s+)?cross-env(?:-shell)?\s+/, '');
  for (;;) {
    const match = /^([A-Za-z_]\w*)=((?:[^\s"']|"[^"]*"|'[^']*')*)\s+/.exec(rest);
    if (match === null) break;
    env[match[1] ?? ''] = (match[2] ?? '').replace(/["']/g, '');
    rest = rest.slice(match[0].length).replace(/^(?:npx\s+)?cross-env(?:-shell)?\s+/, '');
  }
  rest = rest.replace(/^exec\s+/, '').trim();
  return rest === '' ? undefined : { env, words: shellWords(rest), text: rest };
}

function splitAtOperators(line: string): readonly string[] | undefined {
  const parts: string[] = [];
  let quote = '';
  let part = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
      part += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      part += char;
    } else if (char === ';' || char === '\n' || line.startsWith('&&', at)) {
      if (char === '&') at++;
      parts.push(part);
      part = '';
    } else if ('|&<>()`'.includes(char) || line.startsWith('$(', at)) return undefined;
    else part += char;
  }
  return [...parts, part];
}
