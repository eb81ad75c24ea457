import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { openRegistryAuth, type RegistryAuth } from './auth.ts';
import { buildImage } from './build.ts';
import {
  containerInfo,
  containerSummary,
  imageInfo,
  imageSummary,
  type RawConfig,
  type RawContainer,
  type RawContainerSummary,
  type RawImage,
} from './container-model.ts';
import { buildWithBuildx, needsBuildx } from './buildx.ts';
import { readCgroup } from './cgroup.ts';
import { createBody } from './container-request.ts';
import { createDemuxer } from './demux.ts';
import { engineEvent, type RawEvent } from './engine-events.ts';
import type { Engine, EngineInfo, LogChunk, PathStat } from './engine.ts';
import { EngineError } from './errors.ts';
import { execInContainer } from './exec.ts';
import { during, toEngineError } from './failure.ts';
import { dial, dockerClient } from './modem.ts';
import { readNdjson } from './ndjson.ts';
import { pullImage } from './pull.ts';
import { startFailure } from './start-failure.ts';
import { statsSample, type RawStats } from './stats.ts';
import type { Transport } from './transport.ts';

/** The engine that answered at the transport's endpoint. dockerode makes the calls; what it gets wrong is done beside it. */
export function createDockerEngine(transport: Transport, info: EngineInfo, env: NodeJS.ProcessEnv): Engine {
  const auth: RegistryAuth = openRegistryAuth(env);
  const podman = info.kind === 'podman';
  const docker = (signal?: AbortSignal): Docker => dockerClient(transport, signal);

  /** Every call goes through here: its failure says what was being done. */
  async function doing<T>(what: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      signal?.throwIfAborted();
      return await work();
    } catch (error) {
      throw during(what, toEngineError(error, signal));
    }
  }

  async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof EngineError && error.reason === 'not-found') return undefined;
      throw error;
    }
  }

  async function* chunks<T>(
    what: string,
    signal: AbortSignal | undefined,
    open: () => Promise<NodeJS.ReadableStream>,
    read: (stream: Readable) => AsyncIterable<T>,
  ) {
    let stream: Readable | undefined;
    try {
      signal?.throwIfAborted();
      stream = (await open()) as Readable;
      yield* read(stream);
    } catch (error) {
      throw during(what, toEngineError(error, signal));
    } finally {
      stream?.destroy();
    }
  }

  const container = (id: string, signal?: AbortSignal) => docker(signal).getContainer(id);
  const inspect = (id: string, signal?: AbortSignal) => container(id, signal).inspect() as Promise<unknown> as Promise<RawContainer>;
  const libpod = (method: string, path: string, signal?: AbortSignal, statusCodes: Record<number, boolean> = { 200: true }) =>
    dial(transport, { method, path: `/v4.0.0/libpod${path}`, statusCodes }, signal);

  /** Where Podman runs on this machine, its control groups have what its API leaves out. */
  async function podmanCgroup(id: string, signal?: AbortSignal) {
    if (!podman || !info.local) return undefined;
    const raw = (await libpod('GET', `/containers/${id}/json`, signal)) as { readonly State?: { readonly CgroupPath?: string } };
    return raw.State?.CgroupPath ? readCgroup(raw.State.CgroupPath, info.cgroupVersion) : undefined;
  }

  return {
    info,

    build: (request, onEvent, signal) =>
      doing('The build', signal, () =>
        needsBuildx(request, env)
          ? buildWithBuildx({ info, env }, request, onEvent, signal)
          : buildImage({ transport, buildKit: info.capabilities.buildKit, auth }, request, onEvent, signal),
      ),
    pull: (image, onEvent, signal) => doing(`Pulling ${image}`, signal, () => pullImage(transport, auth, image, onEvent, signal)),

    inspectImage: (image, signal) =>
      doing(`Reading image ${image}`, signal, async () => {
        const raw = await unlessMissing(docker(signal).getImage(image).inspect() as Promise<unknown> as Promise<RawImage>);
        if (!raw || !podman) return raw && imageInfo(raw);
        // Podman's Docker answer lacks the healthcheck; its own has it beside the configuration.
        const own = (await libpod('GET', `/images/${encodeURIComponent(raw.Id)}/json`, signal)) as {
          readonly Healthcheck?: RawConfig['Healthcheck'];
        };
        return imageInfo({ ...raw, Config: { ...raw.Config, Healthcheck: own.Healthcheck ?? null } });
      }),
    listImages: (signal) =>
      doing('Listing images', signal, async () => ((await docker(signal).listImages()) as unknown as RawImage[]).map(imageSummary)),
    removeImage: (image, signal) =>
      doing(
        `Removing image ${image}`,
        signal,
        async () => void (await unlessMissing(docker(signal).getImage(image).remove({ force: true }))),
      ),

    createContainer: (request, signal) =>
      doing('Creating the container', signal, async () => {
        const query = { name: request.name, platform: request.platform };
        const created = await docker(signal).createContainer({
          _query: query,
          _body: createBody(request),
        } as Docker.ContainerCreateOptions);
        return created.id;
      }),
    startContainer: (id, signal) =>
      doing('Starting the container', signal, async () => {
        try {
          await container(id, signal).start();
        } catch (error) {
          throw startFailure(toEngineError(error, signal));
        }
      }),
    stopContainer: (id, timeoutSeconds, signal) =>
      doing('Stopping the container', signal, async () => void (await container(id, signal).stop({ t: timeoutSeconds }))),
    restartContainer: (id, timeoutSeconds, signal) =>
      doing('Restarting the container', signal, async () => {
        try {
          await container(id, signal).restart({ t: timeoutSeconds });
        } catch (error) {
          throw startFailure(toEngineError(error, signal));
        }
      }),
    killContainer: (id, signalName, signal) =>
      doing(`Sending ${signalName}`, signal, async () => void (await container(id, signal).kill({ signal: signalName }))),
    pauseContainer: (id, signal) => doing('Pausing the container', signal, async () => void (await container(id, signal).pause())),
    unpauseContainer: (id, signal) => doing('Resuming the container', signal, async () => void (await container(id, signal).unpause())),
    waitContainer: (id, signal) =>
      doing('Waiting for the container', signal, async () => ((await container(id, signal).wait()) as { StatusCode: number }).StatusCode),
    removeContainer: (id, signal) =>
      doing('Removing the container', signal, async () => {
        try {
          await unlessMissing(container(id, signal).remove({ force: true, v: true }));
        } catch (error) {
          // Another remover was quicker: it is gone when that one is through.
          if (!(error instanceof EngineError && error.reason === 'conflict' && /already in progress/.test(error.answer))) throw error;
          await unlessMissing(container(id, signal).wait({ condition: 'removed' }));
        }
      }),
    inspectContainer: (id, signal) =>
      doing('Reading the container', signal, async () => {
        const raw = await unlessMissing(inspect(id, signal));
        return raw && containerInfo(raw);
      }),
    listContainers: (filter, signal) =>
      doing('Listing containers', signal, async () => {
        const filters = filter.labels ? JSON.stringify({ label: filter.labels }) : undefined;
        const raw = await docker(signal).listContainers({ all: filter.all ?? false, ...(filters && { filters }) });
        return (raw as unknown as RawContainerSummary[]).map(containerSummary);
      }),

    logs: (id, options, signal) =>
      chunks(
        'Reading the log',
        signal,
        async () => {
          const { Config: config } = await inspect(id, signal);
          const query = {
            stdout: true,
            stderr: true,
            follow: options.follow ?? false,
            tail: options.tail ?? 'all',
            ...(options.sinceSeconds !== undefined && { since: options.sinceSeconds }),
          };
          const call = { method: 'GET', path: `/containers/${id}/logs?`, options: query, isStream: true, statusCodes: { 200: true } };
          return Object.assign((await dial(transport, call, signal)) as Readable, { tty: config?.Tty ?? false });
        },
        (stream) => demuxed(stream, (stream as Readable & { tty: boolean }).tty),
      ),
    exec: (id, argv, options = {}, signal = undefined) =>
      doing(`Running ${argv[0] ?? 'a command'} in the container`, signal, () => execInContainer(docker, id, argv, options, signal)),
    stats: (id, signal) =>
      doing('Reading the statistics', signal, async () => {
        // `one-shot` spares Docker the second reading that it would wait a second for.
        const raw = (await container(id, signal).stats({ stream: false, 'one-shot': true })) as unknown as RawStats;
        return statsSample(raw, info.memoryBytes ?? Number.POSITIVE_INFINITY, Date.now(), await podmanCgroup(id, signal));
      }),
    events: (filter, signal) =>
      chunks(
        'Reading events',
        signal,
        () =>
          docker(signal).getEvents({
            ...(filter.labels && { filters: JSON.stringify({ label: filter.labels }) }),
            ...(filter.sinceSeconds !== undefined && { since: filter.sinceSeconds }),
          }),
        events,
      ),

    readArchive: (id, path, signal) =>
      doing(`Reading ${path}`, signal, async () => (await container(id, signal).getArchive({ path })) as Readable),
    statPath: (id, path, signal) =>
      doing(`Reading ${path}`, signal, async () => {
        const response = (await unlessMissing(container(id, signal).infoArchive({ path }))) as IncomingMessage | undefined;
        response?.resume();
        return response && pathStat(String(response.headers['x-docker-container-path-stat'] ?? ''));
      }),
    writeArchive: (id, path, tar, signal) =>
      doing(`Writing ${path}`, signal, async () => void (await container(id, signal).putArchive(tar, { path }))),
    changes: (id, signal) =>
      doing('Reading the changed files', signal, async () => {
        const raw = (await container(id, signal).changes()) as readonly { Path: string; Kind: 0 | 1 | 2 }[] | null;
        return (raw ?? []).map(({ Path: path, Kind: kind }) => ({ path, kind }));
      }),

    createNetwork: (name, labels, signal) =>
      doing(`Creating network ${name}`, signal, async () => (await docker(signal).createNetwork({ Name: name, Labels: { ...labels } })).id),
    removeNetwork: (id, signal) =>
      doing(`Removing network ${id}`, signal, async () => void (await unlessMissing(docker(signal).getNetwork(id).remove()))),
    listNetworks: (labels, signal) =>
      doing('Listing networks', signal, async () => {
        const raw = await docker(signal).listNetworks({ filters: JSON.stringify({ label: labels }) });
        return raw.map((network) => ({ id: network.Id, name: network.Name, labels: network.Labels ?? {} }));
      }),
    connectNetwork: (network, id, aliases, signal) =>
      doing(`Connecting to network ${network}`, signal, async () => {
        await docker(signal)
          .getNetwork(network)
          .connect({ Container: id, EndpointConfig: { Aliases: [...aliases] } });
      }),
    disconnectNetwork: (network, id, signal) =>
      doing(`Disconnecting from network ${network}`, signal, async () => {
        await docker(signal).getNetwork(network).disconnect({ Container: id, Force: true });
      }),
    createVolume: (name, labels, signal) =>
      doing(`Creating volume ${name}`, signal, async () => void (await docker(signal).createVolume({ Name: name, Labels: { ...labels } }))),
    removeVolume: (name, signal) =>
      doing(
        `Removing volume ${name}`,
        signal,
        async () => void (await unlessMissing(docker(signal).getVolume(name).remove({ force: true }))),
      ),
    listVolumes: (labels, signal) =>
      doing('Listing volumes', signal, async () => {
        const raw = await docker(signal).listVolumes({ filters: JSON.stringify({ label: labels }) });
        return ((raw.Volumes as Docker.VolumeInspectInfo[] | null) ?? []).map((volume) => ({
          name: volume.Name,
          labels: volume.Labels ?? {},
        }));
      }),

    updateContainer: (id, limits, signal) =>
      doing('Changing the limits', signal, async () => {
        if (!info.capabilities.updateLimits)
          throw new EngineError('unsupported', `${engineName(info)} cannot change the limits of a running container`);
        const memory = limits.memoryBytes;
        await container(id, signal).update(memory === undefined ? {} : { Memory: memory, MemorySwap: memory });
      }),
    runHealthcheck: (id, signal) =>
      doing('Running the healthcheck', signal, async () => {
        if (podman) {
          // 409 and 500 mean that there is no check, or nothing running to check.
          const result = (await libpod('GET', `/containers/${encodeURIComponent(id)}/healthcheck`, signal, {
            200: true,
            409: true,
            500: true,
          })) as { Status?: string } | undefined;
          const status = result?.Status;
          return status === 'healthy' || status === 'unhealthy' || status === 'starting' ? status : undefined;
        }
        return containerInfo(await inspect(id, signal)).state.health ?? undefined;
      }),
    dispose: () => {
      transport.close();
    },
  };
}

export function engineName(info: EngineInfo): string {
  return `${info.kind === 'podman' ? 'Podman' : 'Docker'} ${info.version}`;
}

async function* demuxed(stream: AsyncIterable<Buffer>, tty: boolean): AsyncGenerator<LogChunk> {
  const demux = createDemuxer(tty);
  for await (const chunk of stream) yield* demux(chunk);
}

async function* events(stream: AsyncIterable<Buffer>) {
  for await (const value of readNdjson(stream)) {
    if (typeof value === 'object' && value !== null) yield engineEvent(value as RawEvent);
  }
}

function pathStat(header: string): PathStat | undefined {
  try {
    const raw = JSON.parse(Buffer.from(header, 'base64').toString()) as Partial<PathStat>;
    const mode = raw.mode ?? 0;
    // Podman names the path itself as its own target.
    return { name: raw.name ?? '', size: raw.size ?? 0, mode, linkTarget: mode & goModeSymlink ? (raw.linkTarget ?? '') : '' };
  } catch {
    return undefined;
  }
}

const goModeSymlink = 2 ** 27;
