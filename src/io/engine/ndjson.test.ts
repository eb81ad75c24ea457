import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readJsonObjects, readNdjson } from './ndjson.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

it.each([1, 2, 3, 7, 1000])('reads values one a line, cut every %i bytes', async (size) => {
  const text = '{"a":"grüße"}\r\n\n[1]\nError: not JSON 😀\n{"last":true}';
  expect(await Readable.from(readNdjson(inPieces(text, size))).toArray()).toEqual([
    { a: 'grüße' },
    [1],
    'Error: not JSON 😀',
    { last: true },
  ]);
});

it.each([1, 5, 1000])('reads indented objects among lines of text, cut every %i bytes', async (size) => {
  const text = 'WARNING: text\n{\n  "a": {\n    "b": 1\n  }\n}\n{"c":2}\n{\n}\nERROR: end\n{\n  "cut": ';
  expect(await Readable.from(readJsonObjects(inPieces(text, size))).toArray()).toEqual([
    'WARNING: text',
    { a: { b: 1 } },
    { c: 2 },
    {},
    'ERROR: end',
    '{\n  "cut": \n',
  ]);
});
