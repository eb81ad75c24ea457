import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { detect } from '../../src/core/detect/detect.ts';
import { planFiles } from '../../src/core/scaffold/scaffold.ts';
import { readProject } from '../../src/io/files/project-files.ts';
import { writePlan } from '../../src/io/files/write-plan.ts';
import { onEachEngine } from '../support/engines.ts';

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;

onEachEngine('The written Compose file', ({ endpoint, kind, name }) => {
  // Podman answers Docker's API, but its Compose is another program.
  const withCompose = it.skipIf(!hasCompose || kind !== 'docker');
  const compose = (folder: string, ...arguments_: readonly string[]) => {
    const result = spawnSync('docker', ['compose', ...arguments_], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, DOCKER_HOST: endpoint },
    });
    return { status: result.status, output: `${result.stdout}${result.stderr}` };
  };

  withCompose('of every sample is one that Compose accepts, also before .env is written', async () => {
    for (const sample of await readdir('samples')) {
      await using folder = await writtenSample(sample);
      expect(compose(folder.path, 'config', '--quiet'), sample).toMatchObject({ status: 0 });
    }
  });

  withCompose('brings up an app with its database, in order, once the password is there', async () => {
    await using folder = await writtenSample('express-postgres');
    const project = ['--project-name', name('compose')];
    // The machine's port 3000 may be taken.
    await writeFile(
      path.join(folder.path, 'compose.override.yaml'),
      'services:\n  express-postgres:\n    ports: !override\n      - "127.0.0.1::3000"\n',
    );
    try {
      const early = compose(folder.path, ...project, 'up', '--detach');
      expect(early.output).toContain('POSTGRES_PASSWORD');
      expect(early.status).not.toBe(0);

      await writeFile(path.join(folder.path, '.env'), 'POSTGRES_PASSWORD=harbour1\n');
      const up = compose(folder.path, ...project, 'up', '--detach');
      expect(up, up.output).toMatchObject({ status: 0 });
      const address = compose(folder.path, ...project, 'port', 'express-postgres', '3000').output.trim();
      await until(async () => (await ask(`http://${address}/healthz`)).ok);
      const answer = await ask(`http://${address}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"text":"kept"}',
      });
      expect(answer.status).toBe(201);

      // The data outlives the containers.
      compose(folder.path, ...project, 'down');
      expect(compose(folder.path, ...project, 'up', '--detach').status).toBe(0);
      const again = compose(folder.path, ...project, 'port', 'express-postgres', '3000').output.trim();
      await until(async () => (await ask(`http://${again}/healthz`)).ok);
      expect(await (await ask(`http://${again}/`)).json()).toEqual({ notes: [{ id: 1, text: 'kept' }] });
    } finally {
      compose(folder.path, ...project, 'down', '--volumes', '--rmi', 'local');
    }
  });
});

/** A connection made while the container starts may never be answered. */
function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > deadline) throw new Error('It did not come up within two minutes.');
    await sleep(200);
  }
}

async function writtenSample(name: string) {
  const root = await mkdtemp(path.join(tmpdir(), 'drydock-compose-'));
  await cp(path.resolve('samples', name), root, { recursive: true });
  const files = await readProject(root);
  await writePlan(root, planFiles(files, detect(files), { artifacts: ['dockerfile', 'dockerignore', 'compose'] }));
  return { path: root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}
