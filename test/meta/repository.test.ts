import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { expect, test } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && fs.existsSync(file));

test('packages come from whatever registry the machine is set up for', () => {
  const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
  };
  expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.includes('://'))).toEqual([]);
  expect(fs.readFileSync('.npmrc', 'utf8')).not.toMatch(/^registry|:registry/m);
});

test('no test stands alone or is left out for good', () => {
  const tests = tracked.filter((file) => file.endsWith('.test.ts'));
  const left = tests.filter((file) => /\b(?:it|test|describe)\.(?:only|todo|skip)\(/.test(fs.readFileSync(file, 'utf8')));
  expect(left).toEqual([]);
});

test('generated folders are not in the repository', () => {
  expect(tracked.filter((file) => /^(?:dist|out|test-results|node_modules)\/|\.vsix$/.test(file))).toEqual([]);
});
