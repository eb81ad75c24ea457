import { readYaml } from '../yaml/parse.ts';
import { mergeConfigs, severities, type LintConfig, type RuleConfig } from './config.ts';
import { isRecord } from './drydock-config.ts';
import type { Severity } from './finding.ts';
import type { RuleFacts } from './linter.ts';
import { rulesNamed } from './rule-names.ts';

/** hadolint's own defaults: every rule that carries one of its codes is on at its severity but for DL1001 and DL3057; the rest as ours. */
export function hadolintDefaults(rules: readonly RuleFacts[]): LintConfig {
  const settings: Record<string, RuleConfig> = {};
  for (const rule of rules) {
    const alias = rule.aliases.find(({ code }) => isHadolintCode(code));
    if (alias) settings[rule.name] = { severity: offInHadolint.has(alias.code) ? 'off' : alias.severity };
  }
  return { rules: settings };
}

/** Reads a `.hadolint.yaml`, on top of hadolint's defaults. As hadolint does, a file that cannot be read counts as none: undefined. */
export function readHadolintConfig(text: string, rules: readonly RuleFacts[]): LintConfig | undefined {
  const { documents, problems } = readYaml(text, 'config');
  const root = documents[0] ?? {};
  if (problems.length > 0 || !isRecord(root)) return undefined;
  return hadolintConfig(root, rules);
}

/** The same from the file's content as data. */
export const hadolintConfig = (content: Readonly<Record<string, unknown>>, rules: readonly RuleFacts[]): LintConfig =>
  mergeConfigs(hadolintDefaults(rules), hadolintSettings(content, rules));

/** What a file's content says, without hadolint's defaults beneath; its keys may be written with `-` or in camel case. */
export function hadolintSettings(content: Readonly<Record<string, unknown>>, rules: readonly RuleFacts[]): LintConfig {
  const keys = Object.fromEntries(Object.entries(content).map(([key, value]) => [plain(key), value]));
  const settings: Record<string, RuleConfig> = {};
  const override = isRecord(keys['override']) ? keys['override'] : {};
  // In several lists at once, error wins over warning over info over style.
  for (const level of ['style', 'info', 'warning', 'error']) {
    for (const code of texts(override[level]))
      for (const { name } of rulesNamed(code, rules)) settings[name] = { ...settings[name], severity: ourSeverity(level) };
  }
  for (const rule of rules) {
    const options = Object.fromEntries(
      Object.keys(rule.options ?? {})
        .filter((option) => keys[plain(option)] !== undefined)
        .map((option) => [option, rule.options?.[option]?.type === 'string-list' ? texts(keys[plain(option)]) : keys[plain(option)]]),
    );
    if (Object.keys(options).length > 0) settings[rule.name] = { ...settings[rule.name], options };
  }
  const threshold = keys['failurethreshold'];
  const failOn = keys['nofail'] === true ? 'none' : typeof threshold === 'string' ? thresholds[threshold] : 'info';
  return {
    rules: settings,
    ignored: texts(keys['ignored']),
    ...(failOn ? { failOn } : {}),
    ...(keys['disableignorepragma'] === true ? { ignoreComments: false } : {}),
    ...(typeof keys['format'] === 'string' ? { format: keys['format'] } : {}),
  };
}

/** Reads HADOLINT_* variables into the content of a config file; the file's own keys win over them. */
export function hadolintEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  const list = (value: string): string[] => value.split(',').map((one) => one.trim()).filter((one) => one !== ''); // prettier-ignore
  const override: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('HADOLINT_') || value === undefined || value === '') continue;
    const key = name
      .slice('HADOLINT_'.length)
      .toLowerCase()
      .replaceAll('_', '-')
      .replace(/^nofail$/, 'no-fail');
    const level = /^override-(error|warning|info|style)$/.exec(key)?.[1];
    if (level) override[level] = list(value);
    else if (key === 'ignore') content['ignored'] = list(value);
    else if (key === 'trusted-registries') content['trustedregistries'] = list(value);
    else if (key === 'require-labels')
      content['label-schema'] = Object.fromEntries(list(value).map((pair) => [pair.split(':')[0] ?? '', pair.split(':')[1] ?? 'text']));
    else if (flags.has(key)) content[key] = /^(?:1|y|yes|true|on)$/i.test(value);
    else if (key === 'failure-threshold' || key === 'format') content[key] = value;
  }
  if (Object.keys(override).length > 0) content['override'] = override;
  return content;
}

export const isHadolintCode = (code: string): boolean => /^(?:DL|SC)\d+$/.test(code);

const flags = new Set(['strict-labels', 'disable-ignore-pragma', 'no-fail', 'no-color', 'verbose']);

const offInHadolint = new Set(['DL1001', 'DL3057']);

const thresholds: Readonly<Record<string, Severity | 'none'>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  style: 'hint',
  ignore: 'none',
  none: 'none',
};

const ourSeverity = (level: string): Severity => (level === 'style' ? 'hint' : (severities.find((one) => one === level) ?? 'warning'));

const plain = (key: string): string => key.toLowerCase().replaceAll(/[-_]/g, '');

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
