import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { writeReport } from '../../scripts/support/results.ts';

/** Entry of the suite for every extension host: @vscode/test-electron and VS Code's server call it. Rejects when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 60_000, reporter: 'spec', color: false });
  const files = fs.readdirSync(__dirname).filter((file) => file.endsWith('.test.js'));
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));

  const tests: { name: string; status: 'passed' | 'failed' | 'skipped'; message?: string }[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => tests.push({ name: test.fullTitle(), status: 'passed' }));
    runner.on('pending', (test) => tests.push({ name: test.fullTitle(), status: 'skipped' }));
    runner.on('fail', (test, error: Error) =>
      tests.push({ name: test.fullTitle(), status: 'failed', message: error.stack ?? error.message }),
    );
  });
  writeReport('editor', tests);
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
