import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { environmentList } from './container-request.ts';
import { createDemuxer } from './demux.ts';
import type { ExecOptions, ExecResult } from './engine.ts';
import { EngineError } from './errors.ts';
import { toEngineError } from './failure.ts';
import { runtimeExitCode } from './start-failure.ts';

/** Runs a command in a container and gathers its output. `client` makes a dockerode whose calls end with the given signal. */
export async function execInContainer(
  client: (signal: AbortSignal) => Docker,
  id: string,
  argv: readonly string[],
  options: ExecOptions,
  signal: AbortSignal | undefined,
): Promise<ExecResult> {
  const either = AbortSignal.any([
    ...(signal ? [signal] : []),
    ...(options.timeoutMs === undefined ? [] : [AbortSignal.timeout(options.timeoutMs)]),
  ]);
  try {
    const exec = await client(either)
      .getContainer(id)
      .exec({
        Cmd: [...argv],
        AttachStdout: true,
        AttachStderr: true,
        ...(options.user !== undefined && { User: options.user }),
        ...(options.workdir !== undefined && { WorkingDir: options.workdir }),
        ...(options.env && { Env: environmentList(options.env) }),
        ...(options.privileged && { Privileged: true }),
      });
    return await runExec(exec, either);
  } catch (error) {
    throw toEngineError(error, either);
  }
}

async function runExec(exec: Docker.Exec, signal: AbortSignal): Promise<ExecResult> {
  let stream: Readable;
  try {
    stream = await exec.start({ Detach: false, Tty: false });
  } catch (error) {
    // Podman refuses to start what it cannot run; Docker starts it and tells in the output.
    const exitCode = error instanceof EngineError ? runtimeExitCode(error.answer) : null;
    if (exitCode === null || !(error instanceof EngineError)) throw error;
    return { exitCode, stdout: '', stderr: error.answer };
  }
  try {
    return await gather(exec, stream, signal);
  } finally {
    stream.destroy();
  }
}

async function gather(exec: Docker.Exec, stream: Readable, signal: AbortSignal): Promise<ExecResult> {
  const demux = createDemuxer(false);
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const reading = (async () => {
    for await (const chunk of stream) {
      for (const { stream: name, data } of demux(chunk as Buffer)) output[name].push(data);
    }
    return true;
  })();
  // Cutting the stream below would otherwise be a rejection that nobody waits for.
  reading.catch(() => undefined);

  // Some engines never end the stream of a command that has ended, so the end is asked for as well.
  for (let wait = 100, ended = false; ; wait = Math.min(wait * 2, 1000)) {
    if (ended) await delay(wait, undefined, { signal });
    else ended = await Promise.race([reading, delay(wait, false, { signal })]);
    const { Running: running, ExitCode: code } = await exec.inspect();
    if (running) continue;
    // What the command wrote last may still be on its way.
    if (!ended) {
      ended = await Promise.race([reading, delay(lastOutputMs, false, { signal })]);
      // Podman says the same of a command that has not begun yet.
      if (!ended && (await exec.inspect()).Running) continue;
    }
    const stdout = Buffer.concat(output.stdout).toString();
    const stderr = Buffer.concat(output.stderr).toString();
    return { exitCode: exitCode(code ?? 0, stdout + stderr), stdout, stderr };
  }
}

const lastOutputMs = 500;

/** Docker gives 126 also for what does not exist; the runtime's words tell the two apart. */
function exitCode(code: number, output: string): number {
  return (code === 126 || code === 127) && output.startsWith('OCI runtime exec failed') ? (runtimeExitCode(output) ?? code) : code;
}
