import type { Readable } from 'node:stream';
import type { RegistryAuth } from './auth.ts';
import { openBuildContext } from './build-context.ts';
import { dockerfileInstructions } from './build-lines.ts';
import { createBuildSteps, type BuildSteps } from './build-steps.ts';
import { buildkitReader } from './buildkit-build.ts';
import { decodeBuildTrace } from './buildkit-trace.ts';
import { openBuildkitSession } from './buildkit-session.ts';
import { classicReader } from './classic-build.ts';
import type { BuildEvent, BuildRequest, BuildResult } from './engine.ts';
import { EngineError } from './errors.ts';
import { toEngineError } from './failure.ts';
import { dial } from './modem.ts';
import { readNdjson } from './ndjson.ts';
import type { Transport } from './transport.ts';

export interface Builder {
  readonly transport: Transport;
  readonly buildKit: boolean;
  readonly auth: RegistryAuth;
}

/** Builds through the engine's own API. */
export async function buildImage(
  builder: Builder,
  request: BuildRequest,
  onEvent: (event: BuildEvent) => void,
  signal?: AbortSignal,
): Promise<BuildResult> {
  const startedAt = performance.now();
  const context = await openBuildContext(request.context, request.dockerfile, signal);
  const steps = createBuildSteps(dockerfileInstructions(context.dockerfileText), onEvent);
  try {
    const session = builder.buildKit ? await openSession(builder, signal) : undefined;
    try {
      const registryConfig = builder.buildKit ? undefined : await builder.auth.registryConfig();
      const response = (await dial(
        builder.transport,
        {
          method: 'POST',
          path: '/build?',
          options: buildQuery(request, context.dockerfile, session?.id, builder.buildKit),
          file: context.tar,
          headers: registryConfig ? { 'X-Registry-Config': registryConfig } : {},
          isStream: true,
          statusCodes: { 200: true },
        },
        signal,
      )) as Readable;
      const imageId = await readBuild(response, steps);
      return { imageId, durationMs: Math.round(performance.now() - startedAt), steps: steps.all() };
    } finally {
      session?.close();
    }
  } catch (error) {
    const failure = toEngineError(error, signal);
    if (failure.reason === 'cancelled' || failure.reason === 'gone') steps.cancel();
    // A Dockerfile that the engine cannot even read is refused before the first step.
    if (failure.reason === 'bad-request' && failure.answer && /dockerfile|unknown instruction|parse/i.test(failure.answer))
      throw steps.failure(failure.answer);
    throw failure;
  } finally {
    context.tar.destroy();
  }
}

/** A proxy in front of the engine may not let connections switch protocols. Then only registries that want a login are out of reach. */
async function openSession({ transport, auth }: Builder, signal?: AbortSignal) {
  try {
    return await openBuildkitSession(transport, auth, signal);
  } catch (error) {
    const failure = toEngineError(error, signal);
    if (failure.reason === 'unknown') return undefined;
    throw failure;
  }
}

/** Reads the answer of POST /build, from whichever builder. Resolves with the image’s id; rejects with the build’s failure. */
export async function readBuild(response: AsyncIterable<Buffer>, steps: BuildSteps): Promise<string> {
  const trace = buildkitReader(steps);
  const classic = classicReader(steps);
  let imageId = '';
  let failure = '';
  for await (const value of readNdjson(response)) {
    const line = (typeof value === 'object' && value !== null ? value : { stream: `${String(value)}\n` }) as BuildLine;
    if (line.id === 'moby.buildkit.trace' && typeof line.aux === 'string') trace(decodeBuildTrace(line.aux));
    else if (typeof line.aux === 'object' && line.aux?.ID) imageId = line.aux.ID;
    if (line.stream !== undefined) {
      classic.text(line.stream);
      // Podman says the image's id only as the last line of its text.
      imageId = /^([0-9a-f]{64})\n?$/.exec(line.stream)?.[1] ?? imageId;
    }
    if (line.status !== undefined) pullLine(line, steps);
    failure ||= line.errorDetail?.message ?? line.error ?? '';
  }
  classic.end(failure !== '');
  if (failure) throw steps.failure(failure);
  if (!imageId) throw new EngineError('gone', 'the engine ended the build without a result');
  return imageId.startsWith('sha256:') ? imageId : `sha256:${imageId}`;
}

interface BuildLine {
  readonly id?: string;
  readonly aux?: string | { readonly ID?: string } | null;
  readonly stream?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/** The classic builder reports the pull of a base image between its steps. */
function pullLine(line: BuildLine, steps: BuildSteps): void {
  const { current, total } = line.progressDetail ?? {};
  const running = steps.all().findLast((step) => step.state === 'running');
  if (!running) return;
  if (current === undefined) steps.output(running.id, `${[line.id, line.status].filter(Boolean).join(': ')}\n`);
  else
    steps.emit({
      type: 'progress',
      stepId: running.id,
      what: `${line.status ?? ''} ${line.id ?? ''}`.trim(),
      current,
      total: total ?? null,
    });
}

function buildQuery(request: BuildRequest, dockerfile: string, session: string | undefined, buildKit: boolean): Record<string, unknown> {
  return {
    dockerfile,
    t: request.tags,
    // Intermediate containers of a failed classic build would stay behind.
    rm: 1,
    forcerm: 1,
    ...(buildKit && { version: '2' }),
    ...(session !== undefined && { session }),
    ...(request.target !== undefined && { target: request.target }),
    ...(request.platform !== undefined && { platform: request.platform }),
    ...(request.buildArgs && { buildargs: { ...request.buildArgs } }),
    ...(request.labels && { labels: { ...request.labels } }),
    ...(request.noCache && { nocache: 1 }),
    ...(request.pull && { pull: 1 }),
  };
}
