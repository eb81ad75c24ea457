import type { Dockerfile, Run } from '../dockerfile/ast.ts';
import { readScript, type Script } from '../shell/commands.ts';

const cache = new WeakMap<Run, readonly Script[]>();

/**
 * The shell scripts of a RUN: its command line (with heredocs that feed commands), or each heredoc body when the line is nothing but heredocs.
 * The strings of an exec form are joined with blanks and read as a command too: their words have the places of the strings.
 * Parsed on first use, once.
 */
export function runScripts(file: Dockerfile, run: Run): readonly Script[] {
  const known = cache.get(run);
  if (known) return known;
  const scripts = read(file, run);
  cache.set(run, scripts);
  return scripts;
}

function read(file: Dockerfile, run: Run): readonly Script[] {
  if (run.json) return [readScript(file.masked.slice(run.argsSpan.start, run.argsSpan.end).replace(/[[\]",]/g, ' '), run.argsSpan.start)];
  const operators = new Set(run.heredocs.map(({ operator }) => operator.start));
  if (run.heredocs.length > 0 && run.args.every(({ start }) => operators.has(start))) {
    return run.heredocs.map(({ body }) => readScript(withoutReturns(file.text.slice(body.start, body.end)), body.start));
  }
  if (run.heredocs.length > 0) return [readScript(withoutReturns(file.masked.slice(run.argsSpan.start, run.end)), run.argsSpan.start)];
  return [readScript(file.masked.slice(run.argsSpan.start, run.argsSpan.end), run.argsSpan.start)];
}

/** In a file with CRLF a word does not end in `\r`. The length stays. */
const withoutReturns = (text: string): string => text.replaceAll('\r\n', ' \n');
