import { connect } from 'node:net';
import type { HttpAnswer } from '../../core/testing/lab.ts';

/** One GET over a connection of its own. Every way in which it can go wrong is an answer, not an error. */
export function probeHttp(host: string, port: number, path: string, timeoutMs: number, signal: AbortSignal): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const began = performance.now();
    let connected = false;
    let received = '';
    const socket = connect({ host, port });
    const finish = (answer: HttpAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(answer);
    };
    const onAbort = () => {
      finish({ kind: 'timeout', connected });
    };
    const timer = setTimeout(onAbort, timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    socket.on('connect', () => {
      connected = true;
      socket.write(
        `GET ${encodeURI(decodeURISafe(path))} HTTP/1.1\r\nHost: localhost:${port}\r\nUser-Agent: drydock\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
      );
    });
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const answer = readAnswer(received, performance.now() - began);
      if (answer) finish(answer);
    });
    socket.on('end', () => {
      finish(received === '' ? { kind: 'closed', reset: false } : { kind: 'not-http', text: received.slice(0, 80) });
    });
    socket.on('error', () => {
      finish(connected ? { kind: 'closed', reset: true } : { kind: 'refused' });
    });
  });
}

/** A final status line, or bytes that cannot become one; undefined while more must come. */
function readAnswer(received: string, durationMs: number): HttpAnswer | undefined {
  const start = 'HTTP/';
  if (!received.startsWith(start.slice(0, received.length))) return { kind: 'not-http', text: received.slice(0, 80) };
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})[^\n]*\n/.exec(received);
  if (status) {
    const number = Number(status[1]);
    if (number >= 200 || number === 101) return { kind: 'response', status: number, durationMs };
    const next = received.indexOf('\r\n\r\n');
    return next === -1 ? undefined : readAnswer(received.slice(next + 4), durationMs);
  }
  return received.length > 4096 ? { kind: 'not-http', text: received.slice(0, 80) } : undefined;
}

function decodeURISafe(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
