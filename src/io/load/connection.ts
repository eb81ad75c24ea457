import net from 'node:net';
import tls from 'node:tls';
import type { Outcome } from '../../core/testing/load/report.ts';
import { responseParser } from './response-parser.ts';

export interface ConnectionTarget {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly insecure: boolean;
  readonly request: Buffer;
  readonly isHead: boolean;
}

/** A connection that has one request at a time. It opens with its first request and is thrown away when it cannot take another. */
export interface Connection {
  /** Sends the request; `done` is called once, when it has ended one way or another. */
  send(done: (outcome: Outcome) => void): void;
  /** Ends the request in flight as timed out: by connecting or by answering too late. */
  expire(): void;
  destroy(): void;
  /** It may be asked again. */
  readonly usable: boolean;
}

export function connection(target: ConnectionTarget): Connection {
  const parser = responseParser(target.isHead);
  let socket: net.Socket | undefined;
  let connected = false;
  let closed = false;
  let done: ((outcome: Outcome) => void) | undefined;

  const finish = (outcome: Outcome, reusable: boolean): void => {
    const told = done;
    done = undefined;
    if (!reusable) destroy();
    parser.reset();
    told?.(outcome);
  };
  const destroy = (): void => {
    closed = true;
    socket?.destroy();
  };
  const answered = (): void => {
    const { status, keepAlive } = parser;
    finish(status >= 500 ? 'http5xx' : status >= 400 ? 'http4xx' : 'ok', keepAlive);
  };

  function open(): void {
    const { host, port, secure, insecure } = target;
    socket = secure
      ? tls.connect({ host, port, rejectUnauthorized: !insecure, ...(net.isIP(host) === 0 ? { servername: host } : {}) })
      : net.connect({ host, port });
    socket.setNoDelay(true);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      connected = true;
      socket?.write(target.request);
    });
    socket.on('data', (chunk: Buffer) => {
      // What comes when nothing was asked for belongs to no request.
      if (!done) {
        destroy();
        return;
      }
      const state = parser.push(chunk);
      if (state === 'done') answered();
      else if (state === 'failed') finish('protocolError', false);
    });
    socket.on('end', () => {
      if (parser.end() === 'done') answered();
      closed = true;
      finish(parser.headDone ? 'closedMidBody' : 'closedBeforeResponse', false);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      finish(outcomeOf(error, connected), false);
    });
    socket.on('close', () => {
      closed = true;
      finish(parser.headDone ? 'closedMidBody' : 'closedBeforeResponse', false);
    });
  }

  return {
    get usable() {
      return !closed;
    },
    send(told) {
      done = told;
      if (!socket) open();
      else socket.write(target.request);
    },
    expire: () => {
      finish(connected ? 'timeout' : 'connectTimeout', false);
    },
    destroy,
  };
}

function outcomeOf({ code }: NodeJS.ErrnoException, connected: boolean): Outcome {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return connected ? 'timeout' : 'connectTimeout';
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') return 'reset';
  // No file descriptors or ports are left on this side: the request was never sent.
  if (code === 'EMFILE' || code === 'ENFILE' || code === 'EADDRNOTAVAIL' || code === 'EAGAIN') return 'shed';
  return connected ? 'protocolError' : 'refused';
}
