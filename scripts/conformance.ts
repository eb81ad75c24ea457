/** `npm run --silent conformance -- CASES.jsonl [--raw]`: lints each line's Dockerfile with every rule on and prints the findings, a line each. */
import fs from 'node:fs';
import { dockerfileRules } from '../src/core/rules/index.ts';
import { conformance, type ConformanceCase } from '../src/core/report/conformance.ts';

const raw = process.argv.includes('--raw');
const file = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
if (file === undefined) {
  console.error('Say which file: npm run --silent conformance -- CASES.jsonl [--raw]');
  process.exit(2);
}

const output = fs.readFileSync(file === '-' ? 0 : file, 'utf8').split('\n').filter((line) => line.trim() !== '').map(answer); // prettier-ignore
process.stdout.write(output.join('\n') + (output.length > 0 ? '\n' : ''));

function answer(line: string): string {
  let id: unknown = null;
  try {
    const input = JSON.parse(line) as ConformanceCase;
    id = input.id;
    if (typeof input.dockerfile !== 'string') throw new TypeError("The case has no text under 'dockerfile'");
    return JSON.stringify({ id, findings: conformance(input, dockerfileRules, raw) });
  } catch (error) {
    return JSON.stringify({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
