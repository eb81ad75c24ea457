import type { ImageFacts } from '../plan.ts';
import { goExpand } from './expand.ts';
import type { CstHost } from './host.ts';
import { judgeMetadata } from './metadata.ts';
import { goFileMode } from './mode.ts';
import { goRegexMatches } from './regex.ts';
import type { CommandTest, CstFile, FileContentTest, FileExistenceTest, KeyValue, RunOptions } from './schema.ts';

/** One line of container-structure-test's report. */
export interface CstResult {
  readonly name: string;
  readonly pass: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly errors: readonly string[];
  readonly durationNs: number;
}

/** Runs a file's tests in the tool's own order. */
export async function runCstFile(file: CstFile, image: ImageFacts, host: CstHost): Promise<readonly CstResult[]> {
  const env = withGlobals(image.env, file.globalEnvVars);
  const results: CstResult[] = [];
  for (const test of file.commandTests) results.push(await commandTest(test, env, file.containerRunOptions, host));
  for (const test of file.fileContentTests) results.push(await contentTest(test, host));
  for (const test of file.fileExistenceTests) results.push(await existenceTest(test, env, host));
  for (const test of file.licenseTests) results.push(await licenseTest(test, host));
  const metadata = judgeMetadata(file.metadataTest, { ...image, env });
  if (metadata) results.push(outcome('Metadata Test', metadata));
  return results;
}

/** A file that could not be read is one failed test without a name. */
export const unreadable = (error: string): CstResult => outcome('', [`error parsing config file: ${error}`]);

/** The tool's JSON, key for key. */
export function cstReport(results: readonly CstResult[]): string {
  const passed = results.filter((result) => result.pass).length;
  const report = {
    Pass: passed,
    Fail: results.length - passed,
    Total: results.length,
    Duration: results.reduce((sum, result) => sum + result.durationNs, 0),
    ...(results.length > 0 && {
      Results: results.map((result) => ({
        Name: result.name,
        Pass: result.pass,
        ...(result.stdout !== '' && { Stdout: result.stdout }),
        ...(result.stderr !== '' && { Stderr: result.stderr }),
        ...(result.errors.length > 0 && { Errors: result.errors }),
        Duration: result.durationNs,
      })),
    }),
  };
  return JSON.stringify(report);
}

type Env = Readonly<Record<string, string>>;

function outcome(
  name: string,
  errors: readonly string[],
  output: { readonly stdout?: string; readonly stderr?: string; readonly durationNs?: number } = {},
): CstResult {
  return {
    name,
    pass: errors.length === 0,
    stdout: output.stdout ?? '',
    stderr: output.stderr ?? '',
    errors,
    durationNs: output.durationNs ?? 0,
  };
}

/** The values are expanded with what the image itself sets. */
function withGlobals(env: Env, globals: readonly KeyValue[]): Env {
  return { ...env, ...Object.fromEntries(globals.map(({ key, value }) => [key, goExpand(value, (name) => env[name] ?? '')])) };
}

async function commandTest(test: CommandTest, env: Env, options: RunOptions, host: CstHost): Promise<CstResult> {
  const invalid = invalidCommand(test);
  if (invalid !== null) return outcome(test.name, [invalid]);
  const name = `Command Test: ${test.name}`;
  const began = host.now();
  const expand = (text: string) => goExpand(text, (variable) => env[variable] ?? '');
  const own = Object.fromEntries(test.envVars.map(({ key, value }) => [key, expand(value)]));
  const answer = await host.run({
    argv: test.argv.map(expand),
    setup: test.setup,
    env: { ...env, ...(await runEnvironment(options, own, host)) },
    options,
  });
  const durationNs = Math.round(host.now() - began);
  if ('error' in answer) return outcome(name, [`Error creating container: ${answer.error}`], { durationNs });
  const errors = [
    ...unmatched(test.expectedOutput, answer.stdout, 'output'),
    ...matched(test.excludedOutput, answer.stdout, 'output'),
    ...unmatched(test.expectedError, answer.stderr, 'error'),
    ...matched(test.excludedError, answer.stderr, 'error'),
    ...(answer.exitCode === test.exitCode
      ? []
      : [`Test '${test.name}' exited with incorrect error code. Expected: ${test.exitCode}, Actual: ${answer.exitCode}`]),
  ];
  return outcome(name, errors, { stdout: answer.stdout, stderr: answer.stderr, durationNs });
}

/** With variables among the run options, those of the test itself are lost. */
async function runEnvironment(options: RunOptions, own: Env, host: CstHost): Promise<Env> {
  if (options.envVars.length === 0 && options.envFile === '') return own;
  const named = options.envVars.flatMap((name) => [[name, host.callerEnv(name) ?? ''] as const]);
  return { ...(options.envFile === '' ? {} : await host.readEnvFile(options.envFile)), ...Object.fromEntries(named) };
}

function invalidCommand(test: CommandTest): string | null {
  if (test.name === '') return 'Please provide a valid name for every test';
  if ((test.argv[0] ?? '') === '') return `Please provide a valid command to run for test ${test.name}`;
  if (test.setup.some((argv) => argv.length === 0)) {
    return 'Error in setup command configuration encountered; please check formatting and remove all empty setup commands';
  }
  if (test.teardown.some((argv) => argv.length === 0)) {
    return 'Error in teardown command configuration encountered; please check formatting and remove all empty teardown commands';
  }
  if (test.envVars.some(({ key, value }) => key === '' || value === ''))
    return 'Please provide non-empty keys and values for all specified env vars';
  return null;
}

/** What is no expression counts as not found here, and as found below. */
function unmatched(patterns: readonly string[], text: string, stream: string): readonly string[] {
  return patterns
    .filter((pattern) => goRegexMatches(pattern, text) !== true)
    .map((pattern) => `Expected string '${pattern}' not found in ${stream} '${text}'`);
}

function matched(patterns: readonly string[], text: string, stream: string): readonly string[] {
  return patterns
    .filter((pattern) => goRegexMatches(pattern, text) !== false)
    .map((pattern) => `Excluded string '${pattern}' found in ${stream} '${text}'`);
}

async function contentTest(test: FileContentTest, host: CstHost): Promise<CstResult> {
  const invalid = invalidFile(test);
  if (invalid !== null) return outcome(test.name, [invalid]);
  const name = `File Content Test: ${test.name}`;
  const answer = await host.read(test.path);
  if ('error' in answer) return outcome(name, [`Failed to open ${test.path}. Error: ${answer.error}`]);
  return outcome(name, [
    ...test.expectedContents
      .filter((pattern) => goRegexMatches(pattern, answer.text) !== true)
      .map((pattern) => `Expected string '${pattern}' not found in file content string '${answer.text}'`),
    ...test.excludedContents
      .filter((pattern) => goRegexMatches(pattern, answer.text) !== false)
      .map((pattern) => `Excluded string '${pattern}' found in file content string '${answer.text}'`),
  ]);
}

const executeBits: Readonly<Record<string, number>> = { owner: 0o100, group: 0o010, other: 0o001, any: 0o111 };

async function existenceTest(test: FileExistenceTest, env: Env, host: CstHost): Promise<CstResult> {
  const invalid = invalidFile(test);
  if (invalid !== null) return outcome(test.name, [invalid]);
  const name = `File Existence Test: ${test.name}`;
  const path = goExpand(test.path, (variable) => env[variable] ?? '');
  const stat = await host.stat(path, test.uid !== -1 || test.gid !== -1);
  if ('error' in stat) return outcome(name, test.shouldExist ? [`Error examining file in container: ${stat.error}`] : []);
  if (!test.shouldExist) return outcome(name, [`File ${path} should not exist but does`]);
  const mode = goFileMode(stat.mode);
  const bit = executeBits[test.isExecutableBy];
  const errors = [
    ...(test.permissions !== '' && test.permissions !== mode
      ? [`${path} has incorrect permissions. Expected: ${test.permissions}, Actual: ${mode}`]
      : []),
    ...(test.uid !== -1 && test.uid !== stat.uid
      ? [`${path} has incorrect user ownership. Expected: ${test.uid}, Actual: ${stat.uid}`]
      : []),
    ...(test.gid !== -1 && test.gid !== stat.gid
      ? [`${path} has incorrect group ownership. Expected: ${test.gid}, Actual: ${stat.gid}`]
      : []),
  ];
  if (test.isExecutableBy !== '') {
    if (bit === undefined) errors.push(`${test.isExecutableBy} not recognised as a valid option`);
    else if ((stat.mode & bit) === 0)
      errors.push(`${path} has incorrect executable bit. Expected to be executable by ${test.isExecutableBy}, Actual: ${mode}`);
  }
  return outcome(name, errors);
}

function invalidFile(test: { readonly name: string; readonly path: string }): string | null {
  if (test.name === '') return 'Please provide a valid name for every test';
  return test.path === '' ? `Please provide a valid file path for test ${test.name}` : null;
}

const badLicenses = ['AGPL', 'WTFPL'];
const exemptPackages = new Set(['libgnutls30']);

async function licenseTest(test: { readonly debian: boolean; readonly files: readonly string[] }, host: CstHost): Promise<CstResult> {
  const errors: string[] = [];
  const check = (text: string, path: string) => {
    for (const word of badLicenses) {
      if (text.toUpperCase().includes(word)) errors.push(`Invalid license for ${path}, license contains ${word}`);
    }
  };
  if (test.debian) {
    const copyrights = await host.copyrights();
    if ('error' in copyrights) return outcome('License Test', [`Error reading directory: ${copyrights.error}`]);
    for (const [name, text] of copyrights) {
      if (exemptPackages.has(name)) continue;
      const path = `/usr/share/doc/${name}/copyright`;
      if (text === null) errors.push(`Error reading license file for ${name}: Could not find the file ${path}`);
      else check(text, path);
    }
  }
  for (const path of test.files) {
    const answer = await host.read(path);
    if ('error' in answer) errors.push(`Error reading license file for ${path}: ${answer.error}`);
    else check(answer.text, path);
  }
  return outcome('License Test', errors);
}
