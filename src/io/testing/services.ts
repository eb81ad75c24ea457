import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { pack } from 'tar-stream';
import { startOrder, type ComposeService } from '../../core/compose/project.ts';
import { healthcheckCommand } from '../../core/testing/healthcheck.ts';
import type { Engine, ImageInfo } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { dockerfileOf, type ComposeFolder } from './compose-file.ts';
import { plainText } from './redact.ts';
import type { RunEvent } from './run-tests.ts';
import { serviceRequest, type SharedPlaces } from './service-request.ts';
import type { Session } from './session.ts';

export interface ServiceRun {
  readonly engine: Engine;
  readonly folder: ComposeFolder;
  readonly session: Session;
  /** The image of the app under test, which other services built from the same Dockerfile and target share. */
  readonly appImage: string;
  /** Builds a service's own image and gives its reference. */
  readonly build: (service: ComposeService) => Promise<string>;
  readonly onEvent: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

const healthyMs = 120_000;

/** Makes a network of the run's own, and starts on it what the app depends on, each when those before it are as it asks. */
export async function startServices(run: ServiceRun): Promise<SharedPlaces> {
  const { engine, folder, session, signal } = run;
  const short = session.id.slice(0, 8);
  const network = `drydock-${short}`;
  session.onClose(() => engine.removeNetwork(network));
  await engine.createNetwork(network, session.labels, signal);
  const order = startOrder(folder.project, folder.app.name);
  const all = [...order, folder.app];
  for (const name of new Set(
    all.flatMap((service) => service.volumes.flatMap(({ type, source }) => (type === 'volume' && source !== null ? [source] : []))),
  )) {
    session.onClose(() => engine.removeVolume(`drydock-${short}-${name}`));
    await engine.createVolume(`drydock-${short}-${name}`, session.labels, signal);
  }
  const places: SharedPlaces = {
    network,
    secretsVolume: all.some((service) => service.secrets.length > 0) ? await makeSecrets(run, all, `drydock-${short}-secrets`) : null,
    volume: (name) => `drydock-${short}-${name}`,
  };
  for (const service of order) await startService(run, service, places, order);
  return places;
}

async function startService(
  run: ServiceRun,
  service: ComposeService,
  places: SharedPlaces,
  order: readonly ComposeService[],
): Promise<void> {
  const { engine, session, onEvent, signal } = run;
  onEvent({ type: 'service', name: service.name, state: 'starting', detail: service.image ?? 'built here' });
  const image = await imageOf(run, service);
  const request = await serviceRequest(run.folder, service, places, false);
  const id = await engine.createContainer({ ...request, image: image.reference, labels: session.labels }, signal);
  session.onClose(() => engine.removeContainer(id));
  await engine.startContainer(id, signal);
  const conditions = [...order, run.folder.app].map((other) => other.dependsOn[service.name]);
  try {
    if (conditions.includes('service_completed_successfully')) await waitCompleted(run, service, id);
    else if (conditions.includes('service_healthy')) await waitHealthy(run, service, image.info, id);
    onEvent({ type: 'service', name: service.name, state: 'ready', detail: '' });
  } catch (error) {
    onEvent({ type: 'service', name: service.name, state: 'failed', detail: error instanceof Error ? error.message : '' });
    throw error;
  }
}

async function imageOf(run: ServiceRun, service: ComposeService): Promise<{ readonly reference: string; readonly info: ImageInfo }> {
  const { engine, folder, signal } = run;
  const same =
    service.build !== null &&
    dockerfileOf(folder.root, service) === dockerfileOf(folder.root, folder.app) &&
    service.build.target === folder.app.build?.target;
  const reference = service.build === null ? (service.image ?? '') : same ? run.appImage : await run.build(service);
  if (reference === '') throw new EngineError('bad-request', `The service ${service.name} has neither image nor build.`);
  let info = await engine.inspectImage(reference, signal);
  if (!info) {
    await engine.pull(reference, () => undefined, signal);
    info = await engine.inspectImage(reference, signal);
  }
  if (!info) throw new EngineError('not-found', `The image ${reference} of the service ${service.name} is not on the engine.`);
  return { reference, info };
}

async function waitCompleted(run: ServiceRun, service: ComposeService, id: string): Promise<void> {
  const code = await run.engine.waitContainer(id, run.signal);
  if (code !== 0) throw new EngineError('start-failed', `The service ${service.name} ended with code ${code}: ${await lastLine(run, id)}`);
}

/** The check is run here: engines begin with a whole interval of waiting, and Podman without systemd never begins. */
async function waitHealthy(run: ServiceRun, service: ComposeService, image: ImageInfo, id: string): Promise<void> {
  const { engine, signal } = run;
  const own = typeof service.healthcheck === 'object' && service.healthcheck !== null ? { test: service.healthcheck.test } : null;
  const argv =
    service.healthcheck === 'disabled' ? null : healthcheckCommand({ ...image.config, healthcheck: own ?? image.config.healthcheck });
  if (argv === null) return;
  const until = performance.now() + healthyMs;
  for (;;) {
    const state = (await engine.inspectContainer(id, signal))?.state;
    if (state?.status !== 'running')
      throw new EngineError(
        'start-failed',
        `The service ${service.name} ended with code ${state?.exitCode ?? 0}: ${await lastLine(run, id)}`,
      );
    const check = await engine.exec(id, argv, {}, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      return { exitCode: 1, stdout: '', stderr: error instanceof Error ? error.message : '' };
    });
    if (check.exitCode === 0) return;
    if (performance.now() > until)
      throw new EngineError(
        'timeout',
        `The service ${service.name} did not get healthy within ${healthyMs / 1000} s: ${(check.stderr || check.stdout).trim().slice(0, 200)}`,
      );
    await delay(300, undefined, { signal });
  }
}

async function lastLine({ engine, signal }: ServiceRun, id: string): Promise<string> {
  let text = '';
  for await (const { data } of engine.logs(id, { tail: 5 }, signal)) text += data.toString('utf8');
  return plainText(text).trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}

/** A volume with every secret as a file that all may read, as Compose mounts them. It works where a folder of this machine cannot be mounted. */
async function makeSecrets(run: ServiceRun, services: readonly ComposeService[], volume: string): Promise<string> {
  const { engine, folder, session, signal } = run;
  session.onClose(() => engine.removeVolume(volume));
  await engine.createVolume(volume, session.labels, signal);
  const tar = pack();
  const wanted = new Map(
    services.flatMap((service) => service.secrets.map(({ source, target }) => [target.replace(/^\/run\/secrets\//, ''), source] as const)),
  );
  for (const [name, source] of wanted) {
    const secret = folder.project.secrets[source];
    if (!secret) throw new EngineError('bad-request', `The Compose file does not say where the secret ${source} comes from.`);
    const value =
      secret.kind === 'file' ? await readFile(resolve(folder.root, secret.path)).catch(() => undefined) : folder.valueOf(secret.name);
    if (value === undefined) {
      const where = secret.kind === 'file' ? `the file ${secret.path}` : `the variable ${secret.name}`;
      throw new EngineError('bad-request', `The secret ${source} comes from ${where}, which is not there.`);
    }
    tar.entry({ name, mode: 0o444 }, value);
  }
  tar.finalize();
  const mounts = [{ type: 'volume', source: volume, target: '/run/secrets' }] as const;
  const carrier = await engine.createContainer({ image: run.appImage, labels: session.labels, mounts }, signal);
  try {
    await engine.writeArchive(carrier, '/run/secrets', Readable.from(tar), signal);
  } finally {
    await engine.removeContainer(carrier);
  }
  return volume;
}
