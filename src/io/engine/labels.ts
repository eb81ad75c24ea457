import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Labels } from './engine.ts';

/** The labels of everything that is to vanish with the process that made it. */
export const labelNames = {
  session: 'dev.drydock.session',
  pid: 'dev.drydock.pid',
  host: 'dev.drydock.host',
  created: 'dev.drydock.created',
  ttl: 'dev.drydock.ttl',
  owner: 'dev.drydock.owner',
} as const;

/** For containers, networks, volumes and images that this process makes. `owner` says what for (`test`, `rehearsal`); after `ttlSeconds` anybody may remove them. */
export function ownerLabels(options: { readonly owner: string; readonly ttlSeconds?: number }): Labels {
  return {
    [labelNames.session]: sessionId(),
    [labelNames.pid]: String(process.pid),
    [labelNames.host]: hostId(),
    [labelNames.created]: new Date().toISOString(),
    [labelNames.ttl]: String(options.ttlSeconds ?? defaultTtlSeconds),
    [labelNames.owner]: options.owner,
  };
}

/** The same in every bundle that this process has loaded, and never again on this machine. */
export function sessionId(): string {
  return createHash('sha256')
    .update(`${hostId()} ${String(process.pid)} ${String(performance.timeOrigin)}`)
    .digest('hex')
    .slice(0, 32);
}

/** Whether the owner of something with these labels is gone, as far as can be told from this process. */
export function isOrphan(labels: Labels, now: number, isAlive: (pid: number) => boolean = processIsAlive): boolean {
  if (labels[labelNames.session] === undefined) return false;
  const created = Date.parse(labels[labelNames.created] ?? '');
  const ttlSeconds = Number(labels[labelNames.ttl]);
  if (created + ttlSeconds * 1000 < now) return true;
  const pid = Number(labels[labelNames.pid]);
  return labels[labelNames.host] === hostId() && Number.isInteger(pid) && pid > 0 && !isAlive(pid);
}

/** A process number means something only on its machine, and in its process namespace: two dev containers have both a process 42. */
export function hostId(): string {
  try {
    return `${hostname()}/${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''}`;
  } catch {
    return hostname();
  }
}

/** Longer than any test or rehearsal takes. */
const defaultTtlSeconds = 12 * 3600;

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
