import type { RuleFacts } from './linter.ts';

/** The rules that answer to a name: a rule's own, or a peer's code, which more than one rule may carry. */
export function rulesNamed<Rule extends RuleFacts>(name: string, rules: readonly Rule[]): readonly Rule[] {
  const own = rules.find((rule) => rule.name === name);
  return own ? [own] : rules.filter(({ aliases }) => aliases.some(({ code }) => code === name));
}
