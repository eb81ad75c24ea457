import { spawnSync } from 'node:child_process';

/** One-based first and last changed lines of a file, as they are now. */
export type LineRange = readonly [first: number, last: number];

/** Lines of a file that differ from a git revision; undefined when git cannot say (no repository, no such revision), with its words in `problem`. */
export function changedLines(
  file: string,
  base: string,
  cwd: string,
): { readonly ranges: readonly LineRange[] | undefined; readonly problem: string } {
  if (base.startsWith('-')) return { ranges: undefined, problem: `'${base}' is no git revision` };
  const tracked = git(['ls-files', '--error-unmatch', '--', file], cwd);
  const known = git(['rev-parse', '--verify', '--quiet', `${base}^{commit}`], cwd);
  if (known.status !== 0) return { ranges: undefined, problem: `git knows no commit '${base}' here` };
  // A file that git does not track yet is new from its first line to its last.
  if (tracked.status !== 0) return { ranges: [[1, Number.MAX_SAFE_INTEGER]], problem: '' };
  const diff = git(['diff', '--no-color', '--no-ext-diff', '-U0', base, '--', file], cwd);
  if (diff.status !== 0) return { ranges: undefined, problem: diff.stderr.trim() };
  return { ranges: parseHunks(diff.stdout), problem: '' };
}

/** The new side of each `@@ -a,b +c,d @@`. */
export function parseHunks(diff: string): readonly LineRange[] {
  return [...diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)].flatMap((match): LineRange[] => {
    const first = Number(match[1]);
    const count = match[2] === undefined ? 1 : Number(match[2]);
    return count === 0 ? [] : [[first, first + count - 1]];
  });
}

function git(args: readonly string[], cwd: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
