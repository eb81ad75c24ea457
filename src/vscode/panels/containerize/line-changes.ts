/** How many lines a change takes away and brings, as a diff editor would count them. */
export interface LineChanges {
  readonly added: number;
  readonly removed: number;
}

export function countLineChanges(before: string | undefined, after: string): LineChanges {
  let old = linesOf(before ?? '');
  let now = linesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  old = old.slice(head, old.length - tail);
  now = now.slice(head, now.length - tail);
  const kept = longestCommon(old, now);
  return { added: now.length - kept, removed: old.length - kept };
}

/** Length of the longest common subsequence, one row of the table at a time. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Uint32Array(b.length + 1);
  for (const line of a) {
    const next = new Uint32Array(b.length + 1);
    for (let j = 1; j <= b.length; j++) next[j] = line === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0);
    row = next;
  }
  return row[b.length] ?? 0;
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
