import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';
import { expect, it } from 'vitest';
import type { ContainerRequest, EngineEvent } from '../../src/io/engine/engine.ts';
import { onEachEngine } from '../support/engines.ts';

const obedient = ['sh', '-c', 'trap "exit 3" TERM; echo ready; echo trouble >&2; while :; do sleep 0.1; done'];

onEachEngine('A container', ({ engine, labels, name, kind }) => {
  async function withContainer(request: Partial<ContainerRequest>, use: (id: string) => Promise<void>): Promise<void> {
    const id = await engine().createContainer({ image: 'busybox:latest', labels, ...request });
    try {
      await use(id);
    } finally {
      await engine().removeContainer(id);
    }
    expect(await engine().inspectContainer(id)).toBeUndefined();
  }

  it('is created, started, read, stopped with its own code, and removed', async () => {
    const given = name('life');
    await withContainer(
      { name: given, cmd: obedient, env: { GREETING: 'hello = world' }, workdir: '/tmp', ports: [{ container: 8080, host: 0 }] },
      async (id) => {
        expect((await engine().inspectContainer(id))?.state.status).toBe('created');
        await engine().startContainer(id);
        const running = await engine().inspectContainer(id);
        expect(running).toMatchObject({
          name: given,
          tty: false,
          restartCount: 0,
          state: { status: 'running', exitCode: 0, health: null },
        });
        expect(running?.config.env['GREETING']).toBe('hello = world');
        expect(running?.state.pid).toBeGreaterThan(0);
        expect(running?.ip).toMatch(/^\d+\./);
        expect(running?.ports).toMatchObject([{ container: 8080, protocol: 'tcp', hostIp: '127.0.0.1' }]);
        expect(running?.ports[0]?.host).toBeGreaterThan(1023);
        const listed = await engine().listContainers({ labels: [`dev.drydock.session=${labels['dev.drydock.session']!}`] });
        expect(listed).toMatchObject([{ id, name: given, image: 'busybox:latest', state: 'running' }]);
        await engine().stopContainer(id, 5);
        expect(await engine().waitContainer(id)).toBe(3);
        expect((await engine().inspectContainer(id))?.state).toMatchObject({ status: 'exited', exitCode: 3, pid: 0 });
      },
    );
  });

  it('gives its log by stream, also while it is written, and lets the reader leave', async () => {
    await withContainer({ cmd: obedient }, async (id) => {
      await engine().startContainer(id);
      const leave = new AbortController();
      const seen = { stdout: '', stderr: '' };
      const following = (async () => {
        for await (const { stream, data } of engine().logs(id, { follow: true }, leave.signal)) {
          seen[stream] += data.toString();
          if (seen.stdout && seen.stderr) leave.abort();
        }
      })();
      await expect(following).rejects.toMatchObject({ name: 'EngineError', reason: 'cancelled' });
      expect(seen).toEqual({ stdout: 'ready\n', stderr: 'trouble\n' });
    });
  });

  it('ends a followed log when it stops', async () => {
    await withContainer({ cmd: ['sh', '-c', 'echo one; sleep 0.5; echo two'] }, async (id) => {
      await engine().startContainer(id);
      const all: Buffer[] = [];
      for await (const { data } of engine().logs(id, { follow: true })) all.push(data);
      expect(Buffer.concat(all).toString()).toBe('one\ntwo\n');
    });
  });

  it('keeps the bytes of a terminal as they are', async () => {
    await withContainer({ tty: true, cmd: ['sh', '-c', 'echo out; echo err >&2'] }, async (id) => {
      await engine().startContainer(id);
      await engine().waitContainer(id);
      const all: Buffer[] = [];
      for await (const { stream, data } of engine().logs(id, {})) {
        expect(stream).toBe('stdout');
        all.push(data);
      }
      expect(Buffer.concat(all).toString()).toBe('out\r\nerr\r\n');
    });
  });

  it('runs commands inside: output, code, user, and what cannot run', async () => {
    await withContainer({ cmd: ['sleep', '60'], init: true }, async (id) => {
      await engine().startContainer(id);
      const run = (...argv: string[]) => engine().exec(id, argv);
      expect(await run('sh', '-c', 'echo a; echo b >&2; exit 7')).toEqual({ exitCode: 7, stdout: 'a\n', stderr: 'b\n' });
      expect((await run('nope')).exitCode).toBe(127);
      expect((await run('/etc/passwd')).exitCode).toBe(126);
      expect((await run('cat')).exitCode, 'stdin is closed, so cat ends').toBe(0);
      const long = await run('sh', '-c', 'head -c 3000000 /dev/zero; yes x | head -c 100000 >&2');
      expect([long.stdout.length, long.stderr.length]).toEqual([3_000_000, 100_000]);
      const dressed = await engine().exec(id, ['sh', '-c', 'id -u; pwd; echo $A'], { user: '1234', workdir: '/tmp', env: { A: 'x y' } });
      expect(dressed.stdout).toBe('1234\n/tmp\nx y\n');
      await expect(engine().exec(id, ['sleep', '30'], { timeoutMs: 500 })).rejects.toMatchObject({ reason: 'timeout' });
      const stop = new AbortController();
      setTimeout(() => {
        stop.abort();
      }, 300);
      await expect(engine().exec(id, ['sleep', '30'], {}, stop.signal)).rejects.toMatchObject({ reason: 'cancelled' });
    });
  });

  it('counts processor time, memory without page cache, and processes', async () => {
    const script = 'dd if=/dev/zero of=/tmp/cache bs=1M count=64 2>/dev/null; while :; do :; done';
    await withContainer({ cmd: ['sh', '-c', script], memoryBytes: 256 * 2 ** 20 }, async (id) => {
      await engine().startContainer(id);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      const first = await engine().stats(id);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const second = await engine().stats(id);
      const cores = (second.cpuTotalNs - first.cpuTotalNs) / 1e6 / (second.atMs - first.atMs);
      // One busy loop; how much of a core it gets depends on who else is on the machine.
      expect(cores).toBeGreaterThan(0.1);
      expect(cores).toBeLessThan(1.2);
      expect(second.memoryBytes, 'the 64 MB file in the page cache does not count').toBeLessThan(32 * 2 ** 20);
      expect(second.memoryBytes).toBeGreaterThan(100_000);
      expect(second.memoryLimitBytes).toBe(256 * 2 ** 20);
      expect(second.pids).toBe(1);
    });
  });

  it('has no memory limit unless one is given', async () => {
    await withContainer({ cmd: ['sleep', '60'], init: true }, async (id) => {
      await engine().startContainer(id);
      expect((await engine().stats(id)).memoryLimitBytes).toBeNull();
    });
  });

  it('counts nothing once it has stopped', async () => {
    await withContainer({ cmd: ['true'] }, async (id) => {
      await engine().startContainer(id);
      await engine().waitContainer(id);
      expect(await engine().stats(id)).toMatchObject({ memoryBytes: 0, pids: 0 });
    });
  });

  it('takes and gives files as tar, and tells what a path is', async () => {
    await withContainer({ cmd: ['sleep', '60'], init: true }, async (id) => {
      const tar = pack();
      tar.entry({ name: 'note.txt', mode: 0o640, uid: 7 }, 'from outside');
      tar.entry({ name: 'link', type: 'symlink', linkname: 'note.txt' });
      tar.finalize();
      await engine().startContainer(id);
      await engine().writeArchive(id, '/tmp', Readable.from(tar as AsyncIterable<Buffer>, { objectMode: false }));
      expect(await engine().statPath(id, '/tmp/note.txt')).toEqual({ name: 'note.txt', size: 12, mode: 0o640, linkTarget: '' });
      expect(await engine().statPath(id, '/tmp/nothing')).toBeUndefined();
      const entries: Record<string, string> = {};
      const reader = extract();
      (await engine().readArchive(id, '/tmp/note.txt')).pipe(reader);
      for await (const entry of reader) entries[entry.header.name] = (await buffer(entry)).toString();
      expect(entries).toEqual({ 'note.txt': 'from outside' });
      await expect(engine().readArchive(id, '/tmp/nothing')).rejects.toMatchObject({ reason: 'not-found' });
      expect(await engine().changes(id)).toContainEqual({ path: '/tmp/note.txt', kind: 1 });
    });
  });

  it('has no changes before it starts', async () => {
    await withContainer({ cmd: ['true'] }, async (id) => {
      const changes = await engine().changes(id);
      expect(changes.filter(({ path }) => !/^\/(?:etc|run|dev|var)/.test(path))).toEqual([]);
    });
  });

  it('tells why it does not start, alike on every engine', async () => {
    const failure = async (request: Partial<ContainerRequest>) => {
      let error: unknown;
      await withContainer(request, async (id) => {
        error = await engine()
          .startContainer(id)
          .catch((reason: unknown) => reason);
      });
      return error;
    };
    expect(await failure({ cmd: ['nope'] })).toMatchObject({ reason: 'start-failed', details: { exitCode: 127 } });
    expect(await failure({ cmd: ['/etc/passwd'] })).toMatchObject({ reason: 'start-failed', details: { exitCode: 126 } });
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await failure({ cmd: ['sleep', '9'], ports: [{ container: 80, host: port }] })).toMatchObject({
      reason: 'port-in-use',
      details: { exitCode: 128 },
    });
    server.close();
    await expect(engine().createContainer({ image: 'drydock-no-such-image:1', labels })).rejects.toMatchObject({ reason: 'not-found' });
    await expect(engine().startContainer('0'.repeat(64))).rejects.toMatchObject({ reason: 'not-found' });
  });

  it('says what happens to it as events, in the same words', async () => {
    const leave = new AbortController();
    const given = name('events');
    const seen: EngineEvent[] = [];
    const watching = (async () => {
      for await (const event of engine().events({ labels: [`test=${given}`] }, leave.signal)) {
        seen.push(event);
        if (event.action === 'destroy') leave.abort();
      }
    })().catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await withContainer({ name: given, labels: { ...labels, test: given }, cmd: ['sh', '-c', 'exit 4'] }, async (id) => {
      await engine().startContainer(id);
      await engine().waitContainer(id);
    });
    expect(await watching).toMatchObject({ reason: 'cancelled' });
    expect(seen.map(({ action }) => action).filter((action) => ['create', 'start', 'die', 'destroy'].includes(action))).toEqual([
      'create',
      'start',
      'die',
      'destroy',
    ]);
    const died = seen.find(({ action }) => action === 'die')!;
    expect(died).toMatchObject({ type: 'container', attributes: { name: given, exitCode: '4' } });
    expect(Math.abs(died.timeMs - Date.now())).toBeLessThan(60_000);
  });

  it('is paused, killed, restarted', async () => {
    await withContainer({ cmd: obedient }, async (id) => {
      await engine().startContainer(id);
      await engine().pauseContainer(id);
      expect((await engine().inspectContainer(id))?.state.status).toBe('paused');
      await engine().unpauseContainer(id);
      await engine().restartContainer(id, 3);
      expect((await engine().inspectContainer(id))?.state.status).toBe('running');
      await engine().killContainer(id, 'SIGKILL');
      expect(await engine().waitContainer(id)).toBe(137);
    });
  });

  it('is removed at once, though it ignores signals or is paused', async () => {
    const ids = [];
    for (let count = 0; count < 2; count++) {
      const id = await engine().createContainer({ image: 'busybox:latest', labels, cmd: ['sleep', '300'], restart: { name: 'always' } });
      await engine().startContainer(id);
      ids.push(id);
    }
    await engine().pauseContainer(ids[1]!);
    for (const id of ids) {
      const startedAt = Date.now();
      await engine().removeContainer(id);
      expect(Date.now() - startedAt).toBeLessThan(8000);
      expect(await engine().inspectContainer(id)).toBeUndefined();
    }
  });

  it('waits only as long as it is asked to', async () => {
    await withContainer({ cmd: ['sleep', '60'], init: true }, async (id) => {
      await engine().startContainer(id);
      await expect(engine().waitContainer(id, AbortSignal.timeout(300))).rejects.toMatchObject({ reason: 'timeout' });
    });
  });

  it('runs its healthcheck, with or without the engine’s help', async () => {
    await withContainer(
      { cmd: ['sleep', '60'], init: true, healthcheck: { test: ['CMD', 'true'], intervalMs: 500, retries: 1 } },
      async (id) => {
        await engine().startContainer(id);
        await expect.poll(() => engine().runHealthcheck(id), { timeout: 10_000, interval: 300 }).toBe('healthy');
        expect((await engine().inspectContainer(id))?.state.health).toBe('healthy');
      },
    );
    await withContainer({ cmd: ['sleep', '60'], init: true }, async (id) => {
      await engine().startContainer(id);
      expect(await engine().runHealthcheck(id)).toBeUndefined();
    });
  });

  it('meets others in a network by name, keeps data in a volume, and has its limits changed where the engine can', async () => {
    const [network, volume] = [name('net'), name('vol')];
    const networkId = await engine().createNetwork(network, labels);
    await engine().createVolume(volume, labels);
    expect(await engine().listNetworks([`dev.drydock.session=${labels['dev.drydock.session']!}`])).toMatchObject([{ name: network }]);
    await withContainer({ cmd: ['sleep', '60'], init: true, network, networkAliases: ['friend'] }, async (friend) => {
      await engine().startContainer(friend);
      const mounts = [{ type: 'volume', source: volume, target: '/data' }] as const;
      await withContainer({ cmd: ['sleep', '60'], init: true, network, mounts, readOnly: true, memoryBytes: 64 * 2 ** 20 }, async (id) => {
        await engine().startContainer(id);
        expect((await engine().exec(id, ['ping', '-c', '1', '-W', '3', 'friend'])).exitCode).toBe(0);
        expect((await engine().exec(id, ['sh', '-c', 'echo kept > /data/x; touch /y'])).stderr).toMatch(/read-only/i);
        const change = engine().updateContainer(id, { memoryBytes: 128 * 2 ** 20 });
        if (engine().info.capabilities.updateLimits) await change;
        else await expect(change).rejects.toMatchObject({ reason: 'unsupported' });
        await engine().disconnectNetwork(network, id);
        expect(Object.keys((await engine().inspectContainer(id))?.networks ?? {})).not.toContain(network);
        await engine().connectNetwork(network, id, ['again']);
        expect(Object.keys((await engine().inspectContainer(id))?.networks ?? {})).toContain(network);
      });
    });
    await engine().removeVolume(volume);
    await engine().removeVolume(volume);
    await engine().removeNetwork(networkId);
    await engine().removeNetwork(networkId);
  });

  it('is known by its engine', () => {
    expect(engine().info).toMatchObject({ kind, os: 'linux', local: true, origin: 'setting' });
  });
});
