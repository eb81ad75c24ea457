import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lab, LabContainer, LabEngine, StartError, StartOptions } from '../../core/testing/lab.ts';
import type { Engine, ContainerRequest, Labels } from '../engine/engine.ts';
import { isEngineError } from '../engine/errors.ts';
import { createLabContainer } from './lab-container.ts';

/** What every container of a run has in common. */
export interface LabSetup {
  readonly engine: Engine;
  readonly image: string;
  readonly labels: Labels;
  readonly helperImage: string;
  /** Published in every container unless a test says otherwise. */
  readonly ports: readonly number[];
  /** What the person or the compose file adds to each container under test: environment, network, init, mounts. */
  readonly base: Partial<ContainerRequest>;
  readonly redact: (text: string) => string;
  readonly onProgress: (text: string) => void;
  readonly onLog: (stream: 'stdout' | 'stderr', text: string) => void;
  readonly signal: AbortSignal;
}

export interface OpenLab {
  readonly lab: Lab;
  /** Removes every container that the lab started. Never rejects for one that is gone. */
  readonly close: () => Promise<void>;
}

/** A lab over a real engine. */
export function openLab(setup: LabSetup): OpenLab {
  const { engine, signal } = setup;
  const started = new Set<string>();
  const logs = new AbortController();

  async function start(options: StartOptions = {}): Promise<LabContainer> {
    const id = await create(requestOf(setup, options));
    const startError = await tryStart(id);
    if (!startError) void follow(id);
    return createLabContainer({ setup, id, startError, createHelper: create, remove });
  }

  async function create(request: ContainerRequest): Promise<string> {
    const id = await engine.createContainer({ ...request, labels: { ...request.labels, ...setup.labels } }, signal);
    started.add(id);
    return id;
  }

  async function remove(id: string): Promise<void> {
    // Also when the run was cancelled: nothing may stay.
    await engine.removeContainer(id);
    started.delete(id);
  }

  async function tryStart(id: string): Promise<StartError | null> {
    try {
      await engine.startContainer(id, signal);
      return null;
    } catch (error) {
      if (isEngineError(error) && notTheImage.has(error.reason)) throw error;
      if (!isEngineError(error)) throw error;
      return { message: setup.redact(error.answer || error.message), exitCode: error.details.exitCode ?? null };
    }
  }

  async function follow(id: string): Promise<void> {
    try {
      for await (const { stream, data } of engine.logs(id, { follow: true }, AbortSignal.any([signal, logs.signal]))) {
        setup.onLog(stream, setup.redact(data.toString('utf8')));
      }
    } catch {
      // The log ends with its container; what a test needs of it, it asks for itself.
    }
  }

  const lab: Lab = {
    engine: labEngine(engine),
    start,
    now: () => performance.now(),
    sleep: async (ms) => {
      await delay(ms, undefined, { signal });
    },
    progress: setup.onProgress,
  };
  return {
    lab,
    async close() {
      logs.abort();
      await Promise.all([...started].map((id) => remove(id).catch(() => undefined)));
    },
  };
}

/** Failures that say nothing about the container under test. */
const notTheImage = new Set(['cancelled', 'gone', 'unreachable', 'timeout', 'not-found']);

/** `Docker 26.1`: two parts of a version are enough for people. */
export function engineTitle(engine: Engine): string {
  const version = engine.info.version.split('.').slice(0, 2).join('.');
  return `${engine.info.kind === 'podman' ? 'Podman' : 'Docker'} ${version}`;
}

function labEngine(engine: Engine): LabEngine {
  const { killEvents, oomFlag, updateLimits } = engine.info.capabilities;
  return { kind: engine.info.kind, name: engineTitle(engine), killEvents, oomFlag, updateLimits };
}

function requestOf(setup: LabSetup, options: StartOptions): ContainerRequest {
  const { noNewPrivileges, ports, ...same } = options;
  return {
    ...setup.base,
    ...same,
    ...(noNewPrivileges && { securityOpt: ['no-new-privileges'] }),
    ...(setup.base.tmpfs && same.tmpfs && { tmpfs: { ...setup.base.tmpfs, ...same.tmpfs } }),
    image: setup.image,
    labels: { ...setup.base.labels, ...setup.labels },
    ports: (ports ?? setup.ports).map((container) => ({ container, host: 0 })),
  };
}
