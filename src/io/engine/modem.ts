import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import Docker from 'dockerode';
import { refusal, toEngineError } from './failure.ts';
import type { Transport } from './transport.ts';

/** dockerode over our own transport: its own modem knows neither contexts nor the system's ssh, reads DOCKER_HOST behind our back, and turns an empty answer into a buffer. Every call made through the result ends when `signal` aborts. */
export function dockerClient(transport: Transport, signal: AbortSignal | undefined): Docker {
  const modem = {
    Promise,
    dial(call: DialOptions, callback: (error: Error | null, result: unknown) => void): void {
      dial(transport, call, signal).then(
        (result) => {
          callback(null, result);
        },
        (error: unknown) => {
          callback(toEngineError(error, signal), null);
        },
      );
    },
  };
  // Undocumented in its types, but dockerode's own way to be given a connection.
  return new Docker({ modem } as unknown as Docker.DockerOptions);
}

/** What dockerode asks of a modem. The members we have no use for (hijack, stdin) are left out: nothing here attaches a terminal. */
export interface DialOptions {
  readonly path: string;
  readonly method: string;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly statusCodes: Readonly<Record<number, string | boolean>>;
  readonly isStream?: boolean;
  readonly file?: Readable | Buffer | undefined;
  readonly headers?: OutgoingHttpHeaders;
}

/** One call in dockerode's terms, for the addresses that it does not know. */
export async function dial(transport: Transport, call: DialOptions, signal: AbortSignal | undefined): Promise<unknown> {
  const options = call.options ?? {};
  const asksQuery = call.path.endsWith('?');
  const query = asksQuery ? queryString((options['_query'] as Record<string, unknown> | undefined) ?? options) : '';
  const json = call.file === undefined && call.method === 'POST' ? JSON.stringify(options['_body'] ?? options) : undefined;
  let response: IncomingMessage;
  try {
    response = await transport.request({
      method: call.method,
      path: asksQuery ? (query ? call.path + query : call.path.slice(0, -1)) : call.path,
      headers: { ...contentHeaders(call.file, json), ...call.headers },
      ...((call.file ?? json) !== undefined && { body: call.file ?? json ?? '' }),
      signal,
    });
  } catch (error) {
    throw toEngineError(error, signal);
  }
  const status = response.statusCode ?? 0;
  try {
    // 304: it was started, or stopped, already.
    if (call.statusCodes[status] !== true && status !== 304) throw refusal(status, await text(response));
    if (call.isStream) return response;
    return answer(await text(response));
  } catch (error) {
    throw toEngineError(error, signal);
  }
}

/** Podman answers some calls with a plain OK. */
function answer(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body.trim() === '' ? undefined : body;
  }
}

function contentHeaders(file: DialOptions['file'], json: string | undefined): OutgoingHttpHeaders {
  if (file !== undefined) return { 'Content-Type': 'application/x-tar' };
  if (json !== undefined) return { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) };
  return {};
}

function queryString(options: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const values: unknown[] = Array.isArray(value) ? value : [value];
    for (const item of values) search.append(key, typeof item === 'string' ? item : JSON.stringify(item));
  }
  return search.toString();
}
