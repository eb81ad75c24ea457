import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Figures of a control group that Podman's API leaves out. */
export interface CgroupFigures {
  readonly memoryUsageBytes: number;
  readonly memoryReclaimableBytes: number;
  readonly periods: number;
  readonly throttledPeriods: number;
}

/** Reads a control group of this machine, of either version; undefined when it is not there (any more) or may not be read. */
export async function readCgroup(path: string, version: 1 | 2, mount = '/sys/fs/cgroup'): Promise<CgroupFigures | undefined> {
  const folder = (controller: string) => join(mount, version === 1 ? controller : '', path);
  try {
    const [usage, memory, cpu] = await Promise.all([
      readFile(join(folder('memory'), version === 1 ? 'memory.usage_in_bytes' : 'memory.current'), 'utf8'),
      readFile(join(folder('memory'), 'memory.stat'), 'utf8').then(keyed),
      readFile(join(folder('cpu'), 'cpu.stat'), 'utf8').then(keyed),
    ]);
    return {
      memoryUsageBytes: Number(usage),
      // Version 1 keeps the figure of the whole tree under its own name.
      memoryReclaimableBytes: memory.get('total_inactive_file') ?? memory.get('inactive_file') ?? 0,
      periods: cpu.get('nr_periods') ?? 0,
      throttledPeriods: cpu.get('nr_throttled') ?? 0,
    };
  } catch {
    return undefined;
  }
}

function keyed(text: string): ReadonlyMap<string, number> {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [key = '', value = ''] = line.split(' ');
        return [key, Number(value)];
      }),
  );
}
