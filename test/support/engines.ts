import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { connectEngine } from '../../src/io/engine/connect.ts';
import type { Engine, Labels } from '../../src/io/engine/engine.ts';
import { labelNames, ownerLabels, sessionId } from '../../src/io/engine/labels.ts';
import { engineStore, removeOwned, type Owned } from '../../src/io/engine/owned.ts';

export interface EngineUnderTest {
  readonly kind: 'docker' | 'podman';
  readonly endpoint: string;
  /** Connected before the first test. */
  readonly engine: () => Engine;
  /** For everything that a test makes; what still carries them at the end of the file fails it. */
  readonly labels: Labels;
  /** A name that nobody else uses. */
  readonly name: (what: string) => string;
}

/** The same tests on every real engine there is: the ones the test run names, else those that scripts/engines has started. */
export function onEachEngine(title: string, tests: (use: EngineUnderTest) => void): void {
  const engines = testEngines();
  if (engines.length === 0) describe.skip(`${title}: no engine was started; see scripts/engines`, () => undefined);
  for (const { kind, endpoint } of engines) {
    describe(`${title} on ${kind}`, () => {
      let engine: Engine | undefined;
      let count = 0;
      const connected = () => {
        if (!engine) throw new Error('The engine is connected in beforeAll.');
        return engine;
      };
      beforeAll(async () => {
        engine = await connectEngine({ endpoint });
        expect(engine.info.kind).toBe(kind);
      });
      afterAll(async () => {
        // What no name points to is the builder's cache; Podman keeps the steps of a failed build as such.
        const cache = new Set((await connected().listImages()).filter(({ tags }) => tags.length === 0).map(({ id }) => id));
        const left = await removeOwned(engineStore(connected()), (labels) => labels[labelNames.session] === sessionId());
        connected().dispose();
        expect(
          left.filter(({ id }) => !cache.has(id)),
          'left behind by the tests of this file',
        ).toEqual([]);
      });
      tests({
        kind,
        endpoint,
        engine: connected,
        labels: ownerLabels({ owner: 'test' }),
        name: (what) => `drydock-test-${sessionId().slice(0, 8)}-${what}-${String(++count)}`,
      });
    });
  }
}

/** What carries a session's labels at this moment. */
export async function ownedBy(engine: Engine, session: string): Promise<readonly Owned[]> {
  const store = engineStore(engine);
  const all = await Promise.all((['container', 'image', 'volume', 'network'] as const).map((kind) => store.list(kind)));
  return all.flat().filter(({ labels }) => labels[labelNames.session] === session);
}

/** A folder with these files, and its removal. */
export async function temporaryFolder(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'drydock-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

function testEngines(): readonly { readonly kind: 'docker' | 'podman'; readonly endpoint: string }[] {
  const { DRYDOCK_ENGINE: only, DOCKER_HOST: host, DRYDOCK_TEST_DOCKER: docker, DRYDOCK_TEST_PODMAN: podman } = process.env;
  if ((only === 'docker' || only === 'podman') && host) return [{ kind: only, endpoint: host }];
  const cache = process.env['DRYDOCK_CACHE'] ?? join(homedir(), '.cache/drydock');
  const started = (socket: string) => (existsSync(socket) ? `unix://${socket}` : undefined);
  const found = {
    docker: docker ?? started(join(cache, 'docker/r/d.sock')),
    podman: podman ?? started(join(cache, 'podman/p.sock')),
  };
  return (['docker', 'podman'] as const).flatMap((kind) => (found[kind] ? [{ kind, endpoint: found[kind] }] : []));
}
