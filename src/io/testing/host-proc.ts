import { readdir, readFile } from 'node:fs/promises';
import type { Attempt } from '../../core/testing/lab.ts';

/** What `processScript` would print in the container, made from this machine's /proc. */
export async function hostProcesses(pid: number, containerId: string): Promise<Attempt<string>> {
  const refused = await notOurs(pid, containerId);
  if (refused !== null) return { reason: refused };
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (await Promise.all(numbers.map(readProcess))).filter((one) => one !== undefined);
  const parents = new Map(read.map((one) => [one.pid, one.parent]));
  return {
    value: read
      .filter((one) => descends(one.pid, pid, parents))
      .map((one) => one.text)
      .join(''),
  };
}

/** The TCP tables that process `pid` sees. */
export async function hostSockets(pid: number, containerId: string): Promise<Attempt<string>> {
  const refused = await notOurs(pid, containerId);
  if (refused !== null) return { reason: refused };
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8').catch(() => '')));
  return { value: tables.join('') };
}

/** Kills the container's process 1 from outside, as the kernel does when memory is out. */
export async function hostKill(pid: number, containerId: string): Promise<Attempt<null>> {
  const refused = await notOurs(pid, containerId);
  if (refused !== null) return { reason: refused };
  try {
    process.kill(pid, 'SIGKILL');
    return { value: null };
  } catch (error) {
    return { reason: `this machine does not allow it (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** A process number from an engine in a virtual machine may be anything here, so the cgroup must name the container. */
async function notOurs(pid: number, containerId: string): Promise<string | null> {
  if (process.platform !== 'linux') return 'the containers do not run on this machine’s kernel';
  if (pid <= 0) return 'the container does not run';
  const cgroup = await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '');
  return cgroup.includes(containerId) ? null : 'this machine does not see the container’s processes';
}

async function readProcess(pid: string): Promise<{ readonly pid: number; readonly parent: number; readonly text: string } | undefined> {
  try {
    const [status, argv] = await Promise.all([readFile(`/proc/${pid}/status`, 'utf8'), readFile(`/proc/${pid}/cmdline`, 'utf8')]);
    return { pid: Number(pid), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0), text: `@process\n${status}@argv\n${argv}\n` };
  } catch {
    // It ended in between.
    return undefined;
  }
}

function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let current: number | undefined = pid; current !== undefined && current > 0; current = parents.get(current)) {
    if (current === root) return true;
  }
  return false;
}
