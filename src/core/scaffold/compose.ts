import type { AppProfile } from '../detect/profile.ts';
import { appServices, limits, type NamedApp } from './compose-app.ts';
import type { AppImage } from './scaffolder.ts';
import { services as knownServices } from './services/index.ts';
import type { BackingService } from './services/service.ts';
import { commented, flow, type Yaml, yamlText } from './yaml-text.ts';

/** An app with its image, as the Compose file runs it. */
export interface ComposeApp {
  readonly profile: AppProfile;
  readonly image: AppImage;
  /** Image name without tag. */
  readonly imageName: string;
}

export interface ComposeFile {
  readonly text: string;
  readonly notes: readonly string[];
}

/** The Compose file that ties apps and the services they need together; it lies at the project's root. */
export function composeFile(apps: readonly ComposeApp[]): ComposeFile {
  const backing = neededServices(apps);
  const named = withNames(apps, backing);
  const parts = named.map((app) => appServices(app, backing));
  const passwords = backing.flatMap(({ password }) => password ?? []);
  const secrets = [
    ...passwords.map(({ secret, variable }): readonly [string, Yaml] => [secret, { environment: variable }]),
    ...apps.flatMap(({ image }) => image.buildSecrets).map(({ id, file }): readonly [string, Yaml] => [id, { file: `./${file}` }]),
  ];
  const volumes = backing.filter(({ data }) => data !== null).map(({ name }) => [`${name}-data`, null] as const);
  const text = yamlText(
    {
      name: named.length === 1 ? named[0]?.service : undefined,
      services: {
        ...Object.fromEntries(parts.flatMap(({ services }) => Object.entries(services))),
        ...Object.fromEntries(backing.map((service) => [service.name, backingService(service, statedVersion(apps, service))])),
      },
      volumes: volumes.length > 0 ? Object.fromEntries(volumes) : undefined,
      secrets: secrets.length > 0 ? Object.fromEntries(secrets) : undefined,
    },
    {
      spaced: [0, 1],
      ...(passwords.length > 0 && {
        header: `Set ${passwords.map(({ variable }) => variable).join(', ')} in .env beside this file before the first start.`,
      }),
    },
  );
  const notes = [
    ...passwords.map(
      ({ variable }) =>
        `compose.yaml takes ${variable} from .env, which is yours to write: ${variable}=<a password of letters and digits>.`,
    ),
    ...parts.flatMap(({ open }) => open).map((name) => `compose.yaml passes ${name} on from .env, because nothing here says its value.`),
  ];
  return { text, notes };
}

/** Each service once, however many apps need it. */
function neededServices(apps: readonly ComposeApp[]): readonly BackingService[] {
  return knownServices.filter(({ name }) => apps.some(({ profile }) => profile.services.some(({ value }) => value.name === name)));
}

function statedVersion(apps: readonly ComposeApp[], { name }: BackingService): string | null {
  const stated = apps
    .flatMap(({ profile }) => profile.services.map(({ value }) => value))
    .find((service) => service.name === name && service.version !== null);
  return stated?.version ?? null;
}

/** Service names and ports on the machine, no two alike. */
function withNames(apps: readonly ComposeApp[], backing: readonly BackingService[]): readonly NamedApp[] {
  const names = new Set(backing.map(({ name }) => name));
  const ports = new Set<number>();
  const alone = apps.length === 1;
  return apps.map((app): NamedApp => {
    const service = names.has(app.profile.name) ? `${app.profile.name}-app` : app.profile.name;
    names.add(service);
    const short = (name: string): boolean => alone && !names.has(name);
    const processNames = new Map(app.image.runtime.processes.map(({ name }) => [name, short(name) ? name : `${service}-${name}`]));
    const { port } = app.image.runtime;
    return {
      ...app,
      service,
      hostPort: port === null ? null : freePort(port, ports),
      processName: ({ name }) => processNames.get(name) ?? name,
    };
  });
}

/** The app's own port where it is free, else the next one. */
function freePort(port: number, taken: Set<number>): number {
  let free = port;
  while (taken.has(free)) free += 1;
  taken.add(free);
  return free;
}

function backingService(service: BackingService, version: string | null): Yaml {
  const { data, healthcheck, image, memory, name, password } = service;
  const tag = version ?? service.tag;
  return {
    image: `${image}:${tag}`,
    entrypoint: service.entrypoint,
    command: service.command,
    environment: serviceEnvironment(service),
    secrets: password === null ? undefined : [password.secret],
    volumes: data === null ? undefined : [`${name}-data:${data(tag)}`],
    healthcheck: {
      test: flow(...healthcheck.test),
      interval: '5s',
      timeout: '3s',
      retries: 10,
      start_period: `${String(healthcheck.startPeriod)}s`,
    },
    stop_grace_period: service.stopGracePeriod,
    security_opt: flow('no-new-privileges:true'),
    restart: 'unless-stopped',
    ...limits(memory),
  };
}

/** Compose recreates a container when its settings change, and not when a secret does: the path is part of the settings only once the password is set. */
function serviceEnvironment({ environment, password }: BackingService): Yaml | undefined {
  if (environment === undefined || password === null) return environment;
  const path = `/run/secrets/${password.secret}`;
  const untilSet = commented(
    `Empty until ${password.variable} is set, so that the container is made anew then.`,
    `\${${password.variable}:+${path}}`,
  );
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value === path ? untilSet : value]));
}
