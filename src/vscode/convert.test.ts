import { expect, test, vi } from 'vitest';
import type { Finding } from '../core/lint/finding.ts';
import { applyEdits } from '../core/text/edit.ts';
import { lineIndex } from '../core/text/line-index.ts';
import { toChange, toDiagnostic, toRange, toSpan } from './convert.ts';

vi.mock('vscode', () => import('../../test/support/vscode-stub.ts'));

test.each([
  ['one line', 'FROM node', { start: 5, end: 9 }, [0, 5, 0, 9]],
  ['two lines', 'FROM node\nRUN x\n', { start: 5, end: 15 }, [0, 5, 1, 5]],
  ['Windows line ends', 'FROM node\r\nRUN x\r\n', { start: 11, end: 14 }, [1, 0, 1, 3]],
  ['outside the basic plane', 'RUN echo 🚢 x\n', { start: 9, end: 11 }, [0, 9, 0, 11]],
  ['the end of the text', 'FROM node\n', { start: 10, end: 10 }, [1, 0, 1, 0]],
])('a span on %s goes there and back', (_, text, span, [startLine, startColumn, endLine, endColumn]) => {
  const index = lineIndex(text);
  const range = toRange(index, span);
  expect(range).toMatchObject({ start: { line: startLine, character: startColumn }, end: { line: endLine, character: endColumn } });
  expect(toSpan(index, range)).toEqual(span);
});

test('a finding becomes a diagnostic with its rule as the code', () => {
  const text = 'FROM node\nMAINTAINER me\n';
  const finding: Finding = {
    rule: 'no-maintainer',
    severity: 'info',
    span: { start: 10, end: 20 },
    message: "'MAINTAINER' is deprecated",
    own: true,
    fix: undefined,
    suggestions: [],
    peers: [],
    related: [{ span: { start: 0, end: 4 }, message: 'The stage' }],
    tags: ['deprecated'],
  };
  const page = { path: 'no-maintainer' } as never;
  expect(toDiagnostic(lineIndex(text), {} as never, finding, page)).toMatchObject({
    message: "'MAINTAINER' is deprecated",
    severity: 2,
    source: 'drydock',
    code: { value: 'no-maintainer', target: page },
    tags: [2],
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 10 } },
    relatedInformation: [{ message: 'The stage' }],
  });
});

test.each([
  ['a word', 'FROM a\nrun x\nCMD y\n', 'FROM a\nRUN x\nCMD y\n', { start: 7, end: 13 }],
  ['a line more', 'a\nb\n', 'a\nx\nb\n', { start: 2, end: 2 }],
  ['a line less', 'a\nx\nb\n', 'a\nb\n', { start: 2, end: 4 }],
  ['a repeated line less', 'a\na\nb\n', 'a\nb\n', { start: 2, end: 4 }],
  ['the last line without an end', 'a\nb', 'a\nc', { start: 2, end: 3 }],
  ['everything', 'a', '', { start: 0, end: 1 }],
])('the change of %s is whole lines and no more', (_, before, after, span) => {
  const change = toChange(before, after);
  expect(change.span).toEqual(span);
  expect(applyEdits(before, [change])).toBe(after);
});
