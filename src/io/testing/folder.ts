import { stat, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { dockerfileFacts, type DockerfileFacts } from '../../core/testing/dockerfile-facts.ts';
import type { TestOptions } from '../../core/testing/plan.ts';
import type { ContainerRequest, Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { dockerfileOf, findCompose, secretValues, type ComposeFolder } from './compose-file.ts';
import type { RunEvent } from './run-tests.ts';
import { serviceRequest } from './service-request.ts';
import { startServices } from './services.ts';
import type { Session } from './session.ts';

/** A folder made ready for tests: its image built, its services running. */
export interface PreparedFolder {
  readonly image: string;
  readonly facts: DockerfileFacts | null;
  readonly options: Partial<TestOptions>;
  readonly base: Partial<ContainerRequest>;
  /** What the Compose file puts in the place of the image's. */
  readonly healthcheck: ComposeService['healthcheck'];
  /** Values that must not be seen. */
  readonly secrets: readonly string[];
}

/**
 * Builds the Dockerfile of a folder under a tag of the run, which goes when the run ends; the layers stay in the engine's build cache.
 * With a Compose file that builds it, the app gets what its service has there, and the services it depends on are started.
 */
export async function prepareFolder(
  engine: Engine,
  dir: string,
  session: Session,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<PreparedFolder> {
  const context = resolve(dir);
  const compose = await findCompose(context, process.env);
  const build = (request: BuildOf): Promise<string> => buildImage(engine, request, session, onEvent, signal);
  if (!compose) {
    const dockerfile = await findDockerfile(context);
    const image = await build({ name: basename(context), context, dockerfile });
    return { image, facts: await factsOf(dockerfile), options: {}, base: {}, healthcheck: null, secrets: [] };
  }
  const { app, root } = compose;
  const buildService = (service: ComposeService) => build(buildOf(compose, service));
  const image = await buildService(app);
  const places = await startServices({ engine, folder: compose, session, appImage: image, build: buildService, onEvent, signal });
  const base = await serviceRequest(compose, app, places, true);
  const dockerfile = dockerfileOf(root, app);
  return {
    image,
    facts: dockerfile === null ? null : await factsOf(dockerfile, app.build?.target ?? undefined),
    options: {
      ...(app.stopGraceMs !== null && { stopTimeoutSeconds: app.stopGraceMs / 1000 }),
      ...(app.ports[0] !== undefined && { port: app.ports[0] }),
    },
    base,
    healthcheck: app.healthcheck,
    secrets: [...Object.values(base.env ?? {}), ...(await secretValues(compose))],
  };
}

interface BuildOf {
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
}

function buildOf({ root, valueOf }: ComposeFolder, service: ComposeService): BuildOf {
  const { context, target, args } = service.build ?? { context: '.', target: null, args: {} };
  const buildArgs = Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      const given = value ?? valueOf(name);
      return given === undefined ? [] : [[name, given] as const];
    }),
  );
  return {
    name: service.name,
    context: resolve(root, context),
    dockerfile: dockerfileOf(root, service) ?? 'Dockerfile',
    ...(target !== null && { target }),
    buildArgs,
  };
}

async function buildImage(
  engine: Engine,
  { name, ...request }: BuildOf,
  session: Session,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<string> {
  const image = `drydock-test-${imageName(name)}:${session.id.slice(0, 8)}`;
  session.onClose(() => engine.removeImage(image));
  const began = performance.now();
  await engine.build(
    { ...request, tags: [image], labels: session.labels },
    (event) => {
      onEvent({ type: 'build', event });
    },
    signal,
  );
  onEvent({ type: 'built', image, durationMs: performance.now() - began });
  return image;
}

async function factsOf(dockerfile: string, target?: string): Promise<DockerfileFacts | null> {
  return dockerfileFacts(parseDockerfile(await readFile(dockerfile, 'utf8')), target);
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
function imageName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? 'app' : name;
}
