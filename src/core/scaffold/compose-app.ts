import type { ComposeApp } from './compose.ts';
import type { RuntimeProcess } from './scaffolder.ts';
import type { BackingService } from './services/service.ts';
import { wire } from './services/wiring.ts';
import { commented, flow, type Yaml } from './yaml-text.ts';

export interface NamedApp extends ComposeApp {
  /** Name of its service. */
  readonly service: string;
  /** Port on the machine; null when nothing is published. */
  readonly hostPort: number | null;
  /** Names of the services of its other processes. */
  readonly processName: (process: RuntimeProcess) => string;
}

export interface AppServices {
  readonly services: Readonly<Record<string, Yaml>>;
  /** Variables whose values nothing in the project says, and that a service needs. */
  readonly open: readonly string[];
}

/** The app and its other processes: what prepares a release first, the workers behind. */
export function appServices(app: NamedApp, backing: readonly BackingService[]): AppServices {
  const { runtime } = app.image;
  const own = backing.filter(({ name }) => app.profile.services.some(({ value }) => value.name === name));
  const { environment, secrets, open } = environmentOf(app, own);
  const releases = runtime.processes.filter(({ kind }) => kind === 'release');
  const workers = runtime.processes.filter(({ kind }) => kind === 'worker');
  const healthy = Object.fromEntries(own.map(({ name }) => [name, { condition: 'service_healthy' }]));
  const released = Object.fromEntries(
    releases.map((process) => [app.processName(process), { condition: 'service_completed_successfully' }]),
  );
  const service = (
    process: RuntimeProcess | undefined,
    waits: Readonly<Record<string, Yaml>>,
    rest: Readonly<Record<string, Yaml>>,
  ): Yaml => ({
    ...build(app, process?.target),
    command: process === undefined ? undefined : flow(...process.argv),
    ports: process === undefined && app.hostPort !== null ? [`${String(app.hostPort)}:${String(runtime.port)}`] : undefined,
    environment: Object.keys(environment).length > 0 ? environment : undefined,
    secrets: secrets.length > 0 ? secrets : undefined,
    depends_on: Object.keys(waits).length > 0 ? waits : undefined,
    init: runtime.needsInit ? true : undefined,
    cap_drop: flow('ALL'),
    security_opt: flow('no-new-privileges:true'),
    ...rest,
    ...limits('512M'),
  });
  const waits = { ...healthy, ...released };
  return {
    open,
    services: {
      ...Object.fromEntries(releases.map((process) => [app.processName(process), service(process, healthy, { restart: 'no' })])),
      [app.service]: service(undefined, waits, { restart: 'unless-stopped' }),
      // The image's health check asks the web process, which does not run in a worker.
      ...Object.fromEntries(
        workers.map((process) => [
          app.processName(process),
          service(process, waits, { healthcheck: { disable: true }, restart: 'unless-stopped' }),
        ]),
      ),
    },
  };
}

/** What every generated service may use at most; enough for a start, and a place to say more. */
export function limits(memory: string): Readonly<Record<string, Yaml>> {
  return { deploy: { resources: { limits: { cpus: '1.0', memory, pids: 512 } } } };
}

function environmentOf({ profile, image }: NamedApp, own: readonly BackingService[]) {
  const wirings = own.map((service) => {
    const detected = profile.services.find(({ value }) => value.name === service.name)?.value;
    return { service, ...wire(service, detected?.env ?? [], service.name) };
  });
  const wired = Object.fromEntries(
    [image.runtime.env, ...wirings.map(({ environment }) => environment)].flatMap((each) => Object.entries(each)),
  );
  const open = wirings.flatMap((wiring) => wiring.open);
  const read = profile.kind?.value === 'static' ? [] : profile.env.map(({ value }) => value);
  const passed = [...new Set([...open, ...read])].filter(
    (name) => !(name in wired) && !ambient.test(name) && !image.buildArgs.includes(name),
  );
  const explained = passed.map((name, index) => [
    name,
    index === 0 ? commented('Without a value here: from the shell or .env, and not set where neither has it.', null) : null,
  ]);
  return {
    environment: { ...wired, ...Object.fromEntries(explained) } as Readonly<Record<string, Yaml>>,
    secrets: wirings.filter(({ secretFile }) => secretFile).flatMap(({ service }) => service.password?.secret ?? []),
    open,
  };
}

/** Variables of the platform or the image, which are not the person's to set. */
const ambient =
  /^(?:NODE_ENV|NODE_OPTIONS|PORT|HOST|HOSTNAME|HOME|PATH|PWD|TMPDIR|TMP|TEMP|USER|USERNAME|SHELL|TERM|TZ|LANG|CI|DEBUG|EDITOR|npm_.*|GITHUB_.*|VERCEL.*|NETLIFY.*|K_.*|AWS_LAMBDA_.*|VITEST.*|JEST.*|NEXT_RUNTIME|NO_COLOR|FORCE_COLOR|PYTHON[A-Z]*|GO[A-Z]*|JAVA_.*|RAILS_ENV|RACK_ENV)$/;

function build({ image, imageName, profile }: NamedApp, target: string | undefined): Readonly<Record<string, Yaml | undefined>> {
  const dockerfile = profile.path === '.' ? 'Dockerfile' : `${profile.path}/Dockerfile`;
  const inContext = image.context === '.' ? dockerfile : dockerfile.slice(image.context.length + 1);
  return {
    image: `${target === undefined ? imageName : `${imageName}-${target}`}:dev`,
    build: {
      context: image.context === '.' ? '.' : `./${image.context}`,
      dockerfile: inContext === 'Dockerfile' ? undefined : inContext,
      target,
      secrets: image.buildSecrets.length > 0 ? image.buildSecrets.map(({ id }) => id) : undefined,
      args: image.buildArgs.length > 0 ? Object.fromEntries(image.buildArgs.map((name) => [name, null])) : undefined,
    },
  };
}
