import { stat, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { dockerfileFacts, type DockerfileFacts } from '../../core/testing/dockerfile-facts.ts';
import type { TestOptions } from '../../core/testing/plan.ts';
import type { ContainerRequest, Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import type { RunEvent } from './run-tests.ts';
import type { Session } from './session.ts';

/** A folder made ready for tests: its image built, its services running. */
export interface PreparedFolder {
  readonly image: string;
  readonly facts: DockerfileFacts | null;
  readonly options: Partial<TestOptions>;
  readonly base: Partial<ContainerRequest>;
  /** Values that must not be seen. */
  readonly secrets: readonly string[];
}

/** Builds the Dockerfile of a folder under a tag of the run, which goes when the run ends; the layers stay in the engine's build cache. */
export async function prepareFolder(
  engine: Engine,
  dir: string,
  session: Session,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<PreparedFolder> {
  const context = resolve(dir);
  const dockerfile = await findDockerfile(context);
  const image = `drydock-test-${imageName(context)}:${session.id.slice(0, 8)}`;
  session.onClose(() => engine.removeImage(image));
  const began = performance.now();
  await engine.build(
    { context, dockerfile, tags: [image], labels: session.labels },
    (event) => {
      onEvent({ type: 'build', event });
    },
    signal,
  );
  onEvent({ type: 'built', image, durationMs: performance.now() - began });
  const facts = dockerfileFacts(parseDockerfile(await readFile(dockerfile, 'utf8')));
  return { image, facts, options: {}, base: {}, secrets: [] };
}

async function findDockerfile(context: string): Promise<string> {
  for (const name of ['Dockerfile', 'Containerfile']) {
    const path = join(context, name);
    if (await isFile(path)) return path;
  }
  throw new EngineError('bad-request', `There is no Dockerfile in ${context}. Write one with drydock init, or name an image with --image.`);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/** A name that engines take: lower case, no runs of separators. */
function imageName(context: string): string {
  const name = basename(context)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? 'app' : name;
}
