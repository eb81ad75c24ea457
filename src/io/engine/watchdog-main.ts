import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Labels } from './engine.ts';
import { labelNames } from './labels.ts';
import { removeOwned, type Owned, type OwnedStore } from './owned.ts';
import { openTransport, type Transport } from './transport.ts';
import type { WatchedSession } from './watchdog.ts';

// A process of its own, whose stdin is a pipe from its owner. The system closes the pipe however the owner ends; what it made is removed then.

const watched = new Map<string, WatchedSession>();

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const session = JSON.parse(line) as WatchedSession;
  watched.set(session.endpoint.url, session);
});
input.on('close', () => {
  // With its input closed and nothing left to do, the process ends by itself.
  void Promise.allSettled([...watched.values()].map(clean));
});

async function clean({ endpoint, session }: WatchedSession): Promise<void> {
  const transport = openTransport(endpoint);
  const store = httpStore(transport, session);
  // What the engine was still making when its owner died appears a moment later: only two empty rounds in a row are an end.
  for (let quiet = 0, round = 0; quiet < 2 && round < 10; round++) {
    if (round > 0) await delay(1000);
    const removed = await removeOwned(store, (labels) => labels[labelNames.session] === session).catch((): undefined => undefined);
    quiet = removed?.length === 0 ? quiet + 1 : 0;
  }
  transport.close();
}

function httpStore(transport: Transport, session: string): OwnedStore {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${labelNames.session}=${session}`] }));
  const lists = {
    container: `/containers/json?all=1&filters=${filters}`,
    image: `/images/json?filters=${filters}`,
    volume: `/volumes?filters=${filters}`,
    network: `/networks?filters=${filters}`,
  };
  const removals = {
    container: '/containers/ID?force=1&v=1',
    image: '/images/ID?force=1',
    volume: '/volumes/ID?force=1',
    network: '/networks/ID',
  };

  async function ask(method: string, path: string): Promise<unknown> {
    const response = await transport.request({ method, path, signal: AbortSignal.timeout(10_000) });
    const body = await text(response);
    const status = response.statusCode ?? 0;
    if (status >= 300 && status !== 404) throw new Error(body);
    return body.trim() === '' || status === 404 ? null : JSON.parse(body);
  }

  return {
    async list(kind) {
      const answer = (await ask('GET', lists[kind])) as readonly RawOwned[] | { readonly Volumes: readonly RawOwned[] | null } | null;
      const found = answer === null ? [] : 'Volumes' in answer ? (answer.Volumes ?? []) : answer;
      return found.map((raw): Owned => ({ kind, id: raw.Id ?? raw.Name ?? '', labels: raw.Labels ?? {} }));
    },
    async remove({ kind, id }) {
      // Podman's forced removal waits out the grace period of what still runs.
      if (kind === 'container') await ask('POST', `/containers/${id}/kill?signal=KILL`).catch(() => undefined);
      await ask('DELETE', removals[kind].replace('ID', encodeURIComponent(id)));
    },
  };
}

interface RawOwned {
  readonly Id?: string;
  readonly Name?: string;
  readonly Labels?: Labels | null;
}
