import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import type { Endpoint } from './endpoint.ts';

/** What the watchdog is told, one JSON line each on its stdin: keys of a TLS connection must not stand on a command line. */
export interface WatchedSession {
  readonly endpoint: Endpoint;
  readonly session: string;
}

/** One for this process, however often it connects: it ends with the process, for only then is nothing of the session in use any more. */
let input: Writable | undefined;

/** Has what a session makes on an engine removed within 15 s of this process's end, SIGKILL included, by a process that outlives it. `script` is the built `watchdog.cjs`. */
export function watchSession(script: string, session: WatchedSession): void {
  input ??= startWatchdog(script);
  input.write(`${JSON.stringify(session)}\n`);
}

/** The built watchdog that lies beside a built program (`process.argv[1]`); undefined when there is none, as when running from source. */
export function watchdogBeside(program: string | undefined): string | undefined {
  if (program === undefined || !existsSync(program)) return undefined;
  const script = join(dirname(realpathSync(program)), 'watchdog.cjs');
  return existsSync(script) ? script : undefined;
}

function startWatchdog(script: string): Writable {
  const child = spawn(process.execPath, [script], {
    // A process group of its own: Ctrl+C in the terminal, or the end of the editor's group, must not reach it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
    // Inside VS Code this program is Electron.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  // Without a watchdog the sweep at the next start does the work; nothing to fail for.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.on('exit', () => (input = undefined));
  // Neither the process nor its pipe keeps this one alive.
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child.stdin;
}
