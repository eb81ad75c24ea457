import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yamlEntries } from './yaml-lines.ts';

const flat = (text: string) => yamlEntries(text).map(({ path, value, line }) => `${path.join('.')}=${value}@${String(line)}`);

describe('yamlEntries', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['nested maps', 'a:\n  b:\n    c: 1\n  d: two words\n', ['a=@1', 'a.b=@2', 'a.b.c=1@3', 'a.d=two words@4']],
    ['a list', 'a:\n  - x\n  - "y"\n', ['a=@1', 'a.0=x@2', 'a.1=y@3']],
    ['a list at the indent of its key', 'a:\n- x\n- y\nb: 1\n', ['a=@1', 'a.0=x@2', 'a.1=y@3', 'b=1@4']],
    ['maps in a list', 'a:\n  - n: 1\n    m: 2\n  - n: 3\n', ['a=@1', 'a.0.n=1@2', 'a.0.m=2@3', 'a.1.n=3@4']],
    ['flow lists and maps', 'a: [x, "y, z"]\nb: { c: 1, d: [2] }\n', ['a.0=x@1', 'a.1=y, z@1', 'b.c=1@2', 'b.d.0=2@2']],
    ['comments and quotes', '# c\na: "x # y" # z\nb: it\'s\n', ['a=x # y@2', "b=it's@3"]],
    ['block texts are skipped', 'a: |\n  b: 1\n  - c\nd: 2\n', ['d=2@4']],
    ['dotted and quoted keys', '"a b": 1\nserver.port: 80\n', ['a b=1@1', 'server.port=80@2']],
    ['anchors and tags', 'a: &x\n  b: !!str 1\n', ['a=@1', 'a.b=1@2']],
    [
      'values with colons',
      'image: localhost:5000/x:1\nports:\n  - 80:8080\n  - "127.0.0.1:1:2"\n',
      ['image=localhost:5000/x:1@1', 'ports=@2', 'ports.0=80:8080@3', 'ports.1=127.0.0.1:1:2@4'],
    ],
  ])('%s', (_, text, expected) => {
    expect(flat(text)).toEqual(expected);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', ': ', '- ', '\n', '  ', '[', ']', '{', '"', "'", '#', '|', '&', ',')), (parts) =>
        Array.isArray(yamlEntries(parts.join(''))),
      ),
    );
  });
});
