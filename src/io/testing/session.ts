import { randomUUID } from 'node:crypto';
import type { Engine, Labels } from '../engine/engine.ts';
import { ownerLabels } from '../engine/labels.ts';

/** What a run has made beside its containers. Each is removed once, in the reverse order of its making. */
export interface Session {
  readonly id: string;
  readonly labels: Labels;
  /** Registers what must be undone; called also when the run fails or is cancelled. */
  onClose(undo: () => Promise<void>): void;
  close(): Promise<void>;
}

export function openSession(engine: Engine): Session {
  const id = randomUUID();
  const undos: (() => Promise<void>)[] = [];
  const labels = { ...ownerLabels({ owner: 'test' }), 'dev.drydock.run': id };
  return {
    id,
    labels,
    onClose: (undo) => undos.push(undo),
    async close() {
      for (const undo of undos.toReversed()) await undo().catch(() => undefined);
      // What a cancelled call still made after its answer was given up.
      const left = await engine.listContainers({ all: true, labels: [`dev.drydock.run=${id}`] }).catch(() => []);
      await Promise.all(left.map((container) => engine.removeContainer(container.id).catch(() => undefined)));
    },
  };
}
