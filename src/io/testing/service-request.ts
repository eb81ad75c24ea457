import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { ComposeService } from '../../core/compose/project.ts';
import type { ContainerRequest } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import type { ComposeFolder } from './compose-file.ts';
import { parseEnvFile } from './environment.ts';

/** Where a run keeps the things that services share. */
export interface SharedPlaces {
  readonly network: string;
  /** Holds every secret of the project; null when it has none. */
  readonly secretsVolume: string | null;
  /** The run's own volume for a name of the Compose file. */
  readonly volume: (name: string) => string;
}

/** A service's variables, env files first, as Compose lays them over one another. */
export async function serviceEnvironment(folder: ComposeFolder, service: ComposeService): Promise<Readonly<Record<string, string>>> {
  const env: Record<string, string> = {};
  for (const { path, required } of service.envFiles) {
    const text = await readFile(resolve(folder.root, path), 'utf8').catch(() => undefined);
    if (text === undefined && required)
      throw new EngineError('bad-request', `The service ${service.name} needs the env file ${path}, which cannot be read.`);
    Object.assign(env, parseEnvFile(text ?? '', process.env));
  }
  for (const [name, value] of Object.entries(service.environment)) {
    const own = value ?? folder.valueOf(name);
    if (own !== undefined) env[name] = own;
  }
  return env;
}

/** What a Compose service says of its container. Folders of the person's machine are mounted read-only, and not at all for the app under test: its image is tested. */
export async function serviceRequest(
  folder: ComposeFolder,
  service: ComposeService,
  places: SharedPlaces,
  underTest: boolean,
): Promise<Partial<ContainerRequest>> {
  const env = await serviceEnvironment(folder, service);
  const healthcheck = service.healthcheck === null || service.healthcheck === 'disabled' ? null : service.healthcheck;
  const tmpfs = Object.fromEntries(
    service.tmpfs.map((one) => {
      const colon = one.indexOf(':');
      return colon === -1 ? [one, ''] : [one.slice(0, colon), one.slice(colon + 1)];
    }),
  );
  return {
    ...(Object.keys(env).length > 0 && { env }),
    ...(service.entrypoint && { entrypoint: service.entrypoint }),
    ...(service.command && { cmd: service.command }),
    ...(service.user !== null && { user: service.user }),
    ...(service.workdir !== null && { workdir: service.workdir }),
    ...(service.init && { init: true }),
    ...(service.readOnly && { readOnly: true }),
    ...(service.tmpfs.length > 0 && { tmpfs }),
    ...(service.capDrop.length > 0 && { capDrop: service.capDrop }),
    ...(service.capAdd.length > 0 && { capAdd: service.capAdd }),
    ...(service.securityOpt.length > 0 && { securityOpt: service.securityOpt }),
    ...(service.stopSignal !== null && { stopSignal: service.stopSignal }),
    ...(service.memoryBytes !== null && { memoryBytes: service.memoryBytes }),
    ...(healthcheck && { healthcheck: { test: healthcheck.test } }),
    mounts: mounts(folder, service, places, underTest),
    network: places.network,
    networkAliases: service.aliases,
  };
}

type Mounts = NonNullable<ContainerRequest['mounts']>;

function mounts(folder: ComposeFolder, service: ComposeService, places: SharedPlaces, underTest: boolean): Mounts {
  const own: Mounts = service.volumes.flatMap(({ type, source, target, readOnly }): Mounts => {
    if (source === null) return [];
    if (type === 'volume') return [{ type, source: places.volume(source), target, readOnly }];
    return underTest ? [] : [{ type, source: resolve(folder.root, source.replace(/^~(?=\/|$)/, homedir())), target, readOnly: true }];
  });
  const secrets = places.secretsVolume !== null && service.secrets.length > 0;
  return secrets ? [...own, { type: 'volume', source: places.secretsVolume, target: '/run/secrets', readOnly: true }] : own;
}
