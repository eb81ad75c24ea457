import type { VariableReference } from '../dockerfile/variables.ts';
import type { Suggestion } from './rule.ts';

/** The name that a misspelt one most likely stands for: two edits away at most, the first of the nearest. As BuildKit looks for one. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = 3;
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate);
    if (distance === 0) return undefined;
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Puts another name into a use of a variable, whatever its form. */
export const renameUse = (text: string, use: VariableReference, name: string): Suggestion => ({
  title: `Use ${name}`,
  edits: (fixer) => [fixer.replace(use, text.slice(use.start, use.end).replace(use.name, name))],
});
