import type { RuleFacts } from './linter.ts';
import type { Severity } from './finding.ts';

/** What a configuration says of lint, whichever file it came from. Names of rules are ours; aliases are resolved when it is read. */
export interface LintConfig {
  readonly rules: Readonly<Record<string, RuleConfig>>;
  /** False switches all ignore comments off. */
  readonly ignoreComments?: boolean;
  /** Severity from which on the command line ends with 1; `none` never. */
  readonly failOn?: Severity | 'none';
  /** Format of the command line when none is asked for. */
  readonly format?: string;
  /** Names and codes that are ignored in every file, as an ignore comment for the whole file would: hadolint's `ignored`. */
  readonly ignored?: readonly string[];
}

export interface RuleConfig {
  readonly severity?: Severity | 'off';
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Later configurations win, rule by rule and option by option. */
export function mergeConfigs(...configs: readonly (LintConfig | undefined)[]): LintConfig {
  const given = configs.filter((config) => config !== undefined);
  const rules: Record<string, RuleConfig> = {};
  for (const config of given) {
    for (const [name, rule] of Object.entries(config.rules)) {
      const before = rules[name];
      rules[name] = {
        ...before,
        ...rule,
        ...(before?.options || rule.options ? { options: { ...before?.options, ...rule.options } } : {}),
      };
    }
  }
  return Object.assign({}, ...given, { rules }) as LintConfig;
}

/** Every rule on, with its own severity: for `--rule all` and the conformance command. */
export const everyRule = (rules: readonly RuleFacts[]): LintConfig => ({
  rules: Object.fromEntries(rules.map(({ name, severity }) => [name, { severity }])),
});

/** Only these rules on. */
export function onlyRules(names: ReadonlySet<string>, rules: readonly RuleFacts[]): LintConfig {
  return {
    rules: Object.fromEntries(rules.map(({ name, severity }) => [name, { severity: names.has(name) ? severity : ('off' as const) }])),
  };
}

export const severities = ['error', 'warning', 'info', 'hint'] as const;

/** True when `severity` is as bad as `threshold` or worse. */
export const atLeast = (severity: Severity, threshold: Severity): boolean => severities.indexOf(severity) <= severities.indexOf(threshold);
