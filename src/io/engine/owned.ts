import type { Engine, Labels } from './engine.ts';
import { labelNames } from './labels.ts';

/** Something on an engine that carries an owner's labels. */
export interface Owned {
  readonly kind: 'container' | 'image' | 'volume' | 'network';
  readonly id: string;
  readonly labels: Labels;
}

/** How to find and remove what is owned; through the engine, or, in the watchdog, by plain HTTP. */
export interface OwnedStore {
  list(kind: Owned['kind']): Promise<readonly Owned[]>;
  remove(owned: Owned): Promise<void>;
}

/** Removes what `isMine` says, networks last: nothing else may still be in them. Goes on over single failures and returns what is gone. */
export async function removeOwned(store: OwnedStore, isMine: (labels: Labels) => boolean): Promise<readonly Owned[]> {
  const removed: Owned[] = [];
  for (const kind of ['container', 'image', 'volume', 'network'] as const) {
    const mine = (await store.list(kind)).filter(({ labels }) => isMine(labels));
    const outcomes = await Promise.allSettled(mine.map((owned) => store.remove(owned)));
    removed.push(...mine.filter((_owned, index) => outcomes[index]?.status === 'fulfilled'));
  }
  return removed;
}

export function engineStore(engine: Engine, signal?: AbortSignal): OwnedStore {
  const filter = [labelNames.session];
  const kinds = {
    container: () => engine.listContainers({ all: true, labels: filter }, signal),
    image: async () => (await engine.listImages(signal)).filter(({ labels }) => labels[labelNames.session] !== undefined),
    volume: async () => (await engine.listVolumes(filter, signal)).map(({ name, labels }) => ({ id: name, labels })),
    network: () => engine.listNetworks(filter, signal),
  };
  const removers = {
    container: (id: string) => engine.removeContainer(id, signal),
    image: (id: string) => engine.removeImage(id, signal),
    volume: (id: string) => engine.removeVolume(id, signal),
    network: (id: string) => engine.removeNetwork(id, signal),
  };
  return {
    list: async (kind) => (await kinds[kind]()).map(({ id, labels }) => ({ kind, id, labels })),
    remove: (owned) => removers[owned.kind](owned.id),
  };
}
