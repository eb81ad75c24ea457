import fs from 'node:fs';
import path from 'node:path';

/** What one suite says at its end. */
export interface SuiteResult {
  readonly passed: number;
  readonly skipped: readonly string[];
  readonly failures: readonly { readonly name: string; readonly message: string }[];
}

/** The part of vitest's JSON report that is used here; mocha's results are written in the same form by test/editor. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Reads a suite's report; undefined when it wrote none. */
export function readReport(file: string): SuiteResult | undefined {
  if (!fs.existsSync(file)) return undefined;
  const files = (JSON.parse(fs.readFileSync(file, 'utf8')) as Report).testResults;
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const named = (status: string) => tests.filter((test) => test.status === status);
  return {
    passed: named('passed').length,
    skipped: [...named('pending'), ...named('skipped'), ...named('todo')].map(({ fullName }) => fullName),
    failures: [
      ...named('failed').map(({ fullName, failureMessages }) => ({ name: fullName, message: words(failureMessages ?? []) })),
      // A file that could not be loaded, or whose hook failed, has no failed test to show for it.
      ...files
        .filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
        .map(({ name, message }) => ({ name, message })),
    ],
  };
}

/** vitest gives a test that ran out of time the stack of its declaration and no message. */
function words(messages: readonly string[]): string {
  return messages
    .map((message) => message.replace(/^Error: STACK_TRACE_ERROR/, 'It ran out of time, or ended without saying why'))
    .join('\n');
}

/** Writes a report for `npm test`, which says where in DRYDOCK_REPORT; does nothing when nobody asked. */
export function writeReport(
  suite: string,
  tests: readonly { readonly name: string; readonly status: 'passed' | 'failed' | 'skipped'; readonly message?: string }[],
): void {
  const file = process.env['DRYDOCK_REPORT'];
  if (file === undefined) return;
  const assertionResults = tests.map(({ name, status, message = '' }) => ({
    fullName: name,
    status,
    failureMessages: message === '' ? [] : [message],
  }));
  const status = tests.some((test) => test.status === 'failed') ? 'failed' : 'passed';
  const report: Report = { testResults: [{ name: suite, status, message: '', assertionResults }] };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(report));
}
