import { parseDockerfile } from '../dockerfile/parse.ts';
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

/** Applies fixes until nothing changes. Those that touch each other wait for the next round; a round whose text would not parse is not taken. */
export function fixAll(text: string, rules: readonly AnyRule[], options: FixOptions = {}): FixResult {
  const applied: Record<string, number> = {};
  let current = text;
  const seen = new Set([text]);
  for (let round = 0; round < rounds; round++) {
    const { findings, file } = lint(current, rules, options);
    const taken = compatibleFixes(findings, options.suggestions ?? false);
    if (taken.length === 0) break;
    const next = applyEdits(
      current,
      taken.flatMap(({ edits }) => edits),
    );
    // Two fixes that undo each other would go on for ever.
    if (seen.has(next) || parseDockerfile(next).problems.length > file.problems.length) break;
    for (const { finding } of taken) applied[finding.rule] = (applied[finding.rule] ?? 0) + 1;
    seen.add(next);
    current = next;
  }
  return { text: current, applied };
}

/** Edits of findings that do not touch each other, in file order. */
export function compatibleFixes(findings: readonly Finding[], suggestions: boolean): { finding: Finding; edits: readonly Edit[] }[] {
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
