import { describe, expect, it } from 'vitest';
import { shellWords, splitCommands } from './shell-words.ts';

describe('splitCommands', () => {
  it.each<readonly [string, readonly string[] | undefined]>([
    ['node server.js', ['node server.js']],
    ['npm run build && node dist/x.js; echo done', ['npm run build', 'node dist/x.js', 'echo done']],
    ['echo "a && b"', ['echo "a && b"']],
    ['NODE_ENV=production PORT="3000" node x', ['node x']],
    ['cross-env A=1 node x', ['node x']],
    ['exec gunicorn x', ['gunicorn x']],
    ['a | b', undefined],
    ['a & b', undefined],
    ['a || b', undefined],
    ['a $(b)', undefined],
  ])('%s', (line, expected) => {
    expect(splitCommands(line)?.map((command) => command.text)).toEqual(expected);
  });

  it('keeps the variables apart', () => {
    expect(splitCommands('A=1 B="two words" node x')?.[0]?.env).toEqual({ A: '1', B: 'two words' });
  });
});

it('shellWords drops quotes', () => {
  expect(shellWords('gunicorn "app:create()" --x=\'a b\' c')).toEqual(['gunicorn', 'app:create()', '--x=a b', 'c']);
});
