import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mergeConfigs, type LintConfig } from '../../core/lint/config.ts';
import { readDrydockConfig, type ConfigProblem } from '../../core/lint/drydock-config.ts';
import { hadolintConfig, hadolintEnvironment, readHadolintConfig } from '../../core/lint/hadolint-config.ts';
import type { RuleFacts } from '../../core/lint/linter.ts';

export interface FoundConfig {
  readonly config: LintConfig;
  /** Absolute path; undefined when nothing but defaults or variables hold. */
  readonly file: string | undefined;
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}

/**
 * The configuration for a file: the nearest `drydock.yaml` in its folder or above; without one hadolint's, where hadolint looks for it
 * (the working directory, then the user's folders) and its HADOLINT_* variables, the file's keys winning over them.
 */
export function findLintConfig(
  folder: string,
  cwd: string,
  rules: readonly RuleFacts[],
  env: NodeJS.ProcessEnv = process.env,
): FoundConfig {
  for (let here = path.resolve(folder); ; here = path.dirname(here)) {
    for (const name of ['drydock.yaml', 'drydock.yml']) {
      const file = path.join(here, name);
      if (fs.existsSync(file)) return readConfigFile(file, rules);
    }
    if (here === path.dirname(here)) break;
  }
  const fromEnvironment = hadolintEnvironment(env);
  const variables = Object.keys(fromEnvironment).length > 0 ? hadolintConfig(fromEnvironment, rules) : undefined;
  for (const file of hadolintPlaces(cwd, env)) {
    if (!fs.existsSync(file)) continue;
    const found = readConfigFile(file, rules);
    return { ...found, config: mergeConfigs(variables, found.config) };
  }
  return { config: variables ?? { rules: {} }, file: undefined, text: '', problems: [] };
}

/** Reads one configuration file; hadolint's is told by its name. Throws when it cannot be read. */
export function readConfigFile(file: string, rules: readonly RuleFacts[]): FoundConfig {
  const text = fs.readFileSync(file, 'utf8');
  if (!/hadolint/.test(file)) return { ...readDrydockConfig(text, rules), file, text };
  const config = readHadolintConfig(text, rules);
  if (config) return { config, file, text, problems: [] };
  return {
    config: { rules: {} },
    file,
    text,
    problems: [{ message: 'It cannot be read as a hadolint configuration and is left out', span: { start: 0, end: 0 } }],
  };
}

/** Where hadolint looks, in its order. */
function hadolintPlaces(cwd: string, env: NodeJS.ProcessEnv): string[] {
  const home = env['HOME'] ?? os.homedir();
  const both = (...parts: readonly string[]): string[] => [`${path.join(...parts)}.yaml`, `${path.join(...parts)}.yml`];
  return [
    ...(env['HADOLINT_CONFIG'] ? [env['HADOLINT_CONFIG']] : []),
    ...both(cwd, '.hadolint'),
    ...both(env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'hadolint'),
    ...both(home, '.config', 'hadolint'),
    ...both(home, '.hadolint', 'hadolint'),
    ...both(home, 'hadolint', 'config'),
    ...both(home, '.hadolint'),
  ];
}
