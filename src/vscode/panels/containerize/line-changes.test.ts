import { expect, test } from 'vitest';
import { countLineChanges } from './line-changes.ts';

test.each([
  ['a new file', undefined, 'a\nb\n', { added: 2, removed: 0 }],
  ['the same text', 'a\nb\n', 'a\nb\n', { added: 0, removed: 0 }],
  ['another line ending', 'a\r\nb\r\n', 'a\nb\n', { added: 0, removed: 0 }],
  ['one line changed', 'a\nb\nc\n', 'a\nx\nc\n', { added: 1, removed: 1 }],
  ['a line moved', 'a\nb\nc\n', 'b\nc\na\n', { added: 1, removed: 1 }],
  ['lines between kept ones', 'a\nk\nb\nk2\n', 'c\nk\nd\ne\nk2\n', { added: 3, removed: 2 }],
  ['everything gone', 'a\nb\n', '', { added: 0, removed: 2 }],
])('%s', (_, before, after, changes) => {
  expect(countLineChanges(before, after)).toEqual(changes);
});
