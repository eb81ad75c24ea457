import type { Span } from '../text/span.ts';
import type { YamlPath, YamlPlace } from '../yaml/parse.ts';
import type { LintFacts, Problem, Rule } from './rule.ts';

/** A rule for Compose files or Kubernetes manifests: the same as for Dockerfiles but for what it is shown. */
export interface YamlRule<Messages extends Record<string, string> = Record<string, string>> extends Omit<Rule<Messages>, 'create'> {
  /** Called once for every document that is a mapping. */
  check(context: YamlRuleContext<Messages>): void;
}

export interface YamlRuleContext<Messages extends Record<string, string> = Record<string, string>> {
  readonly text: string;
  /** The document as data, anchors and merges resolved. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly facts: LintFacts;
  readonly options: Readonly<Record<string, unknown>>;
  /** Where a value of this document stands. */
  locate(path: YamlPath): YamlPlace | undefined;
  /** Span of a key, or of its value; the nearest part of the path that exists when it does not. */
  at(path: YamlPath, part?: 'key' | 'value'): Span;
  report(problem: Problem<Messages>): void;
}

export const defineYamlRule = <const Messages extends Record<string, string>>(rule: YamlRule<Messages>): YamlRule<Messages> =>
  Object.freeze(rule);
