import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Endpoint } from './endpoint.ts';

/** What the watchdog is told, one JSON line each on its stdin: keys of a TLS connection must not stand on a command line. */
export interface WatchedSession {
  readonly endpoint: Endpoint;
  readonly session: string;
}

export interface Watchdog {
  watch(session: WatchedSession): void;
  /** Lets it look once more for what is left, and end. */
  dispose(): void;
}

/** Starts the process that outlives this one and removes what its sessions leave, within 15 s of this process's end, SIGKILL included. `script` is the built `watchdog.cjs`. */
export function startWatchdog(script: string): Watchdog {
  const child = spawn(process.execPath, [script], {
    // A process group of its own: Ctrl+C in the terminal, or the end of the editor's group, must not reach it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
    // Inside VS Code this program is Electron.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  // Without it the sweep at the next start does the work; nothing to fail for.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return {
    watch: (session) => void child.stdin.write(`${JSON.stringify(session)}\n`),
    dispose: () => {
      child.stdin.end();
    },
  };
}

/** The built watchdog that lies beside a built program (`process.argv[1]`); undefined when there is none, as when running from source. */
export function watchdogBeside(program: string | undefined): string | undefined {
  if (program === undefined || !existsSync(program)) return undefined;
  const script = join(dirname(realpathSync(program)), 'watchdog.cjs');
  return existsSync(script) ? script : undefined;
}
