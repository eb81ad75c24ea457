import type { DockerfileFacts } from './dockerfile-facts.ts';

/** What a run works on, read from the image's configuration and, where there is one, its Dockerfile. */
export interface TestPlan {
  readonly image: string;
  readonly config: ImageFacts;
  readonly dockerfile: DockerfileFacts | null;
  /** The port that the app serves; null when nothing names one. */
  readonly port: PlannedPort | null;
  readonly options: TestOptions;
}

export interface PlannedPort {
  readonly number: number;
  /** `EXPOSE`, `the plan`, `compose.yaml`. */
  readonly source: string;
}

/** An image's configuration, as engines report it. */
export interface ImageFacts {
  readonly user: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly workdir: string;
  /** `8080/tcp`. */
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly stopSignal: string;
  readonly shell: readonly string[] | null;
  readonly healthcheck: { readonly test: readonly string[] } | null;
}

export interface TestOptions {
  /** The engine kills the container when it has not stopped by then. */
  readonly stopTimeoutSeconds: number;
  readonly readyTimeoutSeconds: number;
  /** What readiness asks for. */
  readonly path: string;
  /** `tcp` for servers that do not speak HTTP: listening is enough. */
  readonly protocol: 'http' | 'tcp';
  /** Overrides what the image exposes. */
  readonly port: number | null;
  readonly recovery: readonly RecoveryFault[];
}

export type RecoveryFault = 'crash' | 'pause' | 'network' | 'disk' | 'memory';

export const defaultOptions: TestOptions = {
  stopTimeoutSeconds: 10,
  readyTimeoutSeconds: 30,
  path: '/',
  protocol: 'http',
  port: null,
  recovery: ['crash', 'pause', 'network'],
};

/** The plan of an image; `dockerfile` adds the places. */
export function planFor(
  image: string,
  config: ImageFacts,
  dockerfile: DockerfileFacts | null,
  options: Partial<TestOptions> = {},
): TestPlan {
  const all = { ...defaultOptions, ...options };
  return { image, config, dockerfile, port: choosePort(config, all), options: all };
}

/** Entry point and command as the kernel gets them. */
export const imageCommand = (config: ImageFacts): readonly string[] => [...(config.entrypoint ?? []), ...(config.cmd ?? [])];

function choosePort(config: ImageFacts, options: TestOptions): PlannedPort | null {
  if (options.port !== null) return { number: options.port, source: 'the plan' };
  const exposed = config.exposedPorts.filter((port) => !port.endsWith('/udp') && !port.endsWith('/sctp')).map((port) => parseInt(port, 10));
  const preferred = Number(config.env['PORT']);
  const port = exposed.find((number) => number === preferred) ?? exposed[0];
  return port === undefined ? null : { number: port, source: 'EXPOSE' };
}
