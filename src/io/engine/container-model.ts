import type { ContainerInfo, ContainerState, ContainerSummary, Labels, PortBinding } from './engine.ts';
import { familiarName, imageConfig, imageId, time, type RawConfig } from './image-model.ts';

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
  readonly Config?: (RawConfig & { readonly Image?: string }) | null;
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
  readonly Labels?: Labels | null;
  readonly State?: string;
  readonly Status?: string;
  readonly Created?: number;
  readonly Ports?:
    readonly { readonly PrivatePort?: number; readonly PublicPort?: number; readonly Type?: string; readonly IP?: string }[] | null;
}

export function containerInfo(raw: RawContainer): ContainerInfo {
  const { Networks: networks, Ports: ports, IPAddress: address } = raw.NetworkSettings ?? {};
  const addresses = Object.fromEntries(Object.entries(networks ?? {}).map(([name, network]) => [name, { ip: network?.IPAddress || null }]));
  return {
    id: raw.Id,
    name: (raw.Name ?? '').replace(/^\//, ''),
    image: familiarName(raw.Config?.Image ?? raw.Image ?? ''),
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
    image: familiarName(raw.Image ?? ''),
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
