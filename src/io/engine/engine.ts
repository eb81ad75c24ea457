import type { Readable } from 'node:stream';

/** One container engine. Every call takes an AbortSignal and rejects with `EngineError`. Docker and Podman stand behind it alike; where they differ, `capabilities` says so. */
export interface Engine {
  readonly info: EngineInfo;
  build(request: BuildRequest, onEvent: (event: BuildEvent) => void, signal?: AbortSignal): Promise<BuildResult>;
  pull(image: string, onEvent: (event: PullEvent) => void, signal?: AbortSignal): Promise<void>;
  inspectImage(image: string, signal?: AbortSignal): Promise<ImageInfo | undefined>;
  listImages(signal?: AbortSignal): Promise<readonly ImageSummary[]>;
  removeImage(image: string, signal?: AbortSignal): Promise<void>;
  createContainer(request: ContainerRequest, signal?: AbortSignal): Promise<string>;
  startContainer(id: string, signal?: AbortSignal): Promise<void>;
  /** Sends the container's stop signal, then SIGKILL after `timeoutSeconds` (0 or more). Resolves when it has stopped. */
  stopContainer(id: string, timeoutSeconds: number, signal?: AbortSignal): Promise<void>;
  restartContainer(id: string, timeoutSeconds: number, signal?: AbortSignal): Promise<void>;
  killContainer(id: string, signalName: string, signal?: AbortSignal): Promise<void>;
  pauseContainer(id: string, signal?: AbortSignal): Promise<void>;
  unpauseContainer(id: string, signal?: AbortSignal): Promise<void>;
  waitContainer(id: string, signal?: AbortSignal): Promise<number>;
  /** Force-removes with anonymous volumes; resolves when it is gone, also when it never was. */
  removeContainer(id: string, signal?: AbortSignal): Promise<void>;
  inspectContainer(id: string, signal?: AbortSignal): Promise<ContainerInfo | undefined>;
  listContainers(
    filter: { readonly all?: boolean; readonly labels?: readonly string[] },
    signal?: AbortSignal,
  ): Promise<readonly ContainerSummary[]>;
  /** Output as it comes, since a Unix time in seconds; ends when the container stops (follow) or at the end of what there is. */
  logs(
    id: string,
    options: { readonly follow?: boolean; readonly tail?: number; readonly sinceSeconds?: number },
    signal?: AbortSignal,
  ): AsyncIterable<LogChunk>;
  /** Runs a command inside; never attaches stdin. */
  exec(id: string, argv: readonly string[], options?: ExecOptions, signal?: AbortSignal): Promise<ExecResult>;
  stats(id: string, signal?: AbortSignal): Promise<StatsSample>;
  events(filter: { readonly labels?: readonly string[]; readonly sinceSeconds?: number }, signal?: AbortSignal): AsyncIterable<EngineEvent>;
  /** A tar stream of a path in the container. */
  readArchive(id: string, path: string, signal?: AbortSignal): Promise<Readable>;
  /** Mode (Go FileMode bits), size and link target of a path, without its content; undefined when it does not exist. */
  statPath(id: string, path: string, signal?: AbortSignal): Promise<PathStat | undefined>;
  writeArchive(id: string, path: string, tar: Readable, signal?: AbortSignal): Promise<void>;
  /** Files changed since the image: 0 modified, 1 added, 2 deleted. */
  changes(id: string, signal?: AbortSignal): Promise<readonly { readonly path: string; readonly kind: 0 | 1 | 2 }[]>;
  createNetwork(name: string, labels: Labels, signal?: AbortSignal): Promise<string>;
  removeNetwork(id: string, signal?: AbortSignal): Promise<void>;
  listNetworks(
    labels: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly { readonly id: string; readonly name: string; readonly labels: Labels }[]>;
  connectNetwork(network: string, container: string, aliases: readonly string[], signal?: AbortSignal): Promise<void>;
  disconnectNetwork(network: string, container: string, signal?: AbortSignal): Promise<void>;
  createVolume(name: string, labels: Labels, signal?: AbortSignal): Promise<void>;
  removeVolume(name: string, signal?: AbortSignal): Promise<void>;
  listVolumes(labels: readonly string[], signal?: AbortSignal): Promise<readonly { readonly name: string; readonly labels: Labels }[]>;
  /** Changes limits of a running container; rejects with reason `unsupported` where the engine cannot. */
  updateContainer(id: string, limits: { readonly memoryBytes?: number }, signal?: AbortSignal): Promise<void>;
  /** Runs the image's healthcheck once where the engine does not by itself (Podman without systemd). */
  runHealthcheck(id: string, signal?: AbortSignal): Promise<'healthy' | 'unhealthy' | 'starting' | undefined>;
  dispose(): void;
}

export type Labels = Readonly<Record<string, string>>;

export interface EngineInfo {
  readonly kind: 'docker' | 'podman';
  readonly version: string;
  readonly apiVersion: string;
  /** Where it answers: unix:///var/run/docker.sock, npipe:…, tcp://…, ssh://…. */
  readonly endpoint: string;
  /** What named it: `setting`, `DOCKER_HOST`, `context desktop-linux`, `socket`. */
  readonly origin: string;
  readonly os: string;
  readonly arch: string;
  readonly cgroupVersion: 1 | 2;
  readonly cpus: number;
  /** Memory of the machine that the containers run on. */
  readonly memoryBytes?: number;
  /** True when containers run on this machine's own kernel, so that host tools see their processes. */
  readonly local: boolean;
  readonly capabilities: EngineCapabilities;
}

export interface EngineCapabilities {
  readonly buildKit: boolean;
  /** The engine runs HEALTHCHECK by itself. */
  readonly healthchecks: boolean;
  readonly updateLimits: boolean;
  /** Stop is reported as kill events with their signals. */
  readonly killEvents: boolean;
  /** State.OOMKilled can be trusted. */
  readonly oomFlag: boolean;
}

export interface BuildRequest {
  /** Absolute folder. */
  readonly context: string;
  /** Absolute, or relative to the context; `Dockerfile` when left out. May lie outside the context. */
  readonly dockerfile?: string;
  readonly tags: readonly string[];
  readonly target?: string;
  readonly platform?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly labels?: Labels;
  readonly noCache?: boolean;
  readonly pull?: boolean;
  /** Secret id to absolute file; needs buildx. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly ssh?: boolean;
}

export interface BuildResult {
  readonly imageId: string;
  readonly durationMs: number;
  readonly steps: readonly BuildStep[];
}

export interface BuildStep {
  /** Stable in one build. */
  readonly id: string;
  /** As the engine says it: `[build 3/7] RUN npm ci`. */
  readonly name: string;
  readonly stage: string | null;
  /** One-based line in the Dockerfile, where it can be told. */
  readonly line: number | null;
  readonly state: 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
  readonly durationMs: number | null;
}

export type BuildEvent =
  | { readonly type: 'step'; readonly step: BuildStep }
  | { readonly type: 'output'; readonly stepId: string | null; readonly text: string }
  | { readonly type: 'progress'; readonly stepId: string; readonly what: string; readonly current: number; readonly total: number | null }
  | { readonly type: 'warning'; readonly message: string; readonly line: number | null };

export interface PullEvent {
  readonly layer: string | null;
  readonly status: string;
  readonly current: number | null;
  readonly total: number | null;
}

export interface ImageConfig {
  readonly user: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly workdir: string;
  /** `8080/tcp`. */
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Labels;
  /** SIGTERM when the image does not say. */
  readonly stopSignal: string;
  readonly shell: readonly string[] | null;
  readonly healthcheck: {
    readonly test: readonly string[];
    readonly intervalMs: number;
    readonly timeoutMs: number;
    readonly startPeriodMs: number;
    readonly retries: number;
  } | null;
}

export interface ImageInfo {
  readonly id: string;
  readonly tags: readonly string[];
  readonly digests: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly os: string;
  readonly arch: string;
  readonly config: ImageConfig;
}

export interface ImageSummary {
  readonly id: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly labels: Labels;
}

export interface ContainerRequest {
  readonly image: string;
  readonly name?: string;
  readonly labels: Labels;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly workdir?: string;
  /** Container port to host port on 127.0.0.1; host port 0 lets the engine choose. */
  readonly ports?: readonly { readonly container: number; readonly host: number }[];
  readonly network?: string;
  readonly networkAliases?: readonly string[];
  readonly init?: boolean;
  readonly readOnly?: boolean;
  readonly tmpfs?: Readonly<Record<string, string>>;
  readonly capDrop?: readonly string[];
  readonly capAdd?: readonly string[];
  readonly securityOpt?: readonly string[];
  readonly memoryBytes?: number;
  readonly nanoCpus?: number;
  readonly pidsLimit?: number;
  readonly privileged?: boolean;
  readonly pidMode?: string;
  readonly restart?: { readonly name: 'no' | 'always' | 'on-failure' | 'unless-stopped'; readonly maximumRetryCount?: number };
  readonly mounts?: readonly {
    readonly type: 'bind' | 'volume';
    readonly source: string;
    readonly target: string;
    readonly readOnly?: boolean;
  }[];
  readonly stopSignal?: string;
  readonly tty?: boolean;
  readonly healthcheck?: {
    readonly test: readonly string[];
    readonly intervalMs?: number;
    readonly timeoutMs?: number;
    readonly startPeriodMs?: number;
    readonly retries?: number;
  };
  readonly platform?: string;
}

export interface ContainerInfo {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly labels: Labels;
  readonly state: ContainerState;
  readonly tty: boolean;
  readonly config: ImageConfig;
  readonly ports: readonly PortBinding[];
  readonly ip: string | null;
  readonly networks: Readonly<Record<string, { readonly ip: string | null }>>;
  readonly restartCount: number;
}

export interface ContainerState {
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead' | 'stopped';
  readonly pid: number;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly error: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | null;
  readonly healthLog: readonly { readonly exitCode: number; readonly output: string }[];
}

export interface PortBinding {
  readonly container: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly host: number | null;
  readonly hostIp: string | null;
}

export interface ContainerSummary {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly labels: Labels;
  readonly state: ContainerState['status'];
  /** The engine's own words: `Up 3 minutes (healthy)`. */
  readonly status: string;
  readonly health: ContainerState['health'];
  readonly ports: readonly PortBinding[];
  readonly createdAt: string;
}

export interface LogChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
}

export interface ExecOptions {
  readonly user?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly workdir?: string;
  readonly timeoutMs?: number;
  readonly privileged?: boolean;
}

export interface ExecResult {
  /** 126 not executable, 127 not found, as engines answer; normalised on Podman. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PathStat {
  readonly name: string;
  readonly size: number;
  /** Go FileMode bits. */
  readonly mode: number;
  readonly linkTarget: string;
}

/** One reading of a container's counters; rates are made by the caller from two of them. */
export interface StatsSample {
  readonly atMs: number;
  readonly cpuTotalNs: number;
  readonly cpuThrottledPeriods: number;
  readonly cpuPeriods: number;
  /** Without reclaimable page cache, as `docker stats` shows it. */
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number | null;
  readonly networkRxBytes: number;
  readonly networkTxBytes: number;
  readonly blockReadBytes: number;
  readonly blockWriteBytes: number;
  readonly pids: number;
}

export interface EngineEvent {
  readonly type: 'container' | 'image' | 'network' | 'volume' | 'other';
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly timeMs: number;
}
