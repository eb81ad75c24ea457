import type { CgroupFigures } from './cgroup.ts';
import type { StatsSample } from './engine.ts';

/** An answer of `GET /containers/{id}/stats`, as far as it is used; any member may be missing. */
export interface RawStats {
  readonly read?: string;
  readonly cpu_stats?: {
    readonly cpu_usage?: { readonly total_usage?: number };
    readonly throttling_data?: { readonly periods?: number; readonly throttled_periods?: number };
  };
  readonly memory_stats?: { readonly usage?: number; readonly limit?: number; readonly stats?: Readonly<Record<string, number>> };
  readonly networks?: Readonly<Record<string, { readonly rx_bytes?: number; readonly tx_bytes?: number }>> | null;
  readonly blkio_stats?: { readonly io_service_bytes_recursive?: readonly { readonly op?: string; readonly value?: number }[] | null };
  readonly pids_stats?: { readonly current?: number };
}

/** A reading as a sample. `machineBytes` is the memory of the engine's machine: a limit at or above it is none. `cgroup` stands in for what Podman leaves out. */
export function statsSample(raw: RawStats, machineBytes: number, nowMs: number, cgroup?: CgroupFigures): StatsSample {
  const { usage = 0, limit = 0, stats = {} } = raw.memory_stats ?? {};
  // cgroup v1 keeps the figure of the whole tree under its own name; v2 has only the other one.
  const reclaimable = stats['total_inactive_file'] ?? stats['inactive_file'] ?? 0;
  const { throttled_periods: throttled = 0, periods = 0 } = raw.cpu_stats?.throttling_data ?? {};
  const networks = Object.values(raw.networks ?? {});
  const blocks = raw.blkio_stats?.io_service_bytes_recursive ?? [];
  const blockBytes = (op: string) => sum(blocks.filter((block) => block.op?.toLowerCase() === op).map((block) => block.value));
  return {
    atMs: (raw.read !== undefined && Date.parse(raw.read)) || nowMs,
    cpuTotalNs: raw.cpu_stats?.cpu_usage?.total_usage ?? 0,
    cpuThrottledPeriods: cgroup?.throttledPeriods ?? throttled,
    cpuPeriods: cgroup?.periods ?? periods,
    memoryBytes: cgroup ? without(cgroup.memoryUsageBytes, cgroup.memoryReclaimableBytes) : without(usage, reclaimable),
    memoryLimitBytes: limit > 0 && limit < machineBytes ? limit : null,
    networkRxBytes: sum(networks.map((network) => network.rx_bytes)),
    networkTxBytes: sum(networks.map((network) => network.tx_bytes)),
    blockReadBytes: blockBytes('read'),
    blockWriteBytes: blockBytes('write'),
    pids: raw.pids_stats?.current ?? 0,
  };
}

/** The two figures are not read at the same moment. */
function without(usage: number, reclaimable: number): number {
  return reclaimable < usage ? usage - reclaimable : usage;
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
