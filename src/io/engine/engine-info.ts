import { release } from 'node:os';
import { text } from 'node:stream/consumers';
import type { EngineInfo } from './engine.ts';
import type { Transport } from './transport.ts';

/** Asks who answers. Rejects with the connection's own error, or with the words of whatever answered instead. */
export async function askEngine(transport: Transport, env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<EngineInfo> {
  const { url, origin } = transport.endpoint;
  const patience = AbortSignal.timeout(url.startsWith('ssh:') ? 30_000 : 8_000);
  const either = signal ? AbortSignal.any([signal, patience]) : patience;
  const ask = async (path: string): Promise<unknown> => {
    const response = await transport.request({ method: 'GET', path, signal: either });
    const body = await text(response);
    if (response.statusCode !== 200) throw new Error(body.trim().slice(0, 300) || `HTTP status ${String(response.statusCode)}`);
    return JSON.parse(body) as unknown;
  };
  const [version, info] = await Promise.all([ask('/version'), ask('/info')]);
  return engineInfo({ url, origin }, env['DOCKER_BUILDKIT'] !== '0', version as RawVersion, info as RawInfo);
}

interface RawVersion {
  readonly Version?: string;
  readonly ApiVersion?: string;
  readonly Os?: string;
  readonly Arch?: string;
  readonly Components?: readonly { readonly Name?: string }[];
}

interface RawInfo {
  readonly CgroupVersion?: string;
  readonly NCPU?: number;
  readonly MemTotal?: number;
  readonly OSType?: string;
  readonly KernelVersion?: string;
  readonly OperatingSystem?: string;
}

/** What the engine’s `/version` and `/info` say. */
export function engineInfo(
  endpoint: { readonly url: string; readonly origin: string },
  wantsBuildKit: boolean,
  version: RawVersion,
  info: RawInfo,
): EngineInfo {
  const podman = version.Components?.some(({ Name: name }) => name === 'Podman Engine') ?? false;
  const versionText = version.Version ?? '';
  const major = Number(versionText.split('.')[0]);
  return {
    kind: podman ? 'podman' : 'docker',
    version: versionText,
    apiVersion: version.ApiVersion ?? '',
    endpoint: endpoint.url,
    origin: endpoint.origin,
    os: version.Os ?? info.OSType ?? '',
    arch: version.Arch ?? '',
    cgroupVersion: info.CgroupVersion === '2' ? 2 : 1,
    cpus: info.NCPU ?? 1,
    ...(info.MemTotal !== undefined && { memoryBytes: info.MemTotal }),
    local: runsOnThisKernel(endpoint.url, info),
    capabilities: {
      buildKit: !podman && wantsBuildKit && hasBuildKit(version),
      healthchecks: !podman,
      updateLimits: !podman || major >= 5,
      killEvents: !podman,
      oomFlag: !podman || major >= 5,
    },
  };
}

/** Docker has it since API 1.40, not for Windows containers; older clients only did not ask for it. */
function hasBuildKit({ ApiVersion: api = '', Os: os }: RawVersion): boolean {
  const [major = 0, minor = 0] = api.split('.').map(Number);
  return os !== 'windows' && (major > 1 || (major === 1 && minor >= 40));
}

/** Docker Desktop and the machines of Podman and Colima answer on a local socket, but their containers live in a virtual machine; under WSL that one even has the same kernel. */
function runsOnThisKernel(url: string, info: RawInfo): boolean {
  const desktop = info.OperatingSystem?.startsWith('Docker Desktop') ?? false;
  return process.platform === 'linux' && url.startsWith('unix:') && info.KernelVersion === release() && !desktop;
}
