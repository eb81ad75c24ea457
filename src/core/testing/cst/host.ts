import type { RunOptions } from './schema.ts';

/** What container-structure-test's driver does for its tests. */
export interface CstHost {
  /** Runs argv in a new container without an entry point; an error when it cannot be started. Setup commands run before, each on what the one before left. */
  run(command: CstCommand): Promise<CstOutput | { readonly error: string }>;
  /** From a container that is never started; the owner is asked for where a test checks it. */
  stat(path: string, withOwner: boolean): Promise<CstStat | { readonly error: string }>;
  /** Follows a link by its raw target, as the tool does. */
  read(path: string): Promise<{ readonly text: string } | { readonly error: string }>;
  /** The copyright file of each folder in /usr/share/doc; null where a folder has none. */
  copyrights(): Promise<ReadonlyMap<string, string | null> | { readonly error: string }>;
  /** The caller's own variable. */
  callerEnv(name: string): string | undefined;
  readEnvFile(path: string): Promise<Readonly<Record<string, string>>>;
  /** Nanoseconds on a clock that never goes back. */
  now(): number;
}

export interface CstCommand {
  readonly argv: readonly string[];
  readonly setup: readonly (readonly string[])[];
  readonly env: Readonly<Record<string, string>>;
  readonly options: RunOptions;
}

export interface CstOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface CstStat {
  /** Go FileMode bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}
