import { describe, expect, test } from 'vitest';
import { argumentsWithout, commandFlags, plainArguments, readScript } from './commands.ts';

const names = (text: string): string[] => readScript(text, 0).named.map(({ name }) => name);

describe('commands', () => {
  test.each([
    ['apt-get update && apt-get install x', ['apt-get', 'apt-get']],
    ['A=1 B=2 exec apt-get x', ['apt-get']],
    ['command time apt-get x', ['apt-get']],
    ['command -v apt-get', ['command']],
    ['(a; b) | c || { d; }', ['a', 'b', 'c', 'd']],
    ['echo $(a b) `c d`', ['echo', 'a', 'c']],
    ['if a; then b; else c; fi', ['a', 'b', 'c']],
    ['for i in x; do a $i; done', ['a']],
    ['case $x in y) a;; esac', ['a']],
    ['f() { a; }; f', ['a', 'f']],
    ['/usr/bin/apt-get x; env X=1 apt-get; sudo apt-get', ['/usr/bin/apt-get', 'env', 'sudo']],
    ['$APT install', []],
    ['"apt-get" x', ['apt-get']],
    ['cat <<E\napt-get\nE', ['cat']],
    ['exec -a name apt-get x; time -p a', ['apt-get', 'a']],
    ['[ -f x ] && a', ['[', 'a']],
    ['[ -f x] && a', []],
    ['[Net.Type]::member = x; a', []],
    ['a; {{ template }}', []],
    ['(a', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test('flags are split as hadolint splits them', () => {
    const command = readScript('x -abc --long=1 --two v -- - y', 0).named[0];
    if (!command) throw new Error('no command');
    expect(commandFlags(command).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'long', 'two']);
    expect(plainArguments(command).map(({ value }) => value)).toEqual(['v', '--', '-', 'y']);
    expect(argumentsWithout(command, ['two']).map(({ value }) => value)).toEqual(['--', '-', 'y']);
  });
});

describe('the top-level list', () => {
  test.each([
    ['a && b || c; d\ne & f', [undefined, '&&', '||', ';', '\n', '&']],
    ['a | b && c', [undefined, '&&']],
    ['a ;\n b', [undefined, ';']],
  ])('%j', (text, operators) => {
    expect(readScript(text, 0).list.map(({ operator }) => operator)).toEqual(operators);
  });

  test('offsets are the document’s, and pipes and words are known', () => {
    const text = 'RUN a "b c" | d $e';
    const script = readScript(text.slice(4), 4);
    expect(script.named.map(({ nameSpan }) => text.slice(nameSpan.start, nameSpan.end))).toEqual(['a', 'd']);
    expect(script.named[0]?.args.map(({ value, literal, start, end }) => [value, literal, text.slice(start, end)])).toEqual([
      ['b c', true, '"b c"'],
    ]);
    expect(script.named[1]?.args[0]?.literal).toBe(false);
    expect(script.named.map(({ simple }) => simple.pipe)).toEqual([
      { index: 0, length: 2 },
      { index: 1, length: 2 },
    ]);
    expect(script.pipelines).toHaveLength(1);
  });

  test('a script that is broken says so and does not throw', () => {
    expect(readScript('if a; then (', 0).errors).not.toEqual([]);
  });
});
