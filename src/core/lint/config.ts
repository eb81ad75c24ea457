import type { Severity } from './finding.ts';

/** What a configuration says of lint, whichever file it came from. Names of rules are ours; aliases are resolved when it is read. */
export interface LintConfig {
  readonly rules: Readonly<Record<string, RuleConfig>>;
  /** False switches all ignore comments off. */
  readonly ignoreComments?: boolean;
  /** Severity from which on the command line ends with 1; `none` never. */
  readonly failOn?: Severity | 'none';
}

export interface RuleConfig {
  readonly severity?: Severity | 'off';
  readonly options?: Readonly<Record<string, unknown>>;
}
