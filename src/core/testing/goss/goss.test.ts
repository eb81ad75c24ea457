import { expect, it } from 'vitest';
import { scriptedLab } from '../../../../test/support/scripted-lab.ts';
import { matches } from './matchers.ts';
import { isGossFile, readGossFile, runGoss } from './run.ts';

it.each<[unknown, unknown, boolean | null]>([
  [true, true, true],
  ['0644', '0755', false],
  [['a'], ['b', 'a'], true],
  [[], 'anything', true],
  ['', 'something', false],
  [['foo', '!bar'], 'a foo\nb', true],
  [['!foo'], 'a foo\nb', false],
  [['/^b$/'], 'a\nb', true],
  [['!/^b$/'], 'a\nb', false],
  [{ gt: 3 }, 4, true],
  [{ and: [{ ge: 1 }, { le: 2 }] }, 3, false],
  [{ not: { 'have-prefix': 'v1' } }, 'v2', true],
  [{ or: ['a', 'b'] }, 'b', true],
  [{ 'semver-constraint': '>1' }, '2', null],
])('%j for %j: %j', (expected, actual, answer) => {
  expect(matches(expected, actual)).toBe(answer);
});

it('is told from a container-structure-test file', () => {
  expect(isGossFile('port:\n  tcp:80: {listening: true}\n')).toBe(true);
  expect(isGossFile('schemaVersion: 2.0.0\n')).toBe(false);
});

it('refuses templates rather than misread them', () => {
  expect(readGossFile('file:\n  {{.Env.HOME}}: {exists: true}\n')).toHaveProperty('error');
});

it('leaves open what it does not read', async () => {
  const read = readGossFile('user:\n  root: {exists: true}\nport:\n  tcp:80: {listening: true}\nfile:\n  /a: {exists: false}\n');
  const { lab } = scriptedLab({ sockets: () => ['127.0.0.1:80'] });
  if ('error' in read) throw new Error(read.error);
  const results = await runGoss(read.resources, await lab.start(), () => lab.now());
  expect(results.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['structure: user root', 'unknown'],
    ['structure: port tcp:80', 'pass'],
    ['structure: file /a', 'pass'],
  ]);
});
