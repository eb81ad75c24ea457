import { describe, expect, test } from 'vitest';
import { cleanPath, isIgnored, readIgnorePatterns } from './ignore-patterns.ts';

describe('isIgnored', () => {
  test.each([
    ['node_modules', 'node_modules/a/b.js', true],
    ['node_modules', 'packages/a/node_modules', false],
    ['**/node_modules', 'packages/a/node_modules/b', true],
    ['**/node_modules', 'node_modules', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/a.md', false],
    ['**/*.md', 'docs/a.md', true],
    ['/build/', 'build/x', true],
    ['docs/**', 'docs/a/b', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[ab].js', 'b.js', true],
    ['[^ab].js', 'b.js', false],
    ['a[', 'a[', false],
    ['a\\*b', 'a*b', true],
    ['# comment\n  dist  \n', 'dist', true],
    ['.', 'a', false],
    ['*\n!dist', 'dist/a.js', false],
    ['*\n!dist\ndist/*.map', 'dist/a.map', true],
    ['!dist\n*', 'dist', true],
    ['a.b', 'axb', false],
  ])('%j and %s: %s', (text, path, expected) => {
    expect(isIgnored(readIgnorePatterns(text), path)).toBe(expected);
  });
});

test.each([
  ['./a//b/../c/', 'a/c'],
  ['/', '.'],
  ['', '.'],
  ['../x', 'x'],
])('cleanPath(%j)', (path, expected) => {
  expect(cleanPath(path)).toBe(expected);
});
