import { describe, expect, test } from 'vitest';
import { locateYaml, readYaml } from './parse.ts';

describe('readYaml', () => {
  test.each([
    ['a: 0644', { a: 0o644 }],
    ['a: 0', { a: 0 }],
    ['a: 10', { a: 10 }],
    ['a: 22:22', { a: '22:22' }],
    ['a: 2001-01-01', { a: '2001-01-01' }],
    ['a: yes', { a: 'yes' }],
    ['a: "0644"', { a: '0644' }],
    ['x: &x {p: 1}\ny: {<<: *x, q: 2}', { x: { p: 1 }, y: { p: 1, q: 2 } }],
  ])('compose: %j', (text, expected) => {
    expect(readYaml(text, 'compose').documents).toEqual([expected]);
  });
  test('kubernetes takes yes for true, and keys stay keys', () => {
    expect(readYaml('a: yes\ny: off', 'kubernetes').documents).toEqual([{ a: true, y: false }]);
  });
  test('several documents', () => {
    expect(readYaml('a: 1\n---\nb: 2\n', 'kubernetes').documents).toEqual([{ a: 1 }, { b: 2 }]);
  });
  test.each(['a: [', 'a: 1\n b: 2', '\t- x', 'a: b: c', '*x', ''])('%j never throws', (text) => {
    const { problems } = readYaml(text, 'compose');
    for (const { span } of problems) expect(span.start).toBeLessThanOrEqual(text.length);
    expect(problems.length).toBe(text === '' ? 0 : 1);
  });
});

describe('locateYaml', () => {
  const text = 'services:\n  web:\n    ports:\n      - "80:80"\n    init: true # yes\n\n  db:\n';
  const cut = (span: { start: number; end: number } | undefined): string | undefined => span && text.slice(span.start, span.end);
  test('finds keys and values', () => {
    const locate = locateYaml(text);
    expect(cut(locate(['services', 'web', 'ports', 0])?.value)).toBe('"80:80"');
    expect(cut(locate(['services', 'web', 'init'])?.entry)).toBe('init: true');
    expect(cut(locate(['services', 'db'])?.key)).toBe('db');
    expect(locate(['services', 'none'])).toBeUndefined();
  });
});
