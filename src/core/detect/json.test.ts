import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './json.ts';

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const document = readJson(text);
        expect(document.error).toBeNull();
        expect(JSON.stringify(document.value)).toBe(text);
      }),
    );
  });

  it('reads comments, trailing commas and a byte order mark', () => {
    expect(readJson('\uFEFF{ // one\n "a": [1, 2,], /* two */ "b": "x//y", }')).toMatchObject({
      value: { a: [1, 2], b: 'x//y' },
      error: null,
    });
  });

  it('knows the line of every value', () => {
    const document = readJson('{\n  "scripts": {\n    "start": "x"\n  },\n  "list": [\n    1,\n    2\n  ]\n}');
    expect([document.line('scripts'), document.line('scripts', 'start'), document.line('list', 1), document.line('none')]).toEqual([
      2,
      3,
      7,
      null,
    ]);
  });

  it.each([
    ['{\n "a": 1,\n "b" 2 }', { a: 1 }, 3],
    ['{ "a": {"b": 1', { a: { b: 1 } }, 1],
    ['{ "a": "x\n', {}, 1],
    ['', undefined, 1],
    ['[1, oops]', [1], 1],
    ['{} {}', {}, 1],
  ])('keeps what stands before an error: %j', (text, value, line) => {
    const document = readJson(text);
    expect(JSON.stringify(document.value)).toBe(JSON.stringify(value));
    expect(document.error?.line).toBe(line);
  });

  it('takes no prototype from the text', () => {
    const { value } = readJson('{"__proto__": {"polluted": true}, "constructor": 1}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((value as Record<string, unknown>)['constructor']).toBe(1);
  });

  it('never throws, however deep the text', () => {
    expect(readJson('['.repeat(100_000)).error?.message).toBe('nested too deeply');
    fc.assert(fc.property(fc.string(), (text) => typeof readJson(text).line === 'function'));
  });
});
