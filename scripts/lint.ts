/** `npm run lint`: every check that reads the sources and runs nothing of them. All of them run, so that one look shows all that is wrong. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './support/places.ts';
import { run } from './support/process.ts';
import { writeReport } from './support/results.ts';

const bin = (name: string) => path.join(root, 'node_modules/.bin', name);

const checks: Readonly<Record<string, readonly [string, ...string[]]>> = {
  format: [bin('prettier'), '--check', '--log-level', 'warn', '.'],
  eslint: [bin('eslint'), '--max-warnings', '0', '.'],
  'unused code': [bin('knip'), '--no-progress'],
  types: [bin('tsc'), '-p', '.'],
  'types of core': [bin('tsc'), '-p', 'src/core'],
  'types of webviews': [bin('tsc'), '-p', 'webview'],
  'core without a host': [process.execPath, 'scripts/run.mjs', 'lint/neutral-core'],
  'generated files': [process.execPath, 'scripts/run.mjs', 'generate', '--check'],
};

const log = path.join(root, 'node_modules/.cache/drydock', `lint-${process.pid}.log`);
const outcomes: { readonly name: string; readonly status: 'passed' | 'failed'; readonly message: string }[] = [];

for (const [name, command] of Object.entries(checks)) {
  const { code, seconds } = await run(command, { log, limitSeconds: 900 });
  const message = fs.readFileSync(log, 'utf8');
  fs.rmSync(log);
  const status = code === 0 ? 'passed' : 'failed';
  console.log(`${status}  ${name} (${seconds.toFixed(1)} s)`);
  if (status === 'failed') console.log(message);
  outcomes.push({ name, status, message: status === 'failed' ? message : '' });
}

writeReport('lint', outcomes);
process.exitCode = outcomes.some(({ status }) => status === 'failed') ? 1 : 0;
