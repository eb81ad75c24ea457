import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['plain\ttext\n', 'plain\ttext\n'],
  ['a\r\nb', 'a\nb'],
  ['\u001B[1;31mred\u001B[0m', 'red'],
  ['\u001B]0;title\u0007x\u001B]8;;http://a\u001B\\link\u001B]8;;\u001B\\', 'xlink'],
  ['\u001B[?25l\u001B(Bx\u001B=', 'x'],
  ['\u001BP1;2|data\u001B\\x', 'x'],
  ['a\rb\u0000\u0007\u007F', 'a\u240Db\u2400\u2407\u2421'],
  ['\u009B31mx\u0085\u202E', 'x\uFFFD\uFFFD'],
  ['<b>&amp;', '<b>&amp;'],
  ['end\u001B', 'end'],
])('%j', (text, expected) => {
  expect(plainText(text)).toBe(expected);
});
