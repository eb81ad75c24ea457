import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** File that receives all output, appended; without it the output goes to this process's own. */
  readonly log?: string;
  /** After this the whole process group is killed. */
  readonly limitSeconds: number;
}

export interface RunResult {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly seconds: number;
}

const running = new Set<number>();

// A run that is interrupted takes everything it started with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const pid of running) killGroup(pid);
    process.exit(130);
  });
}

/** Runs a program in a process group of its own, which is gone when this resolves, however the program ended. */
export async function run([program, ...args]: readonly [string, ...string[]], options: RunOptions): Promise<RunResult> {
  const started = performance.now();
  const output = options.log === undefined ? 'inherit' : openLog(options.log);
  const windows = process.platform === 'win32';
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', output, output],
    detached: !windows,
    shell: windows,
  });
  if (child.pid !== undefined) running.add(child.pid);

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) killGroup(child.pid);
  }, options.limitSeconds * 1000);

  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      if (typeof output === 'number') fs.writeSync(output, `${error.message}\n`);
      else console.error(error.message);
      resolve(127);
    });
    child.once('exit', (exitCode) => {
      resolve(exitCode);
    });
  });
  clearTimeout(timer);
  if (child.pid !== undefined) {
    killGroup(child.pid);
    running.delete(child.pid);
  }
  if (typeof output === 'number') fs.closeSync(output);
  return { code, timedOut, seconds: (performance.now() - started) / 1000 };
}

/** The path of a program on PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe', ''] : [''];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending))).find((file) => fs.existsSync(file));
}

function openLog(file: string): number {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return fs.openSync(file, 'a');
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}
