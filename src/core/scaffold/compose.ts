import type { AppProfile } from '../detect/profile.ts';
import type { AppImage, RuntimeProcess } from './scaffolder.ts';
import { services as backingServices } from './services/index.ts';
import type { BackingService } from './services/service.ts';
import { wire } from './services/wiring.ts';
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
  const taken = new Set(backing.map(({ service }) => service.name));
  const names = apps.map(({ profile }) => uniqueName(profile.name, taken));
  const hostPorts = new Set<number>();
  const services: Record<string, Yaml> = {};
  const open: string[] = [];
  apps.forEach((app, index) => {
    const parts = appServices(app, names[index] ?? app.profile.name, backing, hostPorts);
    Object.assign(services, parts.services);
    open.push(...parts.open);
  });
  for (const { service, version } of backing) services[service.name] = backingService(service, version);
  const passwords = backing.flatMap(({ service }) => service.password ?? []);
  const volumes = backing.filter(({ service }) => service.data !== null).map(({ service }) => [`${service.name}-data`, null] as const);
  const text = yamlText(
    {
      name: apps.length === 1 ? names[0] : undefined,
      services,
      volumes: volumes.length > 0 ? Object.fromEntries(volumes) : undefined,
      secrets:
        passwords.length > 0 ? Object.fromEntries(passwords.map(({ secret, variable }) => [secret, { environment: variable }])) : undefined,
    },
    {
      spaced: [0, 1],
      ...(passwords.length > 0 && {
        header: `Set ${list(passwords.map(({ variable }) => variable))} in .env beside this file before the first start.`,
      }),
    },
  );
  const notes = [
    ...passwords.map(
      ({ variable }) =>
        `compose.yaml takes ${variable} from .env, which is yours to write: ${variable}=<a password of letters and digits>.`,
    ),
    ...open.map((name) => `compose.yaml passes ${name} on from .env, because nothing here says its value.`),
  ];
  return { text, notes };
}

interface NeededService {
  readonly service: BackingService;
  readonly version: string | null;
}

/** Each service once, however many apps need it; a version that some app's files state wins over none. */
function neededServices(apps: readonly ComposeApp[]): readonly NeededService[] {
  const facts = apps.flatMap(({ profile }) => profile.services.map(({ value }) => value));
  return backingServices.flatMap((service) => {
    const wanted = facts.filter(({ name }) => name === service.name);
    return wanted.length === 0 ? [] : [{ service, version: wanted.find(({ version }) => version !== null)?.version ?? null }];
  });
}

function appServices(
  app: ComposeApp,
  name: string,
  backing: readonly NeededService[],
  hostPorts: Set<number>,
): { readonly services: Record<string, Yaml>; readonly open: readonly string[] } {
  const { profile, image } = app;
  const { runtime } = image;
  const own = backing.filter(({ service }) => profile.services.some(({ value }) => value.name === service.name));
  const wirings = own.map(({ service }) => {
    const detected = profile.services.find(({ value }) => value.name === service.name)?.value ?? {
      name: service.name,
      version: null,
      env: [],
    };
    return { service, ...wire(service, detected, service.name) };
  });
  const wired = { ...runtime.env, ...Object.assign({}, ...wirings.map(({ environment }) => environment)) } as Record<string, string>;
  const open = wirings.flatMap((wiring) => wiring.open);
  const passed = [...open, ...profile.env.map(({ value }) => value)].filter(
    (variable) =>
      !(variable in wired) && !ambient.test(variable) && !image.buildArgs.includes(variable) && profile.kind?.value !== 'static',
  );
  const environment: Record<string, Yaml> = { ...wired, ...Object.fromEntries(passed.map((variable) => [variable, null])) };
  const firstPassed = passed[0];
  if (firstPassed !== undefined)
    environment[firstPassed] = commented('Without a value: taken from the shell or .env, and not set where neither has it.', null);
  const releases = runtime.processes.filter(({ kind }) => kind === 'release');
  const workers = runtime.processes.filter(({ kind }) => kind === 'worker');
  const healthy = Object.fromEntries(own.map(({ service }) => [service.name, { condition: 'service_healthy' }]));
  const processName = (process: RuntimeProcess): string =>
    name === profile.name && hostPorts.size === 0 && process.name !== name ? process.name : `${name}-${process.name}`;
  const migrated = Object.fromEntries(
    releases.map((process) => [releaseName(name, process), { condition: 'service_completed_successfully' }]),
  );
  const secrets = wirings.filter(({ secretFile }) => secretFile).flatMap(({ service }) => service.password?.secret ?? []);
  const common = {
    ...(Object.keys(environment).length > 0 && { environment }),
    ...(secrets.length > 0 && { secrets }),
  };
  const hardening = {
    init: runtime.needsInit ? true : undefined,
    cap_drop: flow('ALL'),
    security_opt: flow('no-new-privileges:true'),
  };
  const services: Record<string, Yaml> = {};
  for (const process of releases) {
    services[releaseName(name, process)] = {
      ...build(app, process.target),
      command: flow(...process.argv),
      ...common,
      ...(own.length > 0 && { depends_on: healthy }),
      ...hardening,
      restart: 'no',
      ...limits('512M'),
    };
  }
  services[name] = {
    ...build(app),
    ...(runtime.port !== null && { ports: [`${String(hostPort(runtime.port, hostPorts))}:${String(runtime.port)}`] }),
    ...common,
    ...(own.length + releases.length > 0 && { depends_on: { ...healthy, ...migrated } }),
    ...hardening,
    restart: 'unless-stopped',
    ...limits('512M'),
  };
  for (const process of workers) {
    services[processName(process)] = {
      ...build(app, process.target),
      command: flow(...process.argv),
      ...common,
      ...(own.length + releases.length > 0 && { depends_on: { ...healthy, ...migrated } }),
      ...hardening,
      // The image's check asks the web process, which does not run here.
      healthcheck: { disable: true },
      restart: 'unless-stopped',
      ...limits('512M'),
    };
  }
  return { services, open };
}

function releaseName(name: string, process: RuntimeProcess): string {
  return `${name}-${process.name}`;
}

/** Variables of the platform or the image, which are not the person's to set. */
const ambient =
  /^(?:NODE_ENV|NODE_OPTIONS|PORT|HOST|HOSTNAME|HOME|PATH|PWD|TMPDIR|TMP|TEMP|USER|USERNAME|SHELL|TERM|TZ|LANG|CI|DEBUG|EDITOR|npm_.*|GITHUB_.*|VERCEL.*|NETLIFY.*|K_.*|AWS_LAMBDA_.*|VITEST.*|JEST.*|NEXT_RUNTIME|NO_COLOR|FORCE_COLOR|PYTHON[A-Z]*|GO[A-Z]*|JAVA_.*|RAILS_ENV|RACK_ENV)$/;

function build(app: ComposeApp, target?: string): Record<string, Yaml> {
  const { image, profile } = app;
  const dockerfile = profile.path === '.' ? 'Dockerfile' : `${profile.path}/Dockerfile`;
  const inContext = image.context === '.' ? dockerfile : dockerfile.slice(image.context.length + 1);
  return {
    image: target === undefined ? `${app.imageName}:dev` : `${app.imageName}-${target}:dev`,
    build: {
      context: image.context === '.' ? '.' : `./${image.context}`,
      dockerfile: inContext === 'Dockerfile' ? undefined : inContext,
      target,
      args: image.buildArgs.length > 0 ? Object.fromEntries(image.buildArgs.map((name) => [name, null])) : undefined,
    },
  };
}

function backingService(service: BackingService, version: string | null): Yaml {
  const tag = version ?? service.tag;
  return {
    image: `${service.image}:${tag}`,
    entrypoint: service.entrypoint,
    command: service.command,
    environment: serviceEnvironment(service),
    secrets: service.password === null ? undefined : [service.password.secret],
    volumes: service.data === null ? undefined : [`${service.name}-data:${service.data(tag)}`],
    healthcheck: {
      test: flow(...service.healthcheck.test),
      interval: '5s',
      timeout: '3s',
      retries: 10,
      start_period: `${String(service.healthcheck.startPeriod)}s`,
    },
    stop_grace_period: service.stopGracePeriod,
    security_opt: flow('no-new-privileges:true'),
    restart: 'unless-stopped',
    ...limits(service.memory),
  };
}

/** Compose recreates a container when its settings change, and not when a secret does: the path is part of the settings only once the password is set. */
function serviceEnvironment({ environment, password }: BackingService): Yaml | undefined {
  if (environment === undefined || password === null) return environment;
  const path = `/run/secrets/${password.secret}`;
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value === path
        ? commented(
            `Empty until ${password.variable} is set, so that the container is made anew then.`,
            `\${${password.variable}:+${path}}`,
          )
        : value,
    ]),
  );
}

function limits(memory: string): Record<string, Yaml> {
  return { deploy: { resources: { limits: { cpus: '1.0', memory, pids: 512 } } } };
}

/** The app's own port where it is free, else the next one. */
function hostPort(port: number, taken: Set<number>): number {
  let free = port;
  while (taken.has(free)) free += 1;
  taken.add(free);
  return free;
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = taken.has(name) ? `${name}-app` : name;
  for (let count = 2; taken.has(unique); count += 1) unique = `${name}-${String(count)}`;
  taken.add(unique);
  return unique;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
