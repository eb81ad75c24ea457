import { Agent, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type RequestOptions } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import type { Duplex, Readable } from 'node:stream';
import type { Endpoint } from './endpoint.ts';
import { sshAgent } from './ssh-agent.ts';

/** HTTP to one endpoint, whatever carries it. Used by the engine client and, on its own, by the watchdog. */
export interface Transport {
  readonly endpoint: Endpoint;
  /** Resolves with the response head, whatever its status; rejects with the socket's own error. Aborting destroys the response too. */
  request(call: TransportRequest): Promise<IncomingMessage>;
  /** Asks to switch protocols and hands over the raw connection. */
  upgrade(call: TransportRequest): Promise<Duplex>;
  /** Ends idle connections, and the ssh processes that carry them. */
  close(): void;
}

export interface TransportRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer | Readable;
  readonly signal?: AbortSignal | undefined;
}

export function openTransport(endpoint: Endpoint): Transport {
  const { options, agent, secure } = target(endpoint);
  const send = secure ? httpsRequest : httpRequest;
  // A socket has no host to name; over TLS the header's name is the one the certificate must be for.
  const hostHeader = options.host === undefined ? { Host: 'engine' } : {};

  function start({ method, path, headers, body, signal }: TransportRequest) {
    const request = send({ ...options, agent, method, path, headers: { ...hostHeader, ...headers }, ...(signal && { signal }) });
    if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
      request.end(body);
    } else {
      // An error of the source must reach the caller as it is, not as the broken connection that follows from it.
      body.on('error', (error) => request.destroy(error));
      request.on('close', () => body.destroy());
      body.pipe(request);
    }
    return request;
  }

  return {
    endpoint,
    request: (call) =>
      new Promise((resolve, reject) => {
        const request = start(call);
        request.on('response', (response) => {
          // Whoever reads it sees the error too; one that nobody reads any more must not end the process.
          response.on('error', () => undefined);
          resolve(response);
        });
        // Stays on after the response: a cut connection errors the request as well as the response.
        request.on('error', reject);
      }),
    upgrade: (call) =>
      new Promise((resolve, reject) => {
        const request = start(call);
        request.on('error', reject);
        request.on('response', (response) => {
          response.resume();
          reject(new Error(`the engine answered ${String(response.statusCode)} instead of switching protocols`));
        });
        request.on('upgrade', (_response, socket, head) => {
          if (head.length > 0) socket.unshift(head);
          resolve(socket);
        });
      }),
    close: () => {
      agent.destroy();
    },
  };
}

function target(endpoint: Endpoint): { readonly options: RequestOptions; readonly agent: Agent; readonly secure: boolean } {
  const { url, tls } = endpoint;
  // A kept socket goes stale when the engine restarts, and a local connection costs nothing; only ssh is worth keeping.
  const fresh = { keepAlive: false };
  if (url.startsWith('unix://')) return { options: { socketPath: url.slice('unix://'.length) }, agent: new Agent(fresh), secure: false };
  if (url.startsWith('npipe://')) return { options: { socketPath: url.slice('npipe://'.length) }, agent: new Agent(fresh), secure: false };
  if (url.startsWith('ssh://')) return { options: { host: 'engine' }, agent: sshAgent(url), secure: false };
  const { hostname, port } = new URL(url.replace(/^tcp:/, 'http:'));
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!tls) return { options: { host, port: port || 2375 }, agent: new Agent(fresh), secure: false };
  const { ca, cert, key, verify } = tls;
  return {
    options: { host, port: port || 2376 },
    agent: new TlsAgent({ ...fresh, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), rejectUnauthorized: verify }),
    secure: true,
  };
}
