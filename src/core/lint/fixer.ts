import { applyEdits, type Edit } from '../text/edit.ts';
import type { Finding } from './finding.ts';
import { lint, type AnyRule, type LintOptions } from './linter.ts';
import type { Fixer } from './rule.ts';

export const fixer: Fixer = {
  replace: ({ start, end }, text) => ({ span: { start, end }, text }),
  insertBefore: ({ start }, text) => ({ span: { start, end: start }, text }),
  insertAfter: ({ end }, text) => ({ span: { start: end, end }, text }),
  remove: ({ start, end }) => ({ span: { start, end }, text: '' }),
};

export interface FixResult {
  readonly text: string;
  /** How many fixes were applied, by rule. */
  readonly applied: Readonly<Record<string, number>>;
}

export interface FixOptions extends LintOptions {
  /** Also takes the first suggestion of findings without a safe fix. */
  readonly suggestions?: boolean;
}

const rounds = 10;

/** Applies the fixes of a Dockerfile until nothing changes. */
export function fixAll(text: string, rules: readonly AnyRule[], options: FixOptions = {}): FixResult {
  const read = (current: string): Linted => {
    const { findings, file } = lint(current, rules, options);
    return { findings, problems: file.problems.length };
  };
  return fixInRounds(text, read, options.suggestions ?? false);
}

/** What a round of fixes needs to know of a text, in any language. */
export interface Linted {
  readonly findings: readonly Finding[];
  /** How many syntax errors it has. */
  readonly problems: number;
}

/**
 * Applies fixes until nothing changes. Those that touch each other wait for the next round. A round whose text would not parse is not taken, and a
 * rule whose fix leaves as many of its findings as before is left out: in a broken script an edit may land where no shell reads it.
 */
export function fixInRounds(text: string, read: (text: string) => Linted, suggestions: boolean): FixResult {
  const applied: Record<string, number> = {};
  const futile = new Set<string>();
  const seen = new Set([text]);
  let current = text;
  let result = read(current);
  for (let round = 0; round < rounds + futile.size; round++) {
    const open = result.findings.filter(({ rule }) => !futile.has(rule));
    const taken = compatibleFixes(open, suggestions);
    if (taken.length === 0) break;
    const next = applyEdits(
      current,
      taken.flatMap(({ edits }) => edits),
    );
    // Two fixes that undo each other would go on for ever.
    if (seen.has(next)) break;
    const after = read(next);
    if (after.problems > result.problems) break;
    const useless = new Set(taken.map(({ finding }) => finding.rule).filter((rule) => countOf(rule, after) >= countOf(rule, result)));
    if (useless.size > 0) {
      for (const rule of useless) futile.add(rule);
      continue;
    }
    for (const { finding } of taken) applied[finding.rule] = (applied[finding.rule] ?? 0) + 1;
    seen.add(next);
    current = next;
    result = after;
  }
  return { text: current, applied };
}

const countOf = (rule: string, { findings }: Linted): number => findings.filter((finding) => finding.own && finding.rule === rule).length;

/** Edits of findings that do not touch each other, in file order. */
function compatibleFixes(findings: readonly Finding[], suggestions: boolean): { finding: Finding; edits: readonly Edit[] }[] {
  const taken: { finding: Finding; edits: readonly Edit[] }[] = [];
  const spans: Edit['span'][] = [];
  for (const finding of findings) {
    const edits = finding.fix ?? (suggestions ? finding.suggestions[0]?.edits : undefined);
    if (!finding.own || !edits || edits.length === 0) continue;
    if (edits.some(({ span }) => spans.some((other) => touches(span, other)))) continue;
    taken.push({ finding, edits });
    spans.push(...edits.map(({ span }) => span));
  }
  return taken;
}

const touches = (a: Edit['span'], b: Edit['span']): boolean => a.start <= b.end && b.start <= a.end;
