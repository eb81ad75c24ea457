import type { Endpoint } from './endpoint.ts';
import { askEngine } from './engine-info.ts';
import type { Engine, EngineInfo } from './engine.ts';
import { EngineError } from './errors.ts';
import { toEngineError } from './failure.ts';
import { sessionId } from './labels.ts';
import { findEndpoints, thisSystem } from './resolve.ts';
import { sweepOrphans } from './sweep.ts';
import { openTransport } from './transport.ts';
import { watchSession } from './watchdog.ts';

export interface ConnectOptions {
  /** What the person set; nothing else is tried then. Empty means: look for it. */
  readonly endpoint?: string | undefined;
  /** The process's own environment when left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** The built `watchdog.cjs`. With it, what carries `ownerLabels()` is removed when this process ends, however it ends, and what earlier owners left is swept now, without being waited for. */
  readonly watchdogScript?: string | undefined;
}

/** The first engine that answers, in the order a Docker client would look. Rejects with `unreachable` and every place that was tried. */
export async function connectEngine(options: ConnectOptions = {}, signal?: AbortSignal): Promise<Engine> {
  const env = options.env ?? process.env;
  const tried: { readonly place: string; readonly answer: string }[] = [];
  for await (const candidate of findEndpoints(options.endpoint, thisSystem(env))) {
    if (signal?.aborted) throw toEngineError(signal.reason, signal);
    if ('problem' in candidate) {
      tried.push({ place: candidate.place, answer: candidate.problem });
      continue;
    }
    const transport = openTransport(candidate);
    try {
      const info = await askEngine(transport, env, signal);
      // The client library is only loaded when there is an engine to talk to.
      const { createDockerEngine } = await import('./docker-engine.ts');
      const engine = createDockerEngine(transport, info, env);
      return options.watchdogScript === undefined ? engine : guarded(engine, candidate, options.watchdogScript);
    } catch (error) {
      transport.close();
      if (signal?.aborted) throw toEngineError(error, signal);
      tried.push({ place: `${candidate.url} (${candidate.origin})`, answer: connectionAnswer(error) });
    }
  }
  throw unreachable(tried);
}

/** Every engine that answers where a Docker client would look, for a person to choose from. Asks all places at once; those that do not answer are left out. */
export async function answeringEngines(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<readonly EngineInfo[]> {
  const asked: Promise<EngineInfo | undefined>[] = [];
  for await (const candidate of findEndpoints(undefined, thisSystem(env))) {
    if ('problem' in candidate) continue;
    const transport = openTransport(candidate);
    const answer = askEngine(transport, env, signal).catch(() => undefined);
    asked.push(
      answer.finally(() => {
        transport.close();
      }),
    );
  }
  return (await Promise.all(asked)).filter((info) => info !== undefined);
}

function guarded(engine: Engine, endpoint: Endpoint, watchdogScript: string): Engine {
  watchSession(watchdogScript, { endpoint, session: sessionId() });
  const sweep = new AbortController();
  // A sweep that fails is done at the next start.
  sweepOrphans(engine, sweep.signal).catch(() => undefined);
  return {
    ...engine,
    dispose: () => {
      sweep.abort();
      engine.dispose();
    },
  };
}

function connectionAnswer(error: unknown): string {
  if (error instanceof Error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return 'there is no such socket';
    if (code === 'ECONNREFUSED') return 'nothing listens there';
    if (code === 'EACCES') return 'permission denied: your user may not use this socket';
    if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
    return error.message;
  }
  return String(error);
}

function unreachable(tried: readonly { readonly place: string; readonly answer: string }[]): EngineError {
  const only = tried.length === 1 ? tried[0] : undefined;
  const denied = tried.find(({ answer }) => answer.startsWith('permission denied'));
  if (denied) {
    return new EngineError(
      'permission-denied',
      `The engine at ${denied.place} may not be used by your user. Add the user to the group that owns the socket, or run a rootless engine.`,
      {
        answer: denied.answer,
        details: { tried },
      },
    );
  }
  const message = only
    ? `No engine answers at ${only.place}: ${only.answer}. Start it, or change the address.`
    : 'No container engine answers. Start Docker or Podman, or set the engine’s address.';
  return new EngineError('unreachable', message, { answer: only?.answer ?? '', details: { tried } });
}
