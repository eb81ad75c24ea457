import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { isWithin, lastPart, resolvePath, workdirAt } from './paths.ts';

describe('paths', () => {
  test.each([
    [undefined, '/a//b/./c/..', '/a/b'],
    ['/w', 'x', '/w/x'],
    ['/w', '.', '/w'],
    ['/', 'x', '/x'],
    [undefined, 'x', undefined],
    ['/w', '$X/y', undefined],
    ['/w', '~/y', undefined],
    ['/w', '', undefined],
  ])('%j and %j give %j', (directory, path, expected) => {
    expect(resolvePath(directory, path)).toBe(expected);
  });

  test('a path lies in itself and in what is above it', () => {
    expect(isWithin('/a', '/a')).toBe(true);
    expect(isWithin('/', '/a')).toBe(true);
    expect(isWithin('/a', '/ab')).toBe(false);
  });

  test('the last part of an address is without query', () => {
    expect(lastPart('https://example.com/a/b.tgz?raw=1#x')).toBe('b.tgz');
    expect(lastPart('dir/')).toBe('dir');
  });
});

test('the working directory goes from stage to stage', () => {
  const file = parseDockerfile('FROM a AS b\nWORKDIR /x\nWORKDIR y\nRUN 1\nFROM c\nRUN 2\nFROM b\nRUN 3\nWORKDIR $Z\nRUN 4\n');
  const runs = file.instructions.filter(({ kind }) => kind === 'Run');
  expect(runs.map((run) => workdirAt(file, run))).toEqual(['/x/y', undefined, '/x/y', undefined]);
});
