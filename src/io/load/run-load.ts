import { Worker } from 'node:worker_threads';
import { mergeReport, type LoadReport, type WorkerCounts } from '../../core/testing/load/report.ts';
import type { GeneratorOptions } from './generator.ts';
import { isLoopback, placeOf, requestBytes, type LoadTarget } from './target.ts';

export interface LoadRequest extends LoadTarget {
  /** Requests a second, evenly spaced; null for a closed loop. */
  readonly rate: number | null;
  /** Most requests in flight; in a closed loop always that many. */
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly durationSeconds: number;
  readonly timeoutSeconds: number;
  readonly workers: number;
  /** Hosts beside this machine that a person has confirmed, and the container under test. */
  readonly confirmedHosts: readonly string[];
}

/** Nobody has said that this host may be loaded. */
export class UnconfirmedHostError extends Error {
  override readonly name = 'UnconfirmedHostError';
  readonly host: string;
  constructor(host: string) {
    super(`${host} is not this machine, and load is sent nowhere else before somebody confirms it`);
    this.host = host;
  }
}

/**
 * Runs a load in workers and adds them up. `workerFile` is the built worker. An abort ends the run early with what was counted.
 * Rejects with UnconfirmedHostError, with TypeError for a URL or header that cannot be sent, and when a worker dies.
 */
export async function runLoad(request: LoadRequest, workerFile: string | URL, signal?: AbortSignal): Promise<LoadReport> {
  const place = placeOf(request.url);
  if (!isLoopback(place.host) && !request.confirmedHosts.includes(place.host)) throw new UnconfirmedHostError(place.host);
  const bytes = requestBytes(request);
  const count = Math.max(1, Math.min(request.workers, request.connections));
  const parts = Array.from({ length: count }, (_, i): GeneratorOptions => {
    const rate = request.rate === null ? null : request.rate / count;
    return {
      target: { ...place, insecure: request.insecure, request: bytes, isHead: request.method === 'HEAD' },
      rate,
      offset: request.rate === null ? 0 : i / request.rate,
      connections: Math.floor(request.connections / count) + (i < request.connections % count ? 1 : 0),
      warmUpSeconds: request.warmUpSeconds,
      durationSeconds: request.durationSeconds,
      timeoutSeconds: request.timeoutSeconds,
    };
  });
  const counts = await Promise.all(parts.map((part) => runWorker(part, workerFile, signal)));
  return mergeReport(counts, request.rate);
}

async function runWorker(options: GeneratorOptions, workerFile: string | URL, signal: AbortSignal | undefined): Promise<WorkerCounts> {
  const worker = new Worker(workerFile, { workerData: options });
  const stop = (): void => {
    worker.postMessage('stop');
  };
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    return await new Promise<WorkerCounts>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        reject(new Error(`The load worker ended with code ${String(code)} before it was done`));
      });
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
