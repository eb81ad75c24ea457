/**
 * The place where a test kind works: one image on one engine. A kind reaches the world through it alone, so kinds stay pure.
 * Whatever it starts is labelled, and removed when the kind has ended, however it ended.
 */
export interface Lab {
  readonly engine: LabEngine;
  /** Starts the image with the run's environment, network and published ports, and `options` on top. */
  start(options?: StartOptions): Promise<LabContainer>;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Rejects when the run is cancelled. */
  sleep(ms: number): Promise<void>;
  /** Says what the test is waiting for, for the person who watches. */
  progress(text: string): void;
}

export interface LabEngine {
  readonly kind: 'docker' | 'podman';
  /** As people say it: `Docker 26.1`. */
  readonly name: string;
  readonly killEvents: boolean;
  readonly oomFlag: boolean;
  readonly updateLimits: boolean;
}

/** Something that can be impossible here: the value, or the reason why there is none, in words for people. */
export type Attempt<T> = { readonly value: T } | { readonly reason: string };

export interface StartOptions {
  readonly init?: boolean;
  readonly readOnly?: boolean;
  /** Path to mount options: `{ '/tmp': 'size=1m' }`. */
  readonly tmpfs?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly capDrop?: readonly string[];
  readonly capAdd?: readonly string[];
  readonly noNewPrivileges?: boolean;
  readonly pidsLimit?: number;
  readonly memoryBytes?: number;
  readonly restart?: { readonly name: 'on-failure'; readonly maximumRetryCount: number };
  /** Container ports to publish; the plan's port when left out. */
  readonly ports?: readonly number[];
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
}

/** How to look inside: from the machine's own /proc, by a command in the container, or from a helper container beside it. */
export type ProbeWay = 'host' | 'exec' | 'helper';

export interface LabContainer {
  readonly id: string;
  /** Why the engine could not start it; null when it started. */
  readonly startError: StartError | null;
  state(): Promise<LabState>;
  /** GET over a published port, or straight to the container where this machine can reach it. */
  request(port: number, path: string, timeoutMs: number): Promise<HttpAnswer>;
  exec(argv: readonly string[], options?: { readonly user?: string; readonly timeoutMs?: number }): Promise<CommandResult>;
  /** The text that `proc.ts` reads. */
  readProc(what: 'processes' | 'sockets', way: ProbeWay): Promise<Attempt<string>>;
  /** Runs a shell script in a helper container that shares this container's processes. */
  helper(script: string): Promise<Attempt<CommandResult>>;
  /** Kills process 1 with SIGKILL as a crash would, so that a restart policy acts. */
  crash(way: 'host' | 'helper'): Promise<Attempt<null>>;
  stop(timeoutSeconds: number): Promise<StopReport>;
  pause(): Promise<void>;
  unpause(): Promise<void>;
  /** Takes the container off its network and puts it back. */
  disconnect(): Promise<Attempt<null>>;
  reconnect(): Promise<Attempt<null>>;
  setMemory(bytes: number): Promise<Attempt<null>>;
  /** The last lines of output, both streams. */
  logTail(lines: number): Promise<string>;
  stat(path: string): Promise<LabPathStat | undefined>;
  /** Undefined when it is missing or no file; cut at `maxBytes`. */
  readText(path: string, maxBytes: number): Promise<string | undefined>;
  changes(): Promise<readonly { readonly path: string; readonly kind: 0 | 1 | 2 }[]>;
  /** Removes it before the kind ends. */
  remove(): Promise<void>;
}

export interface StartError {
  readonly message: string;
  readonly exitCode: number | null;
}

export interface LabState {
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead' | 'stopped';
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly error: string;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | null;
  readonly restartCount: number;
  readonly startedAt: string | null;
}

export type HttpAnswer =
  | { readonly kind: 'response'; readonly status: number; readonly durationMs: number }
  /** Nothing accepts the connection. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout'; readonly connected: boolean }
  /** The connection was accepted and closed without an answer. */
  | { readonly kind: 'closed'; readonly reset: boolean }
  /** Bytes came back that are not HTTP. */
  | { readonly kind: 'not-http'; readonly text: string }
  /** This machine has no way to the port. */
  | { readonly kind: 'no-way'; readonly reason: string };

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StopReport {
  readonly durationMs: number;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** Signals that the engine said it sent, in order; empty where it does not say. */
  readonly signals: readonly number[];
}

export interface LabPathStat {
  readonly size: number;
  /** Go FileMode bits. */
  readonly mode: number;
  readonly linkTarget: string;
  /** From the tar header; null where it was not read. */
  readonly uid: number | null;
  readonly gid: number | null;
}
