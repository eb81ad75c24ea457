import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { EngineInfo } from './engine.ts';
import { EngineError } from './errors.ts';
import { during, toEngineError } from './failure.ts';
import { dial, dockerClient } from './modem.ts';
import type { Transport } from './transport.ts';

/** What the parts of the engine client share. */
export interface Calls {
  readonly transport: Transport;
  readonly info: EngineInfo;
  /** dockerode, every call of which ends with the signal. */
  readonly docker: (signal: AbortSignal | undefined) => Docker;
  /** Podman's own API, for what the Docker one leaves out there. */
  readonly libpod: (
    method: 'GET' | 'DELETE',
    path: string,
    signal: AbortSignal | undefined,
    accepted?: readonly number[],
  ) => Promise<unknown>;
  /** Every call goes through here: its failure becomes an EngineError that says what was being done. */
  readonly doing: <T>(what: string, signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;
  /** The same for what comes piece by piece; the stream is closed when its reader leaves. */
  readonly streaming: <T>(
    what: string,
    signal: AbortSignal | undefined,
    open: () => Promise<Readable>,
    read: (stream: Readable) => AsyncIterable<T>,
  ) => AsyncIterable<T>;
}

export function createCalls(transport: Transport, info: EngineInfo): Calls {
  return {
    transport,
    info,
    docker: (signal) => dockerClient(transport, signal),
    libpod: (method, path, signal, accepted = [200]) =>
      dial(
        transport,
        { method, path: `/v4.0.0/libpod${path}`, statusCodes: Object.fromEntries(accepted.map((code) => [code, true])) },
        signal,
      ),
    async doing(what, signal, work) {
      try {
        signal?.throwIfAborted();
        return await work();
      } catch (error) {
        throw during(what, toEngineError(error, signal));
      }
    },
    async *streaming(what, signal, open, read) {
      let stream: Readable | undefined;
      try {
        signal?.throwIfAborted();
        stream = await open();
        yield* read(stream);
      } catch (error) {
        throw during(what, toEngineError(error, signal));
      } finally {
        stream?.destroy();
      }
    },
  };
}

/** Undefined instead of a failure when there is no such thing. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EngineError && error.reason === 'not-found') return undefined;
    throw error;
  }
}
