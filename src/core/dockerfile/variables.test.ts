import { describe, expect, test } from 'vitest';
import { expandWord, handlesUnset, variableReferences } from './variables.ts';

const backslash = { escape: '\\' };

describe('variableReferences', () => {
  test.each([
    ['$a', ['$a']],
    ['x${a}y$b_1-z', ['${a}', '$b_1']],
    ['"$a" \'$b\' \\$c', ['$a']],
    ['"\'$a\'"', ['$a']],
    ['${a:-$b}${c%%x}', ['${a:-$b}', '$b', '${c%%x}']],
    ['$', []],
    ['${', []],
    ['${a', []],
    ['$-a', []],
    ['$1$@', ['$1', '$@']],
  ])('%s', (text, expected) => {
    expect(variableReferences(text, 0, backslash).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  test('counts from the offset and knows the modifier', () => {
    const [use] = variableReferences('x${name:-y}', 100, backslash);
    expect(use).toEqual({ start: 101, end: 111, name: 'name', modifier: ':-' });
    expect(use && handlesUnset(use)).toBe(true);
  });

  test('follows the escape character of the file', () => {
    expect(variableReferences('`$a \\$b', 0, { escape: '`' }).map(({ name }) => name)).toEqual(['b']);
  });

  test('sees through quotes in a heredoc', () => {
    expect(variableReferences("'$a'", 0, { ...backslash, rawQuotes: true }).map(({ name }) => name)).toEqual(['a']);
  });
});

describe('expandWord', () => {
  const values: Readonly<Record<string, string | undefined>> = { a: '1', empty: '', later: undefined };
  test.each([
    ['x$a', 'x1'],
    ['"${a} b"', '1 b'],
    ["'$a'", '$a'],
    ['\\$a', '$a'],
    ['${empty:-d}', 'd'],
    ['${a:-d}', '1'],
    ['${a:+d}', 'd'],
    ['${empty:+d}', ''],
    ['${a:?m}', '1'],
    ['$later', undefined],
    ['${a%1}', undefined],
  ])('%s', (text, expected) => {
    expect(expandWord(text, backslash, (name) => values[name])).toBe(expected);
  });
});
