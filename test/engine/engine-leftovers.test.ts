import { spawn } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostId, labelNames } from '../../src/io/engine/labels.ts';
import { sweepOrphans } from '../../src/io/engine/sweep.ts';
import { onEachEngine, ownedBy, temporaryFolder } from '../support/engines.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

/** The watchdog as it is shipped, and an owner that makes one of everything and then waits to be killed. */
beforeAll(async () => {
  folder = await temporaryFolder({
    'owner.ts': `
      import { connectEngine } from ${JSON.stringify(join(process.cwd(), 'src/io/engine/connect.ts'))};
      import { ownerLabels, sessionId } from ${JSON.stringify(join(process.cwd(), 'src/io/engine/labels.ts'))};
      const [endpoint, watchdogScript, context, name] = process.argv.slice(2);
      const labels = ownerLabels({ owner: 'test' });
      void (async () => {
        const engine = await connectEngine({ endpoint, watchdogScript });
        await engine.build({ context, tags: [name + ':1'], labels }, () => undefined);
        const network = await engine.createNetwork(name, labels);
        await engine.createVolume(name, labels);
        const id = await engine.createContainer({ image: name + ':1', name, labels, network: name, cmd: ['sleep', '300'], mounts: [{ type: 'volume', source: name, target: '/data' }] });
        await engine.startContainer(id);
        console.log(sessionId());
        setInterval(() => undefined, 1000);
      })();
    `,
    'context/Dockerfile': 'FROM busybox:latest\nENV LEFT=over\n',
  });
  const common = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    absWorkingDir: process.cwd(),
    logLevel: 'silent',
  } as const;
  await bundle({ ...common, entryPoints: ['src/io/engine/watchdog-main.ts'], outfile: join(folder.path, 'watchdog.cjs') });
  // dockerode stays outside: its ssh2 has native parts.
  await bundle({
    ...common,
    entryPoints: [join(folder.path, 'owner.ts')],
    outfile: join(folder.path, 'owner.cjs'),
    external: ['dockerode'],
  });
});

afterAll(() => folder.remove());

onEachEngine('What an owner leaves', ({ endpoint, engine, labels, name }) => {
  it('is removed within 15 s of its death by SIGKILL', async () => {
    const owner = spawn(
      process.execPath,
      [join(folder.path, 'owner.cjs'), endpoint, join(folder.path, 'watchdog.cjs'), join(folder.path, 'context'), name('owner')],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') },
      },
    );
    const session = await new Promise<string>((resolve, reject) => {
      owner.stdout.once('data', (chunk: Buffer) => {
        resolve(chunk.toString().trim());
      });
      owner.once('exit', (code) => {
        reject(new Error(`the owner ended with code ${String(code)}`));
      });
    });
    expect(new Set((await ownedBy(engine(), session)).map(({ kind }) => kind))).toEqual(
      new Set(['container', 'image', 'network', 'volume']),
    );
    owner.kill('SIGKILL');
    const killedAt = Date.now();
    await expect.poll(() => ownedBy(engine(), session), { timeout: 15_000, interval: 250 }).toEqual([]);
    expect(Date.now() - killedAt).toBeLessThan(15_000);
  });

  it('is swept when its process is gone or its time is up, and nobody else’s is touched', async () => {
    const dead = { ...labels, [labelNames.session]: name('dead'), [labelNames.pid]: '4194304', [labelNames.host]: hostId() };
    const elsewhere = { ...dead, [labelNames.session]: name('elsewhere'), [labelNames.host]: `not-${hostname()}` };
    const late = {
      ...elsewhere,
      [labelNames.session]: name('late'),
      [labelNames.created]: '2020-01-01T00:00:00.000Z',
      [labelNames.ttl]: '60',
    };
    const make = async (owner: Readonly<Record<string, string>>) => {
      const network = await engine().createNetwork(name('sweep'), owner);
      await engine().createContainer({ image: 'busybox:latest', labels: owner, network, cmd: ['true'] });
    };
    for (const owner of [dead, elsewhere, late, labels]) await make(owner);
    const sessionOf = (owner: Readonly<Record<string, string>>) => owner[labelNames.session] ?? '';
    const swept = await sweepOrphans(engine());
    const sessions = new Set(swept.map((owned) => sessionOf(owned.labels)));
    expect(sessions).toContain(sessionOf(dead));
    expect(sessions).toContain(sessionOf(late));
    expect(sessions).not.toContain(sessionOf(labels));
    expect(await ownedBy(engine(), sessionOf(dead))).toEqual([]);
    expect(await ownedBy(engine(), sessionOf(late))).toEqual([]);
    for (const owner of [elsewhere, labels]) {
      const left = await ownedBy(engine(), sessionOf(owner));
      expect(left.map(({ kind }) => kind).sort()).toEqual(['container', 'network']);
      for (const { kind, id } of left) await (kind === 'container' ? engine().removeContainer(id) : engine().removeNetwork(id));
    }
  });
});
