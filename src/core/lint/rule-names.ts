import type { AnyRule } from './linter.ts';

/** The rules that answer to a name: a rule's own, or a peer's code, which more than one rule may carry. */
export function rulesNamed(name: string, rules: readonly AnyRule[]): readonly AnyRule[] {
  const own = rules.find((rule) => rule.name === name);
  return own ? [own] : rules.filter(({ aliases }) => aliases.some(({ code }) => code === name));
}
