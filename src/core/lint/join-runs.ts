import type { Dockerfile, Run } from '../dockerfile/ast.ts';
import type { Fix } from './run-edits.ts';
import { runScripts } from './run-scripts.ts';

/**
 * Makes one RUN of two that follow each other with nothing between them. The second must stop at the first failure, as two RUN would; undefined
 * where it would not, and for anything but plain shell commands.
 */
export function joinRuns(file: Dockerfile, first: Run, second: Run): Fix | undefined {
  if (![first, second].every((run) => run.form === 'shell' && run.heredocs.length === 0 && !run.onbuild) || file.escape !== '\\')
    return undefined;
  const gap = { start: first.end, end: second.argsSpan.start };
  if (!/^\s*$/.test(file.text.slice(first.end, second.start)) || second.flags.length > 0) return undefined;
  if (![first, second].every((run) => runScripts(file, run).every(({ list, errors }) => errors.length === 0 && list.every(joinedByAnd))))
    return undefined;
  // A comment at the end of the first would swallow the second.
  const last = runScripts(file, first)[0]?.list.at(-1);
  if (!last || file.masked.slice(last.end, first.argsSpan.end).trim() !== '') return undefined;
  const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
  return (fixer) => [fixer.replace(gap, ` \\${newline}    && `)];
}

const joinedByAnd = ({ operator }: { readonly operator: string | undefined }): boolean => operator === undefined || operator === '&&';
