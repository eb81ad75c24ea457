import type { Span } from '../text/span.ts';
import { locateYaml, readYaml, type YamlPath } from '../yaml/parse.ts';
import { severities, type LintConfig, type RuleConfig } from './config.ts';
import type { RuleFacts } from './linter.ts';
import type { OptionSchema } from './rule.ts';
import { rulesNamed } from './rule-names.ts';

export interface ConfigProblem {
  readonly message: string;
  readonly span: Span;
}

export interface ReadConfig {
  readonly config: LintConfig;
  readonly problems: readonly ConfigProblem[];
}

const failOnValues = [...severities, 'none'];

/**
 * Reads the `lint` part of a `drydock.yaml`. What is wrong is left out and reported with its place; the rest holds.
 *
 *     lint:
 *       fail-on: warning
 *       ignore-comments: true
 *       rules:
 *         pin-apt-versions: warning
 *         DL3059: off
 *         require-labels: { severity: error, label-schema: { maintainer: text } }
 */
export function readDrydockConfig(text: string, rules: readonly RuleFacts[]): ReadConfig {
  const { documents, problems: syntax } = readYaml(text, 'config');
  if (syntax.length > 0) return { config: { rules: {} }, problems: syntax };
  const problems: ConfigProblem[] = [];
  let locate: ReturnType<typeof locateYaml> | undefined;
  const complain = (path: YamlPath, message: string, part: 'key' | 'value' = 'value'): void => {
    locate ??= locateYaml(text);
    const place = locate(path);
    problems.push({ message, span: (part === 'key' ? place?.key : place?.value) ?? { start: 0, end: 0 } });
  };

  const root = documents[0] ?? {};
  if (!isRecord(root)) {
    complain([], 'A mapping is expected');
    return { config: { rules: {} }, problems };
  }
  for (const key of Object.keys(root)) if (key !== 'lint') complain([key], `Unknown key '${key}'`, 'key');
  const section = root['lint'] ?? {};
  if (!isRecord(section)) {
    complain(['lint'], 'A mapping is expected');
    return { config: { rules: {} }, problems };
  }
  const config: { -readonly [Key in keyof LintConfig]: LintConfig[Key] } & { rules: Record<string, RuleConfig> } = { rules: {} };
  for (const [key, value] of Object.entries(section)) {
    const path = ['lint', key];
    if (key === 'rules') {
      if (isRecord(value)) for (const [name, setting] of Object.entries(value)) readRule(name, setting, [...path, name]);
      else complain(path, 'A mapping of rule names is expected');
    } else if (key === 'fail-on') {
      if (typeof value === 'string' && failOnValues.includes(value)) config.failOn = value as NonNullable<LintConfig['failOn']>;
      else complain(path, `One of ${failOnValues.join(', ')} is expected`);
    } else if (key === 'ignore-comments') {
      if (typeof value === 'boolean') config.ignoreComments = value;
      else complain(path, 'true or false is expected');
    } else complain(path, `Unknown key '${key}'`, 'key');
  }
  return { config, problems };

  function readRule(name: string, setting: unknown, path: YamlPath): void {
    const named = rulesNamed(name, rules);
    if (named.length === 0) {
      complain(path, `No rule is called '${name}'`, 'key');
      return;
    }
    const severity = severityFrom(isRecord(setting) ? setting['severity'] : setting);
    if (severity === 'wrong')
      complain(isRecord(setting) ? [...path, 'severity'] : path, `One of ${severities.join(', ')}, on, off is expected`);
    for (const rule of named) {
      const own = severity === 'on' ? rule.severity : severity;
      const options = isRecord(setting) ? readOptions(rule, setting, path) : {};
      config.rules[rule.name] = {
        ...(own === undefined || own === 'wrong' ? {} : { severity: own }),
        ...(Object.keys(options).length > 0 ? { options } : {}),
      };
    }
  }

  function readOptions(rule: RuleFacts, setting: Readonly<Record<string, unknown>>, path: YamlPath): Record<string, unknown> {
    const options: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(setting)) {
      if (key === 'severity') continue;
      const schema = rule.options?.[key];
      if (!schema) complain([...path, key], `'${rule.name}' has no option '${key}'`, 'key');
      else if (fits(value, schema.type)) options[key] = value;
      else complain([...path, key], `${expected[schema.type]} is expected`);
    }
    return options;
  }
}

function severityFrom(value: unknown): 'error' | 'warning' | 'info' | 'hint' | 'off' | 'on' | 'wrong' | undefined {
  if (value === undefined) return undefined;
  // YAML 1.1 tools write `off` back as false.
  if (value === false || value === 'off') return 'off';
  if (value === true || value === 'on') return 'on';
  return severities.find((one) => one === value) ?? 'wrong';
}

const expected: Readonly<Record<OptionSchema['type'], string>> = {
  boolean: 'true or false',
  string: 'A text',
  number: 'A number',
  'string-list': 'A list of texts',
  'string-map': 'A mapping of texts',
};

function fits(value: unknown, type: OptionSchema['type']): boolean {
  if (type === 'string-list') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (type === 'string-map') return isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
  return typeof value === type;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
