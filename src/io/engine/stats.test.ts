import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCgroup } from './cgroup.ts';
import { statsSample } from './stats.ts';

// Cut down from the answers of Docker 26.1 and Podman 4.3.1, both on cgroup v1.
const docker = {
  read: '2026-11-23T06:14:20.759294484Z',
  pids_stats: { current: 2 },
  blkio_stats: {
    io_service_bytes_recursive: [
      { op: 'read', value: 4096 },
      { op: 'Write', value: 10 },
      { op: 'Write', value: 5 },
    ],
  },
  cpu_stats: { cpu_usage: { total_usage: 83582190 }, throttling_data: { periods: 7, throttled_periods: 3 } },
  memory_stats: { usage: 2433024, stats: { cache: 1687552, inactive_file: 1, total_inactive_file: 966656 }, limit: 25276502016 },
  networks: { eth0: { rx_bytes: 736, tx_bytes: 1 }, eth1: { rx_bytes: 4, tx_bytes: 2 } },
};
const podman = {
  read: '2026-11-23T06:32:46.232991481Z',
  pids_stats: { current: 2 },
  blkio_stats: { io_service_bytes_recursive: [] },
  cpu_stats: { cpu_usage: { total_usage: 1094540451 }, throttling_data: { periods: 0, throttled_periods: 0 } },
  memory_stats: { usage: 32833536, limit: 104857600 },
  networks: { network: { rx_bytes: 0, tx_bytes: 0 } },
};
const machine = 25276502016;

describe('a sample', () => {
  it('of Docker on cgroup v1', () => {
    expect(statsSample(docker, machine, 0)).toEqual({
      atMs: Date.parse('2026-11-23T06:14:20.759Z'),
      cpuTotalNs: 83582190,
      cpuThrottledPeriods: 3,
      cpuPeriods: 7,
      memoryBytes: 2433024 - 966656,
      memoryLimitBytes: null,
      networkRxBytes: 740,
      networkTxBytes: 3,
      blockReadBytes: 4096,
      blockWriteBytes: 15,
      pids: 2,
    });
  });

  it('of Docker on cgroup v2', () => {
    const v2 = { ...docker, memory_stats: { usage: 1000, limit: 5000, stats: { inactive_file: 300, file: 600 } } };
    expect(statsSample(v2, machine, 0)).toMatchObject({ memoryBytes: 700, memoryLimitBytes: 5000 });
  });

  it('of Podman, with what its control group says', () => {
    const cgroup = { memoryUsageBytes: 32833536, memoryReclaimableBytes: 31457280, periods: 22, throttledPeriods: 21 };
    expect(statsSample(podman, machine, 0, cgroup)).toMatchObject({
      memoryBytes: 1376256,
      memoryLimitBytes: 104857600,
      cpuPeriods: 22,
      cpuThrottledPeriods: 21,
    });
    expect(statsSample(podman, machine, 0)).toMatchObject({ memoryBytes: 32833536 });
  });

  it('of a container that has stopped', () => {
    expect(statsSample({}, machine, 5)).toMatchObject({ atMs: 5, cpuTotalNs: 0, memoryBytes: 0, memoryLimitBytes: null, pids: 0 });
    expect(statsSample({ networks: null, blkio_stats: { io_service_bytes_recursive: null } }, machine, 5).networkRxBytes).toBe(0);
  });
});

describe('a control group', () => {
  it.each([
    [
      1,
      {
        'memory/x/memory.usage_in_bytes': '100\n',
        'memory/x/memory.stat': 'inactive_file 1\ntotal_inactive_file 40\n',
        'cpu/x/cpu.stat': 'nr_periods 5\nnr_throttled 2\nthrottled_time 9\n',
      },
    ],
    [
      2,
      {
        'x/memory.current': '100\n',
        'x/memory.stat': 'anon 5\ninactive_file 40\n',
        'x/cpu.stat': 'usage_usec 7\nnr_periods 5\nnr_throttled 2\n',
      },
    ],
  ] as const)('of version %i', async (version, files) => {
    const mount = await mkdtemp(join(tmpdir(), 'drydock-cgroup-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(mount, path, '..'), { recursive: true });
      await writeFile(join(mount, path), text);
    }
    expect(await readCgroup('/x', version, mount)).toEqual({
      memoryUsageBytes: 100,
      memoryReclaimableBytes: 40,
      periods: 5,
      throttledPeriods: 2,
    });
    expect(await readCgroup('/gone', version, mount)).toBeUndefined();
    await rm(mount, { recursive: true });
  });
});
