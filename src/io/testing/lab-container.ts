import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Attempt, CommandResult, HttpAnswer, LabContainer, LabState, StartError, StopReport } from '../../core/testing/lab.ts';
import { processScript, socketScript } from '../../core/testing/proc.ts';
import { signalNumber } from '../../core/testing/signals.ts';
import type { ContainerInfo, ContainerRequest, Engine } from '../engine/engine.ts';
import { EngineError, isEngineError } from '../engine/errors.ts';
import { readEntry } from './archive.ts';
import { hostKill, hostProcesses, hostSockets } from './host-proc.ts';
import { probeHttp } from './http-probe.ts';
import type { LabSetup } from './lab.ts';
import { plainText } from './redact.ts';

export interface ContainerSetup {
  readonly setup: LabSetup;
  readonly id: string;
  readonly startError: StartError | null;
  readonly createHelper: (request: ContainerRequest) => Promise<string>;
  readonly remove: (id: string) => Promise<void>;
}

/** One started container as tests see it. */
export function createLabContainer({ setup, id, startError, createHelper, remove }: ContainerSetup): LabContainer {
  const { engine, signal } = setup;
  const { local } = engine.info;

  async function info(): Promise<ContainerInfo> {
    const found = await engine.inspectContainer(id, signal);
    if (!found) throw new EngineError('not-found', 'The container under test was removed by somebody else.');
    return found;
  }

  async function exec(
    argv: readonly string[],
    options: { readonly user?: string; readonly timeoutMs?: number } = {},
  ): Promise<CommandResult> {
    try {
      return await engine.exec(id, argv, { timeoutMs: 30_000, ...options }, signal);
    } catch (error) {
      return { exitCode: 125, stdout: '', stderr: words(error) };
    }
  }

  async function helper(script: string, pidMode: string): Promise<Attempt<CommandResult>> {
    const image = setup.helperImage;
    if (!(await engine.inspectImage(image, signal))) return { reason: `the helper image ${image} is not on this engine` };
    try {
      const helperId = await createHelper({ image, labels: {}, entrypoint: ['/bin/sh'], cmd: ['-c', script], user: '0', pidMode });
      try {
        await engine.startContainer(helperId, signal);
        const exitCode = await engine.waitContainer(helperId, signal);
        return { value: { exitCode, ...(await output(engine, helperId, signal)) } };
      } finally {
        await remove(helperId);
      }
    } catch (error) {
      return { reason: `the engine refused a helper container (${words(error)})` };
    }
  }

  const container: LabContainer = {
    id,
    startError,
    state: async () => labState(await info()),
    request: async (port, path, timeoutMs) => request(engine, await info(), port, path, timeoutMs, signal),
    exec,
    async readProc(what, way) {
      if (way === 'host') {
        if (!local) return { reason: 'the engine runs on another machine' };
        const { pid } = (await info()).state;
        return what === 'processes' ? hostProcesses(pid, id) : hostSockets(pid, id);
      }
      const script = what === 'processes' ? processScript : socketScript(way === 'exec' ? 'self' : 1);
      const answer = way === 'exec' ? { value: await exec(['/bin/sh', '-c', script]) } : await helper(script, `container:${id}`);
      if ('reason' in answer) return answer;
      const { exitCode, stdout } = answer.value;
      if (stdout !== '') return { value: stdout };
      return { reason: way === 'exec' ? 'the image has no shell with cat' : `the helper ended with code ${exitCode}` };
    },
    helper: (script) => helper(script, `container:${id}`),
    async crash(way) {
      const { pid } = (await info()).state;
      if (way === 'host') return local ? hostKill(pid, id) : { reason: 'the engine runs on another machine' };
      const answer = await helper(`kill -9 ${pid}`, 'host');
      if ('reason' in answer) return answer;
      return answer.value.exitCode === 0
        ? { value: null }
        : { reason: `the helper could not kill process ${pid} (${answer.value.stderr.trim()})` };
    },
    stop: (timeoutSeconds) => stop(setup, id, timeoutSeconds),
    pause: () => engine.pauseContainer(id, signal),
    unpause: () => engine.unpauseContainer(id, signal),
    disconnect: () => attempt(async () => engine.disconnectNetwork(await networkOf(info, setup), id, signal)),
    reconnect: () =>
      attempt(() => engine.connectNetwork(setup.base.network ?? defaultNetwork(engine), id, setup.base.networkAliases ?? [], signal)),
    setMemory: (memoryBytes) => attempt(() => engine.updateContainer(id, { memoryBytes }, signal)),
    async logTail(lines) {
      const { stdout, stderr } = await output(engine, id, signal, lines);
      return setup.redact(plainText([stdout, stderr].filter((text) => text !== '').join('\n')));
    },
    async stat(path) {
      const stat = await engine.statPath(id, path, signal);
      return stat && { size: stat.size, mode: stat.mode, linkTarget: stat.linkTarget, uid: null, gid: null };
    },
    async readText(path, maxBytes) {
      try {
        const entry = await readEntry(await engine.readArchive(id, path, signal), path, maxBytes);
        return entry?.header.type === 'file' ? entry.content.toString('utf8') : undefined;
      } catch (error) {
        if (isEngineError(error) && error.reason === 'not-found') return undefined;
        throw error;
      }
    },
    changes: () => engine.changes(id, signal),
    remove: () => remove(id),
  };
  return container;
}

function labState(info: ContainerInfo): LabState {
  const { status, exitCode, oomKilled, error, health, startedAt } = info.state;
  return { status, exitCode, oomKilled, error, health, startedAt, restartCount: info.restartCount };
}

/** Through the published port first; where this machine shares the container's network, straight to it. */
async function request(
  engine: Engine,
  info: ContainerInfo,
  port: number,
  path: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const host = engineHost(engine.info.endpoint);
  const binding = info.ports.find((one) => one.container === port && one.protocol === 'tcp' && one.host !== null);
  if (binding && binding.host !== null && host !== null) return probeHttp(host, binding.host, path, timeoutMs, signal);
  const ip = info.ip ?? Object.values(info.networks).find((network) => network.ip !== null)?.ip ?? null;
  if (engine.info.local && ip !== null) return probeHttp(ip, port, path, timeoutMs, signal);
  return {
    kind: 'no-way',
    reason: binding ? 'the engine runs on another machine and publishes ports there only' : `port ${port} is not published`,
  };
}

/** Where published ports of an engine answer; null where they do not reach this machine. */
function engineHost(endpoint: string): string | null {
  const remote = /^(?:tcp|ssh|https?):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(endpoint)?.[1];
  return remote === undefined || /^(?:localhost|127\.|\[::1\])/.test(remote) ? '127.0.0.1' : null;
}

async function stop(setup: LabSetup, id: string, timeoutSeconds: number): Promise<StopReport> {
  const { engine, signal } = setup;
  const listening = new AbortController();
  const signals: number[] = [];
  const ended = listen(setup, id, AbortSignal.any([signal, listening.signal]), signals);
  // The stream must stand before the first event.
  if (engine.info.capabilities.killEvents) await delay(100, undefined, { signal });
  const began = performance.now();
  await engine.stopContainer(id, timeoutSeconds, signal);
  const durationMs = performance.now() - began;
  if (engine.info.capabilities.killEvents) await Promise.race([ended, delay(300, undefined, { signal })]);
  listening.abort();
  const state = (await engine.inspectContainer(id, signal))?.state;
  return { durationMs, exitCode: state?.exitCode ?? 0, oomKilled: state?.oomKilled ?? false, signals };
}

/** Notes the signals that the engine says it sends to the container; ends with its death. */
async function listen({ engine, labels }: LabSetup, id: string, signal: AbortSignal, signals: number[]): Promise<void> {
  if (!engine.info.capabilities.killEvents) return;
  try {
    for await (const event of engine.events({ labels: Object.entries(labels).map(([key, value]) => `${key}=${value}`) }, signal)) {
      if (event.id !== id) continue;
      const number = signalNumber(event.attributes['signal'] ?? '');
      if (event.action === 'kill' && number !== null) signals.push(number);
      if (event.action === 'die') return;
    }
  } catch {
    // Without events the time and the exit code decide.
  }
}

async function output(
  engine: Engine,
  id: string,
  signal: AbortSignal,
  tail?: number,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for await (const { stream, data } of engine.logs(id, tail === undefined ? {} : { tail }, signal)) chunks[stream].push(data);
  return { stdout: Buffer.concat(chunks.stdout).toString('utf8'), stderr: Buffer.concat(chunks.stderr).toString('utf8') };
}

async function networkOf(info: () => Promise<ContainerInfo>, setup: LabSetup): Promise<string> {
  return setup.base.network ?? Object.keys((await info()).networks)[0] ?? defaultNetwork(setup.engine);
}

const defaultNetwork = (engine: Engine): string => (engine.info.kind === 'podman' ? 'podman' : 'bridge');

async function attempt(work: () => Promise<void>): Promise<Attempt<null>> {
  try {
    await work();
    return { value: null };
  } catch (error) {
    if (isEngineError(error) && error.reason !== 'cancelled') return { reason: error.message };
    throw error;
  }
}

/** The engine's words; failures that end the whole run go on. */
function words(error: unknown): string {
  if (!isEngineError(error) || error.reason === 'cancelled' || error.reason === 'gone') throw error;
  return error.answer || error.message;
}
