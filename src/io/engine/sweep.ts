import type { Engine } from './engine.ts';
import { isOrphan } from './labels.ts';
import { engineStore, removeOwned, type Owned } from './owned.ts';

/** Removes what a dead owner of this machine left, and what is past its time whoever made it. For the first use of an engine; never touches what a living process owns. */
export function sweepOrphans(engine: Engine, signal?: AbortSignal): Promise<readonly Owned[]> {
  return removeOwned(engineStore(engine, signal), (labels) => isOrphan(labels, Date.now()));
}
