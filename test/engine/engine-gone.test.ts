import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectEngine } from '../../src/io/engine/connect.ts';
import type { BuildEvent } from '../../src/io/engine/engine.ts';
import { onEachEngine, temporaryFolder } from '../support/engines.ts';

/** A wire to the real engine that can be cut: to its user, an engine that dies. */
async function cuttableWire(endpoint: string): Promise<{ readonly endpoint: string; cut(): void; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-wire-'));
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(endpoint.replace('unix://', ''));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const path = join(folder, 'wire.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    endpoint: `unix://${path}`,
    cut,
    close: () => {
      cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

onEachEngine('An engine that goes away', ({ endpoint, engine, labels, name }) => {
  it('in the middle of a build', async () => {
    const wire = await cuttableWire(endpoint);
    const other = await connectEngine({ endpoint: wire.endpoint });
    const folder = await temporaryFolder({ Dockerfile: `FROM busybox:latest\nRUN echo ${name('gone')}; sleep 30\n` });
    const events: BuildEvent[] = [];
    const building = other.build({ context: folder.path, tags: [], labels }, (event) => {
      events.push(event);
      if (event.type === 'output' && event.text.includes('gone')) wire.cut();
    });
    await expect(building).rejects.toMatchObject({ name: 'EngineError', reason: 'gone' });
    expect(events.findLast((event) => event.type === 'step')).toMatchObject({ step: { state: 'cancelled' } });
    wire.close();
    other.dispose();
    await folder.remove();
  });

  it('in the middle of every call that lasts', async () => {
    const id = await engine().createContainer({
      image: 'busybox:latest',
      labels,
      init: true,
      cmd: ['sh', '-c', 'while :; do echo tick; sleep 0.2; done'],
    });
    await engine().startContainer(id);
    const calls = {
      logs: async (other: Awaited<ReturnType<typeof connectEngine>>, cut: () => void) => {
        for await (const _chunk of other.logs(id, { follow: true })) cut();
      },
      events: async (other: Awaited<ReturnType<typeof connectEngine>>, cut: () => void) => {
        setTimeout(cut, 500);
        for await (const _event of other.events({ labels: ['none=such'] }));
      },
      exec: (other: Awaited<ReturnType<typeof connectEngine>>, cut: () => void) => {
        setTimeout(cut, 500);
        return other.exec(id, ['sleep', '20']);
      },
      wait: (other: Awaited<ReturnType<typeof connectEngine>>, cut: () => void) => {
        setTimeout(cut, 500);
        return other.waitContainer(id);
      },
      stop: (other: Awaited<ReturnType<typeof connectEngine>>, cut: () => void) => {
        cut();
        return other.stopContainer(id, 1);
      },
    };
    try {
      for (const [what, call] of Object.entries(calls)) {
        const wire = await cuttableWire(endpoint);
        const other = await connectEngine({ endpoint: wire.endpoint });
        const startedAt = Date.now();
        await expect(
          call(other, () => {
            wire.cut();
          }),
          what,
        ).rejects.toMatchObject({ name: 'EngineError', reason: 'gone' });
        expect(Date.now() - startedAt, what).toBeLessThan(5000);
        wire.close();
        other.dispose();
      }
    } finally {
      await engine().removeContainer(id);
    }
  });
});
