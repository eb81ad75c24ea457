import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { detect } from '../../src/core/detect/detect.ts';
import { planFiles } from '../../src/core/scaffold/scaffold.ts';
import type { BuildResult } from '../../src/io/engine/engine.ts';
import { readProject } from '../../src/io/files/project-files.ts';
import { writePlan } from '../../src/io/files/write-plan.ts';
import { type EngineUnderTest, onEachEngine } from '../support/engines.ts';

interface Sample {
  readonly name: string;
  /** The app's folder; the build's context is the sample's own. */
  readonly app: string;
  readonly port: number;
  /** Paths and what their answers hold. */
  readonly answers: Readonly<Record<string, RegExp>>;
  /** One line of the sources, and what it becomes. */
  readonly change: { readonly file: string; readonly from: string; readonly to: string };
  /** Names of build steps that install dependencies. */
  readonly installs: RegExp;
  readonly postgres?: true;
  /** Built on Podman as well, whose storage driver on a machine without overlay copies every layer: minutes for large ones. */
  readonly podman?: true;
}

const samples: readonly Sample[] = [
  {
    name: 'express-postgres',
    app: '.',
    port: 3000,
    answers: { '/': /"notes":\[\]/, '/healthz': /^$/ },
    change: { file: 'src/server.js', from: 'text is missing', to: 'a note needs a text' },
    installs: /npm ci|apt-get install/,
    postgres: true,
    podman: true,
  },
  {
    name: 'pnpm-workspace',
    app: 'apps/api',
    port: 4000,
    answers: { '/': /"level":"(?:high|low)"/, '/health': /"ok"/ },
    change: { file: 'packages/shared/src/index.ts', from: 'const halfTide = 372;', to: 'const halfTide = 373;' },
    installs: /pnpm install|npm install/,
  },
  {
    name: 'nestjs',
    app: '.',
    port: 3000,
    answers: { '/': /north quay/, '/health': /"ok"/ },
    change: { file: 'src/berths.service.ts', from: 'south quay', to: 'west quay' },
    installs: /npm ci/,
  },
  {
    name: 'vite-static',
    app: '.',
    port: 8080,
    answers: { '/': /<title>Harbour/, '/about': /<title>Harbour/ },
    change: { file: 'src/main.js', from: 'no ships today', to: 'one ship today' },
    installs: /npm ci/,
    podman: true,
  },
];

onEachEngine('The files written for a sample', (use) => {
  for (const sample of samples.filter(({ podman }) => use.kind === 'docker' || podman === true)) {
    it(`${sample.name}: build, run, answer and stop, and a changed source installs nothing again`, async () => {
      await using folder = await writtenSample(sample);
      const image = `${use.name(sample.name)}:1`;
      const build = () =>
        use
          .engine()
          .build(
            { context: folder.path, dockerfile: path.join(sample.app, 'Dockerfile'), tags: [image], labels: use.labels },
            () => undefined,
          );
      const images = new Set<string>();
      try {
        const first = await build();
        images.add(first.imageId);
        expect((await use.engine().inspectImage(image))?.config.user).toBe('10001:10001');
        await runs(use, sample, image);

        await folder.replace(sample.change);
        const second = await build();
        images.add(second.imageId);
        expect(second.imageId).not.toBe(first.imageId);
        expect(statesOf(second, sample.installs)).toEqual(statesOf(first, sample.installs).map(() => 'cached'));
        expect(statesOf(second, sample.installs)).not.toEqual([]);
      } finally {
        for (const id of images) await use.engine().removeImage(id);
      }
    }, 900_000);
  }
});

function statesOf(result: BuildResult, steps: RegExp): readonly string[] {
  return result.steps.filter(({ name }) => steps.test(name)).map(({ state }) => state);
}

/** Starts the image as its Compose file would, asks it, looks at its user, and stops it. */
async function runs({ engine, labels, name, kind }: EngineUnderTest, sample: Sample, image: string): Promise<void> {
  const network = name('network');
  const containers: string[] = [];
  const networkId = await engine().createNetwork(network, labels);
  const env: Record<string, string> = {};
  try {
    if (sample.postgres === true) {
      const database = await engine().createContainer({
        image: 'postgres:17',
        labels,
        network,
        networkAliases: ['postgres'],
        env: { POSTGRES_USER: 'app', POSTGRES_DB: 'app', POSTGRES_PASSWORD: 'secret' },
      });
      containers.push(database);
      await engine().startContainer(database);
      await until(async () => (await engine().exec(database, ['pg_isready', '-U', 'app', '-h', '127.0.0.1'])).exitCode === 0);
      env['DATABASE_URL'] = 'postgresql://app:secret@postgres:5432/app';
    }
    const app = await engine().createContainer({
      image,
      labels,
      network,
      env,
      ports: [{ container: sample.port, host: 0 }],
      capDrop: ['ALL'],
      securityOpt: ['no-new-privileges'],
    });
    containers.push(app);
    await engine().startContainer(app);
    const port = (await engine().inspectContainer(app))?.ports.find(({ container }) => container === sample.port)?.host;
    for (const [where, answer] of Object.entries(sample.answers)) {
      const url = `http://127.0.0.1:${String(port)}${where}`;
      await until(async () => (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok);
      expect(await (await fetch(url, { signal: AbortSignal.timeout(5000) })).text()).toMatch(answer);
    }
    expect((await engine().exec(app, ['id', '-u'])).stdout.trim()).toBe('10001');

    const started = performance.now();
    await engine().stopContainer(app, 10);
    expect(performance.now() - started).toBeLessThan(2000);
    const code = (await engine().inspectContainer(app))?.state.exitCode;
    expect([0, 143], `exit code on ${kind}`).toContain(code);
  } finally {
    for (const id of containers) await engine().removeContainer(id);
    await engine().removeNetwork(networkId);
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > deadline) throw new Error('It did not come up within two minutes.');
    await sleep(200);
  }
}

/** A copy of the sample with the planned files written into it. */
async function writtenSample({ name, app }: Sample) {
  const root = await mkdtemp(path.join(tmpdir(), 'drydock-sample-'));
  await cp(path.resolve('samples', name), root, { recursive: true });
  const files = await readProject(root);
  const plan = planFiles(files, detect(files), { artifacts: ['dockerfile', 'dockerignore', 'compose'], apps: [app] });
  await writePlan(root, plan);
  return {
    path: root,
    replace: async ({ file, from, to }: Sample['change']) => {
      const text = await readFile(path.join(root, file), 'utf8');
      expect(text).toContain(from);
      await writeFile(path.join(root, file), text.replace(from, to));
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
