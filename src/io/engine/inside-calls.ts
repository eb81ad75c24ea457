import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { unlessMissing, type Calls } from './calls.ts';
import { readCgroup, type CgroupFigures } from './cgroup.ts';
import type { RawContainer } from './container-model.ts';
import { createDemuxer } from './demux.ts';
import { engineEvent } from './engine-events.ts';
import type { Engine, EngineEvent, LogChunk, PathStat } from './engine.ts';
import { execInContainer } from './exec.ts';
import { dial } from './modem.ts';
import { readNdjson } from './ndjson.ts';
import { statsSample, type RawStats } from './stats.ts';

export type InsideCalls = Pick<Engine, 'logs' | 'exec' | 'stats' | 'events' | 'readArchive' | 'statPath' | 'writeArchive' | 'changes'>;

/** What is looked at in a running container: its output, files and figures. */
export function insideCalls({ transport, info, docker, libpod, doing, streaming }: Calls): InsideCalls {
  const container = (id: string, signal: AbortSignal | undefined) => docker(signal).getContainer(id);

  /** Where Podman runs on this machine, its control groups have what its API leaves out. */
  async function podmanCgroup(id: string, signal: AbortSignal | undefined): Promise<CgroupFigures | undefined> {
    if (info.kind === 'docker' || !info.local) return undefined;
    const raw = (await libpod('GET', `/containers/${id}/json`, signal)) as { readonly State?: { readonly CgroupPath?: string } };
    return raw.State?.CgroupPath ? readCgroup(raw.State.CgroupPath, info.cgroupVersion) : undefined;
  }

  return {
    async *logs(id, { follow = false, tail, sinceSeconds }, signal) {
      const what = 'Reading the log';
      const raw = await doing(what, signal, () => container(id, signal).inspect() as Promise<RawContainer>);
      const options = { stdout: true, stderr: true, follow, tail: tail ?? 'all', since: sinceSeconds };
      // dockerode gives a log that is not followed as one buffer.
      const call = { method: 'GET', path: `/containers/${id}/logs?`, options, isStream: true, statusCodes: { 200: true } };
      const open = () => dial(transport, call, signal) as Promise<Readable>;
      yield* streaming(what, signal, open, (stream) => demuxed(stream, raw.Config?.Tty ?? false));
    },
    exec: (id, argv, options = {}, signal) =>
      doing(`Running ${argv[0] ?? 'nothing'} in the container`, signal, () => execInContainer(docker, id, argv, options, signal)),
    stats: (id, signal) =>
      doing('Reading the statistics', signal, async () => {
        // `one-shot` spares Docker the second reading that it would wait a second for.
        const raw = (await container(id, signal).stats({ stream: false, 'one-shot': true })) as RawStats | undefined;
        return statsSample(raw ?? {}, info.memoryBytes ?? Number.POSITIVE_INFINITY, Date.now(), await podmanCgroup(id, signal));
      }),
    events: ({ labels, sinceSeconds }, signal) => {
      const query = {
        ...(labels && { filters: JSON.stringify({ label: labels }) }),
        ...(sinceSeconds !== undefined && { since: sinceSeconds }),
      };
      return streaming('Reading events', signal, () => docker(signal).getEvents(query) as Promise<unknown> as Promise<Readable>, events);
    },
    readArchive: (id, path, signal) =>
      doing(`Reading ${path}`, signal, () => container(id, signal).getArchive({ path }) as Promise<unknown> as Promise<Readable>),
    statPath: (id, path, signal) =>
      doing(`Reading ${path}`, signal, async () => {
        const response = (await unlessMissing(container(id, signal).infoArchive({ path }))) as IncomingMessage | undefined;
        response?.resume();
        return response && pathStat(String(response.headers['x-docker-container-path-stat'] ?? ''));
      }),
    writeArchive: (id, path, tar, signal) =>
      doing(`Writing ${path}`, signal, async () => {
        await container(id, signal).putArchive(tar, { path });
      }),
    changes: (id, signal) =>
      doing('Reading the changed files', signal, async () => {
        const raw = (await (container(id, signal).changes() as Promise<unknown>)) as RawChanges | null | undefined;
        return (raw ?? []).map(({ Path: path, Kind: kind }) => ({ path, kind }));
      }),
  };
}

type RawChanges = readonly { readonly Path: string; readonly Kind: 0 | 1 | 2 }[];

async function* demuxed(stream: AsyncIterable<Buffer>, tty: boolean): AsyncGenerator<LogChunk> {
  const demux = createDemuxer(tty);
  for await (const chunk of stream) yield* demux(chunk);
}

async function* events(stream: AsyncIterable<Buffer>): AsyncGenerator<EngineEvent> {
  for await (const value of readNdjson(stream)) {
    if (typeof value === 'object' && value !== null) yield engineEvent(value);
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
