import type { ContainerInfo, ContainerState, ContainerSummary, ImageConfig, ImageInfo, ImageSummary, PortBinding } from './engine.ts';

/** The engine's inspect answers in our terms. Docker and Podman leave out or null what they have nothing for; so everything here is optional. */
export interface RawConfig {
  readonly User?: string | null;
  readonly Env?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | string | null;
  readonly Cmd?: readonly string[] | string | null;
  readonly WorkingDir?: string | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly Volumes?: Readonly<Record<string, unknown>> | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly StopSignal?: string | number | null;
  readonly Shell?: readonly string[] | null;
  readonly Tty?: boolean;
  readonly Healthcheck?: RawHealthcheck | null;
}

interface RawHealthcheck {
  readonly Test?: readonly string[] | null;
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly Retries?: number;
}

interface RawState {
  readonly Status?: string;
  readonly Pid?: number;
  readonly ExitCode?: number;
  readonly OOMKilled?: boolean;
  readonly Error?: string;
  readonly StartedAt?: string;
  readonly FinishedAt?: string;
  readonly Health?: {
    readonly Status?: string;
    readonly Log?: readonly { readonly ExitCode?: number; readonly Output?: string }[] | null;
  } | null;
}

export interface RawContainer {
  readonly Id: string;
  readonly Name?: string;
  readonly Image?: string;
  readonly RestartCount?: number;
  readonly Config?: RawConfig | null;
  readonly State?: RawState | null;
  readonly NetworkSettings?: {
    readonly IPAddress?: string;
    readonly Ports?: Readonly<Record<string, readonly { readonly HostIp?: string; readonly HostPort?: string }[] | null>> | null;
    readonly Networks?: Readonly<Record<string, { readonly IPAddress?: string } | null>> | null;
  } | null;
}

export interface RawContainerSummary {
  readonly Id: string;
  readonly Names?: readonly string[] | null;
  readonly Image?: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly State?: string;
  readonly Status?: string;
  readonly Created?: number;
  readonly Ports?:
    readonly { readonly PrivatePort?: number; readonly PublicPort?: number; readonly Type?: string; readonly IP?: string }[] | null;
}

export interface RawImage {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly RepoDigests?: readonly string[] | null;
  readonly Size?: number;
  readonly Created?: string | number;
  readonly Os?: string;
  readonly Architecture?: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly Config?: RawConfig | null;
}

export function containerInfo(raw: RawContainer): ContainerInfo {
  const { Networks: networks, Ports: ports, IPAddress: address } = raw.NetworkSettings ?? {};
  const addresses = Object.fromEntries(Object.entries(networks ?? {}).map(([name, network]) => [name, { ip: network?.IPAddress || null }]));
  return {
    id: raw.Id,
    name: (raw.Name ?? '').replace(/^\//, ''),
    image: String((raw.Config as { Image?: string } | null | undefined)?.Image ?? raw.Image ?? ''),
    imageId: imageId(raw.Image ?? ''),
    labels: raw.Config?.Labels ?? {},
    state: containerState(raw.State ?? {}),
    tty: raw.Config?.Tty ?? false,
    config: imageConfig(raw.Config ?? {}),
    ports: Object.entries(ports ?? {}).flatMap(([port, bindings]) => portBindings(port, bindings)),
    ip: address || (Object.values(addresses).find(({ ip }) => ip)?.ip ?? null),
    networks: addresses,
    restartCount: raw.RestartCount ?? 0,
  };
}

export function containerSummary(raw: RawContainerSummary): ContainerSummary {
  const status = raw.Status ?? '';
  const health = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(status)?.[1];
  return {
    id: raw.Id,
    name: (raw.Names?.[0] ?? '').replace(/^\//, ''),
    image: raw.Image ?? '',
    labels: raw.Labels ?? {},
    state: containerStatus(raw.State),
    status,
    health: healthStatus(health),
    ports: (raw.Ports ?? []).map((port) => ({
      container: port.PrivatePort ?? 0,
      protocol: protocol(port.Type),
      host: port.PublicPort || null,
      hostIp: port.IP || null,
    })),
    createdAt: new Date((raw.Created ?? 0) * 1000).toISOString(),
  };
}

export function imageInfo(raw: RawImage): ImageInfo {
  return {
    id: imageId(raw.Id),
    tags: raw.RepoTags ?? [],
    digests: raw.RepoDigests ?? [],
    sizeBytes: raw.Size ?? 0,
    createdAt: time(raw.Created) ?? '',
    os: raw.Os ?? '',
    arch: raw.Architecture ?? '',
    config: imageConfig(raw.Config ?? {}),
  };
}

export function imageSummary(raw: RawImage): ImageSummary {
  return {
    id: imageId(raw.Id),
    // Docker shows an image without a name as <none>:<none>.
    tags: (raw.RepoTags ?? []).filter((tag) => tag !== '<none>:<none>'),
    sizeBytes: raw.Size ?? 0,
    createdAt: time(raw.Created) ?? '',
    labels: raw.Labels ?? {},
  };
}

export function imageConfig(raw: RawConfig): ImageConfig {
  const { Healthcheck: health } = raw;
  const test = health?.Test ?? [];
  return {
    user: raw.User ?? '',
    env: environment(raw.Env ?? []),
    entrypoint: words(raw.Entrypoint),
    cmd: words(raw.Cmd),
    workdir: raw.WorkingDir || '/',
    exposedPorts: Object.keys(raw.ExposedPorts ?? {}),
    volumes: Object.keys(raw.Volumes ?? {}),
    labels: raw.Labels ?? {},
    stopSignal: signalName(raw.StopSignal),
    shell: raw.Shell ?? null,
    healthcheck:
      test.length === 0 || test[0] === 'NONE'
        ? null
        : {
            test,
            // An absent figure means the engine's default.
            intervalMs: milliseconds(health?.Interval) || 30_000,
            timeoutMs: milliseconds(health?.Timeout) || 30_000,
            startPeriodMs: milliseconds(health?.StartPeriod),
            retries: health?.Retries || 3,
          },
  };
}

function containerState(raw: RawState): ContainerState {
  return {
    status: containerStatus(raw.Status),
    pid: raw.Pid ?? 0,
    exitCode: raw.ExitCode ?? 0,
    oomKilled: raw.OOMKilled ?? false,
    error: raw.Error ?? '',
    startedAt: time(raw.StartedAt),
    finishedAt: time(raw.FinishedAt),
    health: healthStatus(raw.Health?.Status),
    healthLog: (raw.Health?.Log ?? []).map((entry) => ({ exitCode: entry.ExitCode ?? 0, output: entry.Output ?? '' })),
  };
}

function containerStatus(status: string | undefined): ContainerState['status'] {
  switch (status) {
    case 'running':
    case 'paused':
    case 'restarting':
    case 'removing':
    case 'exited':
    case 'dead':
    case 'stopped':
      return status;
    // Podman's words in between.
    case 'stopping':
      return 'running';
    default:
      return 'created';
  }
}

function healthStatus(status: string | undefined): ContainerState['health'] {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : null;
}

function portBindings(
  port: string,
  bindings: readonly { readonly HostIp?: string; readonly HostPort?: string }[] | null,
): readonly PortBinding[] {
  const [number = '', type] = port.split('/');
  const base = { container: Number(number), protocol: protocol(type) };
  if (!bindings?.length) return [{ ...base, host: null, hostIp: null }];
  return bindings.map(({ HostIp, HostPort }) => ({ ...base, host: Number(HostPort) || null, hostIp: HostIp || null }));
}

function protocol(type: string | undefined): PortBinding['protocol'] {
  return type === 'udp' || type === 'sctp' ? type : 'tcp';
}

function environment(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** An empty list is as good as none: engines give either. */
function words(value: readonly string[] | string | null | undefined): readonly string[] | null {
  const list = typeof value === 'string' ? value.split(' ').filter(Boolean) : (value ?? []);
  return list.length > 0 ? list : null;
}

/** Podman gives a container's stop signal as a number. */
function signalName(value: string | number | null | undefined): string {
  if (value === null || value === undefined || value === '' || value === 0) return 'SIGTERM';
  const numbered: Readonly<Record<string, string>> = {
    '1': 'SIGHUP',
    '2': 'SIGINT',
    '3': 'SIGQUIT',
    '9': 'SIGKILL',
    '10': 'SIGUSR1',
    '12': 'SIGUSR2',
    '15': 'SIGTERM',
    '28': 'SIGWINCH',
  };
  const text = String(value).toUpperCase();
  return numbered[text] ?? (text.startsWith('SIG') || /^\d+$/.test(text) ? text : `SIG${text}`);
}

function time(value: string | number | undefined): string | null {
  if (value === undefined || value === '') return null;
  if (typeof value === 'number') return new Date(value * 1000).toISOString();
  return value.startsWith('0001-') ? null : value;
}

function milliseconds(nanoseconds: number | undefined): number {
  return Math.round((nanoseconds ?? 0) / 1e6);
}

/** Podman leaves the algorithm out. */
function imageId(id: string): string {
  return /^[0-9a-f]{64}$/.test(id) ? `sha256:${id}` : id;
}
