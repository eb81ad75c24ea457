import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dockerfileInstructions } from './build-lines.ts';
import { createBuildSteps, type BuildSteps } from './build-steps.ts';
import { buildkitReader } from './buildkit-build.ts';
import type { BuildTrace } from './buildkit-trace.ts';
import type { BuildEvent, BuildRequest, BuildResult, EngineInfo } from './engine.ts';
import { EngineError } from './errors.ts';
import { readJsonObjects } from './ndjson.ts';

/** True where the engine's API alone cannot do what is asked. */
export function needsBuildx(request: BuildRequest, env: NodeJS.ProcessEnv): boolean {
  return request.ssh === true || Object.keys(request.secrets ?? {}).length > 0 || Boolean(env['BUILDX_BUILDER']);
}

/** Builds with the `docker buildx` program, which serves secrets and the ssh agent itself. Rejects with `unsupported` where it is missing. */
export async function buildWithBuildx(
  { info, env }: { readonly info: EngineInfo; readonly env: NodeJS.ProcessEnv },
  request: BuildRequest,
  onEvent: (event: BuildEvent) => void,
  signal?: AbortSignal,
): Promise<BuildResult> {
  const childEnv = buildxEnvironment(info, request, env);
  await requireBuildx(info, request, childEnv);
  const startedAt = performance.now();
  const dockerfile = resolve(request.context, request.dockerfile ?? 'Dockerfile');
  const text = await readFile(dockerfile, 'utf8').catch(() => {
    throw new EngineError('not-found', `There is no Dockerfile at ${dockerfile}.`);
  });
  const steps = createBuildSteps(dockerfileInstructions(text), onEvent);
  const folder = await mkdtemp(join(tmpdir(), 'drydock-buildx-'));
  try {
    const idFile = join(folder, 'image');
    await runBuildx(buildxArguments(request, dockerfile, idFile, childEnv), childEnv, steps, signal);
    const imageId = (await readFile(idFile, 'utf8')).trim();
    return { imageId, durationMs: Math.round(performance.now() - startedAt), steps: steps.all() };
  } catch (error) {
    if (signal?.aborted) steps.cancel();
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The words after `docker`. Values of build arguments travel in the environment wherever they can: a command line is for everybody to read. */
export function buildxArguments(request: BuildRequest, dockerfile: string, idFile: string, env: NodeJS.ProcessEnv): readonly string[] {
  const each = (option: string, values: readonly string[]) => values.flatMap((value) => [option, value]);
  const assignments = (values: Readonly<Record<string, string>> = {}) => Object.entries(values).map(([name, value]) => `${name}=${value}`);
  const args = Object.entries(request.buildArgs ?? {}).map(([name, value]) => (env[name] === value ? name : `${name}=${value}`));
  const secrets = Object.entries(request.secrets ?? {}).map(([id, path]) => `id=${id},${csvField(`src=${path}`)}`);
  return [
    ...['buildx', 'build', '--progress=rawjson', '--load', '--iidfile', idFile, '--file', dockerfile],
    ...each('--tag', request.tags),
    ...each('--build-arg', args),
    ...each('--label', assignments(request.labels)),
    ...each('--secret', secrets),
    ...(request.ssh ? ['--ssh', 'default'] : []),
    ...(request.target === undefined ? [] : ['--target', request.target]),
    ...(request.platform === undefined ? [] : ['--platform', request.platform]),
    ...(request.noCache ? ['--no-cache'] : []),
    ...(request.pull ? ['--pull'] : []),
    ...['--', request.context],
  ];
}

function buildxEnvironment(info: EngineInfo, request: BuildRequest, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const context = /^context (.+)$/.exec(info.origin)?.[1];
  const own = Object.entries(request.buildArgs ?? {}).filter(
    ([name]) => env[name] === undefined && !/^(?:DOCKER|BUILDX|BUILDKIT)_/.test(name),
  );
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, ...rest } = env;
  return { ...rest, ...Object.fromEntries(own), ...(context === undefined ? { DOCKER_HOST: info.endpoint } : { DOCKER_CONTEXT: context }) };
}

async function requireBuildx(info: EngineInfo, request: BuildRequest, env: NodeJS.ProcessEnv): Promise<void> {
  const wish = request.ssh ? 'An ssh mount' : Object.keys(request.secrets ?? {}).length > 0 ? 'A secret mount' : 'Another builder';
  if (info.kind === 'podman')
    throw new EngineError('unsupported', `${wish} needs Docker with the buildx plugin; this engine is Podman ${info.version}.`);
  const found = await new Promise<boolean>((settle) => {
    const child = spawn('docker', ['buildx', 'version'], { env, stdio: 'ignore', windowsHide: true });
    child.on('error', () => {
      settle(false);
    });
    child.on('close', (code) => {
      settle(code === 0);
    });
  });
  if (!found)
    throw new EngineError(
      'unsupported',
      `${wish} needs the docker program with its buildx plugin on the PATH. Install docker-buildx, or build without it.`,
    );
}

async function runBuildx(argv: readonly string[], env: NodeJS.ProcessEnv, steps: BuildSteps, signal?: AbortSignal): Promise<void> {
  const child = spawn('docker', [...argv], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
    ...(signal && { signal, killSignal: 'SIGINT' as const }),
  });
  const ended = new Promise<number | null>((settle, fail) => {
    child.on('error', fail);
    child.on('close', settle);
  });
  // Rejected by the abort while the output is still read below.
  ended.catch(() => undefined);
  const read = buildkitReader(steps);
  let said = '';
  for await (const value of readJsonObjects(child.stderr)) {
    if (typeof value === 'object' && value !== null) read(rawTrace(value));
    else said = `${said}${String(value)}\n`.slice(-4000);
  }
  if ((await ended) !== 0)
    throw steps.failure(said.replace(/^ERROR: (?:failed to solve: )?/m, '').trim() || 'docker buildx gave no reason');
}

/** A line of `--progress=rawjson`: the same as the API's trace, in JSON. */
export function rawTrace(value: object): BuildTrace {
  const raw = value as RawTrace;
  return {
    vertexes: (raw.vertexes ?? []).map(({ digest = '', name = '', cached = false, started, completed, error = '' }) => ({
      digest,
      name,
      cached,
      startedMs: milliseconds(started),
      completedMs: milliseconds(completed),
      error,
    })),
    statuses: (raw.statuses ?? []).map(({ id = '', vertex = '', current = 0, total = 0, completed }) => ({
      id,
      vertex,
      current,
      total,
      completed: completed !== undefined,
    })),
    logs: (raw.logs ?? []).map(({ vertex = '', stream = 1, data = '' }) => ({ vertex, stream, data: Buffer.from(data, 'base64') })),
    warnings: (raw.warnings ?? []).map(({ short = '', range }) => ({
      message: Buffer.from(short, 'base64').toString(),
      line: range?.[0]?.start?.line ?? null,
    })),
  };
}

interface RawTrace {
  readonly vertexes?: readonly { digest?: string; name?: string; cached?: boolean; started?: string; completed?: string; error?: string }[];
  readonly statuses?: readonly { id?: string; vertex?: string; current?: number; total?: number; completed?: string }[];
  readonly logs?: readonly { vertex?: string; stream?: number; data?: string }[];
  readonly warnings?: readonly { short?: string; range?: readonly { start?: { line?: number } }[] | null }[];
}

function milliseconds(time: string | undefined): number | null {
  return time === undefined ? null : Date.parse(time);
}

function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
