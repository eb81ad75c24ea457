import fs from 'node:fs';
import path from 'node:path';
import { parseDockerfile } from '../core/dockerfile/parse.ts';
import { readBaseline, toBaseline, withoutBaseline, type Baseline } from '../core/lint/baseline.ts';
import { atLeast, mergeConfigs, onlyRules, severities, type LintConfig } from '../core/lint/config.ts';
import type { LintOptions } from '../core/lint/linter.ts';
import { rulesNamed } from '../core/lint/rule-names.ts';
import { placeIn, placed, type FileReport } from '../core/report/file-report.ts';
import { formatLint, lintFormats, type LintFormat } from '../core/report/lint-formats.ts';
import { allRules, fixText, languageOfName, lintText, type LintLanguage } from '../core/rules/languages.ts';
import { buildFacts } from '../io/files/build-facts.ts';
import { changedLines, type LineRange } from '../io/files/changed-lines.ts';
import { findFiles } from '../io/files/find-files.ts';
import { findLintConfig, readConfigFile, type FoundConfig } from '../io/files/lint-config-file.ts';
import type { LintArguments } from './commands/lint.ts';
import { CliError, exitCodes } from './exit.ts';

/** A file over this size is not linted, in the editor and here. */
const largestFile = 512 * 1024;

export async function runLint(paths: readonly string[], options: LintArguments): Promise<void> {
  if (options.listRules) {
    listRules(options);
    return;
  }
  const only = ruleNames(options.rule ?? []);
  const inputs = await readInputs(paths.length === 0 ? ['.'] : paths, options);
  const baseline = readBaselineFile(options);
  const configs = new Map<string, FoundConfig>();
  const reports: FileReport[] = [];
  let failures = 0;

  for (const input of inputs) {
    const found = configFor(input, options, configs);
    const config = only ? mergeConfigs(found.config, onlyRules(only, allRules)) : found.config;
    const lintOptions: LintOptions = { config, facts: factsOf(input) };
    let text = input.text;
    if (options.fix || options.fixSuggestions) {
      text = fixText(text, input.language, { ...lintOptions, suggestions: options.fixSuggestions ?? false }).text;
      if (input.file !== undefined && text !== input.text) write(input.file, text);
    }
    const result = lintText(text, input.language, lintOptions);
    for (const { rule, error } of result.failures) {
      failures++;
      process.stderr.write(
        `drydock: the rule ${rule} failed on ${input.path}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    }
    reports.push({ path: input.path, text, findings: narrowed(result.findings, text, input, options, baseline) });
  }

  if (options.updateBaseline) {
    const file = options.baseline ?? '.drydock-baseline.json';
    write(file, `${JSON.stringify(toBaseline(reports), null, 2)}\n`);
    process.stderr.write(`drydock: wrote ${file}\n`);
    return;
  }
  const standardInput = inputs.length === 1 && inputs[0]?.file === undefined;
  if (standardInput && (options.fix || options.fixSuggestions)) process.stdout.write(reports[0]?.text ?? '');
  else
    process.stdout.write(
      formatLint(formatOf(options, configs), reports, {
        rules: allRules,
        version: process.env['DRYDOCK_VERSION'] ?? '0.0.0',
        colour: colourful(options),
      }),
    );
  if (failures > 0) process.exitCode = exitCodes.couldNotRun;
  else if (fails(reports, options, configs)) process.exitCode = exitCodes.findings;
}

interface Input {
  /** As it is shown. */
  readonly path: string;
  /** Absolute; undefined for standard input. */
  readonly file: string | undefined;
  readonly text: string;
  readonly language: LintLanguage;
}

async function readInputs(paths: readonly string[], options: LintArguments): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  const seen = new Set<string>();
  for (const given of paths) {
    if (given === '-') {
      inputs.push({
        path: options.stdinFilename,
        file: undefined,
        text: await readStandardInput(),
        language: languageOfName(options.stdinFilename) ?? 'dockerfile',
      });
      continue;
    }
    const stat = fs.statSync(given, { throwIfNoEntry: false });
    if (!stat) throw new CliError(`${given} does not exist`);
    const files = stat.isDirectory() ? findFiles(given, (name) => languageOfName(name) !== undefined) : [path.resolve(given)];
    if (stat.isDirectory() && files.length === 0) process.stderr.write(`drydock: no Dockerfile or Compose file in ${given}\n`);
    for (const file of files) {
      if (seen.has(file)) continue;
      seen.add(file);
      const input = readInput(file);
      if (input) inputs.push(input);
    }
  }
  return inputs;
}

function readInput(file: string): Input | undefined {
  const shown = path.relative(process.cwd(), file).split(path.sep).join('/');
  try {
    if (fs.statSync(file).size > largestFile) {
      process.stderr.write(`drydock: ${shown} is over 512 kB and is not linted\n`);
      return undefined;
    }
    return { path: shown, file, text: fs.readFileSync(file, 'utf8'), language: languageOfName(path.basename(file)) ?? 'dockerfile' };
  } catch (error) {
    throw new CliError(`${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function configFor({ file }: Input, options: LintArguments, known: Map<string, FoundConfig>): FoundConfig {
  const folder = file === undefined ? process.cwd() : path.dirname(file);
  const key = options.config ?? folder;
  const before = known.get(key);
  if (before) return before;
  const found = options.config === undefined ? findLintConfig(folder, process.cwd(), allRules) : readGivenConfig(options.config);
  known.set(key, found);
  const place = placeIn(found.text);
  for (const { message, span } of found.problems) {
    const { line, column } = place(span);
    process.stderr.write(`${found.file ?? ''}:${String(line)}:${String(column)}: ${message}\n`);
  }
  return found;
}

function readGivenConfig(file: string): FoundConfig {
  try {
    return readConfigFile(file, allRules);
  } catch {
    throw new CliError(`The configuration ${file} cannot be read. Check the path given with --config`);
  }
}

function factsOf({ file, text, language }: Input): NonNullable<LintOptions['facts']> {
  const today = new Date().toISOString().slice(0, 10);
  return file === undefined || language !== 'dockerfile' ? { today } : buildFacts(file, parseDockerfile(text), process.cwd(), today);
}

function narrowed(
  findings: FileReport['findings'],
  text: string,
  input: Input,
  options: LintArguments,
  baseline: Baseline | undefined,
): FileReport['findings'] {
  let kept = findings.filter(({ own }) => own);
  if (baseline) kept = [...withoutBaseline(input.path, text, kept, baseline)];
  if (options.changedSince === undefined || input.file === undefined) return kept;
  const { ranges, problem } = changedLines(input.file, options.changedSince, path.dirname(input.file));
  if (!ranges) throw new CliError(`Changed lines of ${input.path} cannot be told: ${problem}`);
  return kept.filter((finding) => touches(placed({ path: input.path, text, findings: [finding] })[0], ranges));
}

const touches = (place: { readonly line: number; readonly endLine: number } | undefined, ranges: readonly LineRange[]): boolean =>
  place !== undefined && ranges.some(([first, last]) => place.line <= last && first <= place.endLine);

function readBaselineFile(options: LintArguments): Baseline | undefined {
  if (options.baseline === undefined || options.updateBaseline) return undefined;
  let text: string;
  try {
    text = fs.readFileSync(options.baseline, 'utf8');
  } catch {
    throw new CliError(`The baseline ${options.baseline} cannot be read. Write it first with --update-baseline`);
  }
  const baseline = readBaseline(text);
  if (!baseline) throw new CliError(`${options.baseline} is no baseline of drydock. Write it anew with --update-baseline`);
  return baseline;
}

function write(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text);
  } catch (error) {
    throw new CliError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function ruleNames(asked: readonly string[]): ReadonlySet<string> | undefined {
  if (asked.length === 0) return undefined;
  return new Set(
    asked.flatMap((name) => {
      const named = rulesNamed(name, allRules);
      if (named.length === 0) throw new CliError(`No rule is called '${name}'. drydock lint --list-rules prints them all`);
      return named.map((rule) => rule.name);
    }),
  );
}

function formatOf(options: LintArguments, configs: ReadonlyMap<string, FoundConfig>): LintFormat {
  const asked = options.json ? 'json' : options.format;
  if (asked === undefined) {
    // hadolint's configuration may name a format; those that are ours too are taken.
    const configured = [...configs.values()].find(({ config }) => config.format !== undefined)?.config.format;
    return lintFormats.find((one) => one === configured) ?? 'text';
  }
  const format = lintFormats.find((one) => one === asked);
  if (!format) throw new CliError(`There is no format '${asked}'. Take one of ${lintFormats.join(', ')}`);
  return format;
}

function fails(reports: readonly FileReport[], options: LintArguments, configs: ReadonlyMap<string, FoundConfig>): boolean {
  const threshold = thresholdOf(options, [...configs.values()].map(({ config }) => config)); // prettier-ignore
  if (threshold === 'none') return false;
  return reports.some(({ findings }) => findings.some(({ severity }) => atLeast(severity, threshold)));
}

function thresholdOf(options: LintArguments, configs: readonly LintConfig[]): NonNullable<LintConfig['failOn']> {
  if (options.failOn === undefined) return configs.find(({ failOn }) => failOn !== undefined)?.failOn ?? 'warning';
  const threshold = [...severities, 'none' as const].find((one) => one === options.failOn);
  if (!threshold) throw new CliError(`--fail-on takes ${severities.join(', ')} or none, not '${options.failOn}'`);
  return threshold;
}

const colourful = (options: LintArguments): boolean => options.color && process.stdout.isTTY && process.env['NO_COLOR'] === undefined;

function listRules(options: LintArguments): void {
  const rows = allRules.map(({ name, severity, default: state, aliases, fix, summary }) => ({
    name,
    severity,
    enabled: state !== 'off',
    fix,
    aliases: aliases.map(({ code }) => code),
    summary,
  }));
  if (options.json || options.format === 'json') {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, severity, enabled, aliases, summary } of rows) {
    process.stdout.write(
      `${name.padEnd(width)}  ${(enabled ? severity : 'off').padEnd(7)}  ${summary}${aliases.length > 0 ? ` (${aliases.join(', ')})` : ''}\n`,
    );
  }
}
