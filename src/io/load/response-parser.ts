/** What a parser tells after each chunk. `failed`: this is no HTTP/1.x. */
export type ParserState = 'more' | 'done' | 'failed';

export interface ResponseParser {
  /** Takes the next bytes; `done` when the response is complete (what follows belongs to nobody and ends the connection). */
  push(chunk: Buffer): ParserState;
  /** The other side closed: `done` for a body that ends so. */
  end(): ParserState;
  /** Ready for the next response on the connection. */
  reset(): void;
  readonly status: number;
  /** The head has come whole. */
  readonly headDone: boolean;
  /** False when the server closes behind this response. */
  readonly keepAlive: boolean;
}

const largestHead = 64 * 1024;
const headEnd = Buffer.from('\r\n\r\n');

/** HTTP/1.1 responses (RFC 9112 §6): Content-Length, chunked, until close, none for HEAD, 1xx, 204 and 304. Bodies are counted, not kept. */
export function responseParser(isHead: boolean): ResponseParser {
  let status = 0;
  let keepAlive = true;
  let headDone = false;
  let pending: Buffer | undefined;
  /** Bytes of the body, or of the present chunk, that are to come; -1: until close. */
  let remaining = 0;
  let chunked = false;
  let chunk: 'size' | 'data' | 'data-end' | 'trailer' = 'size';
  let line = '';

  function push(bytes: Buffer): ParserState {
    if (headDone) return body(bytes);
    const data = pending ? Buffer.concat([pending, bytes]) : bytes;
    const end = data.indexOf(headEnd);
    if (end < 0) {
      pending = data;
      return data.length > largestHead || !startsLikeHttp(data) ? 'failed' : 'more';
    }
    pending = undefined;
    const head = data.toString('latin1', 0, end + 2);
    const match = /^HTTP\/1\.([01]) (\d{3})/.exec(head);
    if (!match) return 'failed';
    status = Number(match[2]);
    const rest = data.subarray(end + 4);
    // An interim response is followed by the real one.
    if (status < 200 && status !== 101) return rest.length > 0 ? push(rest) : 'more';
    headDone = true;
    keepAlive = match[1] === '1' ? !/\r\nconnection:[^\r]*\bclose\b/i.test(head) : /\r\nconnection:[^\r]*\bkeep-alive\b/i.test(head);
    if (isHead || status === 204 || status === 304) return rest.length === 0 ? 'done' : 'failed';
    chunked = /\r\ntransfer-encoding:[^\r]*\bchunked\b/i.test(head);
    if (chunked) return body(rest);
    const length = /\r\ncontent-length:[ \t]*(\d+)/i.exec(head);
    remaining = length ? Number(length[1]) : -1;
    if (remaining === -1) keepAlive = false;
    return remaining === 0 ? (rest.length === 0 ? 'done' : 'failed') : body(rest);
  }

  function body(bytes: Buffer): ParserState {
    if (chunked) return chunks(bytes);
    if (remaining === -1) return 'more';
    remaining -= bytes.length;
    if (remaining < 0) return 'failed';
    return remaining === 0 ? 'done' : 'more';
  }

  function chunks(bytes: Buffer): ParserState {
    let at = 0;
    while (at < bytes.length) {
      if (chunk === 'data') {
        const taken = Math.min(remaining, bytes.length - at);
        at += taken;
        remaining -= taken;
        if (remaining === 0) chunk = 'data-end';
        continue;
      }
      const newline = bytes.indexOf(10, at);
      line += bytes.toString('latin1', at, newline < 0 ? bytes.length : newline);
      if (line.length > largestHead) return 'failed';
      if (newline < 0) return 'more';
      at = newline + 1;
      const text = line.trimEnd();
      line = '';
      if (chunk === 'data-end') {
        if (text !== '') return 'failed';
        chunk = 'size';
      } else if (chunk === 'size') {
        const size = /^([0-9a-f]+)[ \t]*(?:;.*)?$/i.exec(text);
        if (!size?.[1]) return 'failed';
        remaining = Number.parseInt(size[1], 16);
        chunk = remaining === 0 ? 'trailer' : 'data';
      } else if (text === '') return at === bytes.length ? 'done' : 'failed';
    }
    return 'more';
  }

  return {
    push,
    end: () => (headDone && !chunked && remaining === -1 ? 'done' : 'more'),
    reset: () => {
      status = 0;
      keepAlive = true;
      headDone = false;
      pending = undefined;
      remaining = 0;
      chunked = false;
      chunk = 'size';
      line = '';
    },
    get status() {
      return status;
    },
    get headDone() {
      return headDone;
    },
    get keepAlive() {
      return keepAlive;
    },
  };
}

const startsLikeHttp = (data: Buffer): boolean => 'HTTP/1.'.startsWith(data.toString('latin1', 0, Math.min(7, data.length)));
