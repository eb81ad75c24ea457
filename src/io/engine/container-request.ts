import type { ContainerCreateOptions } from 'dockerode';
import type { ContainerRequest } from './engine.ts';

/** The body of `POST /containers/create`; name and platform go into its query. */
export function createBody(request: ContainerRequest): ContainerCreateOptions {
  const ports = request.ports ?? [];
  return {
    Image: request.image,
    Labels: { ...request.labels },
    // Nothing ever types into these containers.
    AttachStdin: false,
    OpenStdin: false,
    ...(request.entrypoint && { Entrypoint: [...request.entrypoint] }),
    ...(request.cmd && { Cmd: [...request.cmd] }),
    ...(request.env && { Env: environmentList(request.env) }),
    ...(request.user !== undefined && { User: request.user }),
    ...(request.workdir !== undefined && { WorkingDir: request.workdir }),
    ...(request.stopSignal !== undefined && { StopSignal: request.stopSignal }),
    ...(request.tty && { Tty: true }),
    ...(request.healthcheck && { Healthcheck: healthcheck(request.healthcheck) }),
    ExposedPorts: Object.fromEntries(ports.map(({ container }) => [`${String(container)}/tcp`, {}])),
    HostConfig: hostConfig(request),
    ...(request.network !== undefined && {
      NetworkingConfig: { EndpointsConfig: { [request.network]: { Aliases: [...(request.networkAliases ?? [])] } } },
    }),
  };
}

/** `A=b`, as the API wants it. */
export function environmentList(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

function hostConfig(request: ContainerRequest): NonNullable<ContainerCreateOptions['HostConfig']> {
  const ports = request.ports ?? [];
  return {
    // An empty port lets the engine choose; 0 would be taken literally by old engines.
    PortBindings: Object.fromEntries(
      ports.map(({ container, host }) => [`${String(container)}/tcp`, [{ HostIp: '127.0.0.1', HostPort: host === 0 ? '' : String(host) }]]),
    ),
    ...(request.network !== undefined && { NetworkMode: request.network }),
    ...(request.init !== undefined && { Init: request.init }),
    ...(request.readOnly && { ReadonlyRootfs: true }),
    ...(request.tmpfs && { Tmpfs: { ...request.tmpfs } }),
    ...(request.capDrop && { CapDrop: [...request.capDrop] }),
    ...(request.capAdd && { CapAdd: [...request.capAdd] }),
    ...(request.securityOpt && { SecurityOpt: [...request.securityOpt] }),
    // Without the second figure a container may swap as much again, and a memory limit proves nothing.
    ...(request.memoryBytes !== undefined && { Memory: request.memoryBytes, MemorySwap: request.memoryBytes }),
    ...(request.nanoCpus !== undefined && { NanoCpus: request.nanoCpus }),
    ...(request.pidsLimit !== undefined && { PidsLimit: request.pidsLimit }),
    ...(request.privileged && { Privileged: true }),
    ...(request.pidMode !== undefined && { PidMode: request.pidMode }),
    ...(request.restart && {
      RestartPolicy: {
        Name: request.restart.name,
        ...(request.restart.maximumRetryCount !== undefined && { MaximumRetryCount: request.restart.maximumRetryCount }),
      },
    }),
    ...(request.mounts && {
      Mounts: request.mounts.map(({ type, source, target, readOnly }) => ({
        Type: type,
        Source: source,
        Target: target,
        ReadOnly: readOnly ?? false,
      })),
    }),
  };
}

function healthcheck(check: NonNullable<ContainerRequest['healthcheck']>) {
  const nanoseconds = (milliseconds: number) => milliseconds * 1e6;
  return {
    Test: [...check.test],
    ...(check.intervalMs !== undefined && { Interval: nanoseconds(check.intervalMs) }),
    ...(check.timeoutMs !== undefined && { Timeout: nanoseconds(check.timeoutMs) }),
    ...(check.startPeriodMs !== undefined && { StartPeriod: nanoseconds(check.startPeriodMs) }),
    ...(check.retries !== undefined && { Retries: check.retries }),
  };
}
