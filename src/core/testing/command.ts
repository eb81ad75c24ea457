export type CommandForm = 'exec' | 'shell';

/** How a shell treats the command it was given: alone, some shells replace themselves with it, and a list they never do. */
export type ShellText =
  /** One command, with nothing that needs a shell. */
  | { readonly kind: 'simple'; readonly argv: readonly string[] }
  /** One command that uses the shell: variables, redirections, globs. */
  | { readonly kind: 'single'; readonly text: string }
  /** `exec` already stands before the last command. */
  | { readonly kind: 'exec' }
  /** `before` ends with `&&` or `;`; `last` is one command. */
  | { readonly kind: 'list'; readonly before: string; readonly last: string }
  /** Pipes, background jobs, loops, a command after the app. */
  | { readonly kind: 'script' };

/** The text that a shell gets in `["/bin/sh", "-c", "…"]` and its like; null for any other command. */
export function shellTextOf(argv: readonly string[]): string | null {
  if (!isShell(argv[0] ?? '') || argv.length < 3 || !/^-[a-z]*c$/.test(argv.at(-2) ?? '')) return null;
  return argv.at(-1) ?? null;
}

/** `/bin/bash`, `sh`. */
export const isShell = (program: string): boolean => /(?:^|\/)(?:sh|bash|dash|ash|zsh|ksh)$/.test(program);

/** Reads the text after `sh -c`, without running or expanding anything. When in doubt it says `script`. */
export function readShellText(source: string): ShellText {
  const text = source.trim();
  const cuts = separators(text);
  if (cuts === null) return { kind: 'script' };
  const end = cuts.at(-1);
  const last = end === undefined ? text : text.slice(end).trim();
  if (last === '' || keyword.test(last)) return { kind: 'script' };
  if (/^exec\s/.test(last)) return { kind: 'exec' };
  if (end !== undefined) {
    // A builtin at the end only ends the script: what matters ran before it.
    return builtin.test(last) ? { kind: 'script' } : { kind: 'list', before: text.slice(0, end), last };
  }
  const argv = simpleWords(text);
  return argv === null ? { kind: 'single', text } : { kind: 'simple', argv };
}

/** The same command with the last part started by exec; null when that cannot be written for sure. */
export function withExec(shell: ShellText): string | null {
  if (shell.kind === 'single') return /^\w+=/.test(shell.text) ? null : `exec ${shell.text}`;
  if (shell.kind === 'list') return /^\w+=/.test(shell.last) ? null : `${shell.before} exec ${shell.last}`;
  return null;
}

const keyword = /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|select|function|time|\{|\(|!)(?:\s|$)|^[({]/;
const builtin = /^(?:true|false|:|echo|printf|wait|exit|return|sleep|cd|set|export)(?:\s|$)/;

/** Offsets behind each `;`, `&&` or line end outside quotes; null where the text holds what only a shell can lay out. */
function separators(text: string): readonly number[] | null {
  const cuts: number[] = [];
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (quote === "'") {
      if (char === "'") quote = '';
    } else if (char === '\\') index++;
    else if (quote === '"') {
      if (char === '"') quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '`' || char === '(' || text.startsWith('<<', index)) return null;
    else if (char === '|') return null;
    else if (char === '&') {
      if (text.charAt(index + 1) !== '&') {
        // `2>&1` and `&>` are redirections, a lone & puts the app in the background.
        if (text.charAt(index - 1) === '>' || text.charAt(index + 1) === '>') continue;
        return null;
      }
      index++;
      cuts.push(index + 1);
    } else if (char === ';' || char === '\n') cuts.push(index + 1);
  }
  return quote === '' ? cuts : null;
}

/** The words of a command that means the same without a shell. */
function simpleWords(text: string): readonly string[] | null {
  const words: string[] = [];
  const pattern = /\s*(?:'([^']*)'|"([^"\\$`]*)"|([^\s'"\\$`*?[\]{}~<>|&;()#!]+))(?=\s|$)/gy;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
    end = match.index + match[0].length;
  }
  const first = words[0];
  if (end !== text.length || first === undefined || first.includes('=') || builtinOnly.test(first)) return null;
  return words;
}

/** Commands that exist in the shell alone. */
const builtinOnly = /^(?:cd|exec|export|set|source|\.|:|trap|umask|ulimit|wait|eval|exit|read|shift|unset)$/;
