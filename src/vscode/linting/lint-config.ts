import { mergeConfigs, severities, type LintConfig, type RuleConfig } from '../../core/lint/config.ts';
import type { AnyRule } from '../../core/lint/linter.ts';
import { rulesNamed } from '../../core/lint/rule-names.ts';

/** What `drydock.lint.rules` of the settings says. What makes no sense is left out: the settings editor marks it. */
export function configOfSettings(setting: Readonly<Record<string, unknown>>, rules: readonly AnyRule[]): LintConfig {
  const entries = Object.entries(setting).flatMap(([name, value]) => {
    const config = ruleConfig(value);
    return config ? rulesNamed(name, rules).map((rule) => ({ rules: { [rule.name]: config } })) : [];
  });
  return mergeConfigs(...entries);
}

function ruleConfig(value: unknown): RuleConfig | undefined {
  if (isSeverity(value)) return { severity: value };
  if (typeof value !== 'object' || value === null) return undefined;
  const { severity, options } = value as Readonly<Record<string, unknown>>;
  return {
    ...(isSeverity(severity) ? { severity } : {}),
    ...(typeof options === 'object' && options !== null ? { options: options as Readonly<Record<string, unknown>> } : {}),
  };
}

const isSeverity = (value: unknown): value is NonNullable<RuleConfig['severity']> =>
  value === 'off' || severities.some((severity) => severity === value);
