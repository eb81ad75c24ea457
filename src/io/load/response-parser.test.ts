import { describe, expect, test } from 'vitest';
import { responseParser } from './response-parser.ts';

/** State after all bytes came, in pieces of `size`. */
function parse(text: string, { size = 1e9, isHead = false } = {}): { state: string; status: number; keepAlive: boolean; end: string } {
  const parser = responseParser(isHead);
  const bytes = Buffer.from(text, 'latin1');
  let state = 'more';
  for (let at = 0; at < bytes.length && state === 'more'; at += size) state = parser.push(bytes.subarray(at, at + size));
  return { state, status: parser.status, keepAlive: parser.keepAlive, end: parser.end() };
}

const head = (rest: string, status = '200 OK'): string => `HTTP/1.1 ${status}\r\n${rest}\r\n\r\n`;

describe.each([1e9, 1, 3, 7])('in pieces of %d bytes', (size) => {
  test.each([
    ['a body of known length', `${head('Content-Length: 5')}hello`, 'done'],
    ['an empty body', head('Content-Length: 0'), 'done'],
    ['a short body', `${head('Content-Length: 6')}hello`, 'more'],
    ['chunks', `${head('transfer-encoding: Chunked')}5\r\nhello\r\n1;x=y\r\n!\r\n0\r\n\r\n`, 'done'],
    ['chunks with a trailer', `${head('Transfer-Encoding: chunked')}1\r\na\r\n0\r\nX: y\r\n\r\n`, 'done'],
    ['chunks that end early', `${head('Transfer-Encoding: chunked')}5\r\nhel`, 'more'],
    ['a chunk size that is none', `${head('Transfer-Encoding: chunked')}zz\r\n`, 'failed'],
    ['a chunk longer than it says', `${head('Transfer-Encoding: chunked')}1\r\nab\r\n`, 'failed'],
    ['no content', head('X: y', '204 No Content'), 'done'],
    ['an interim response first', `${head('X: y', '103 Early Hints')}${head('Content-Length: 1')}a`, 'done'],
    ['half a head', 'HTTP/1.1 200 OK\r\nContent-', 'more'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n', 'failed'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n', 'failed'],
  ])('%s', (_name, text, state) => {
    expect(parse(text, { size }).state).toBe(state);
  });
});

test('more than the body says is no HTTP', () => {
  expect(parse(`${head('Content-Length: 1')}ab`).state).toBe('failed');
});
test('HEAD has no body', () => {
  expect(parse(head('Content-Length: 5'), { isHead: true }).state).toBe('done');
});
test('a body may end with the connection', () => {
  expect(parse(`${head('X: y')}abc`)).toMatchObject({ state: 'more', end: 'done', keepAlive: false });
  expect(parse(`${head('Content-Length: 5')}abc`).end).toBe('more');
});
test.each([
  ['HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n', true],
  [head('Content-Length: 0'), true],
])('%j keeps the connection: %s', (text, keepAlive) => {
  expect(parse(text).keepAlive).toBe(keepAlive);
});
test('a parser serves the next response after a reset', () => {
  const parser = responseParser(false);
  expect(parser.push(Buffer.from(`${head('Transfer-Encoding: chunked', '503 No')}0\r\n\r\n`))).toBe('done');
  expect(parser.status).toBe(503);
  parser.reset();
  expect(parser.push(Buffer.from(`${head('Content-Length: 1')}a`))).toBe('done');
  expect(parser.status).toBe(200);
});
