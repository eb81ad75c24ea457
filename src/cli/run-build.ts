import { resolve } from 'node:path';
import type { BuildRequest, BuildStep, Engine } from '../io/engine/engine.ts';
import { isEngineError, type EngineError } from '../io/engine/errors.ts';
import { createBuildProgress } from './build-progress.ts';
import type { BuildArguments } from './commands/build.ts';
import { CliError, exitCodes } from './exit.ts';

/** Builds, prints the result to stdout and progress to stderr, and sets the exit code. */
export async function runBuild(dir: string, options: BuildArguments): Promise<void> {
  const request = buildRequest(dir, options, process.env);
  const json = options.json ?? options.format === 'json';
  const stop = new AbortController();
  const onSignal = () => {
    stop.abort();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const startedAt = performance.now();
  // A bundle of its own, which only some commands need.
  const { connectEngine } = await import('../io/engine/connect.ts');
  const engine = await connectEngine({ endpoint: options.engine }, stop.signal).catch(couldNotRun);
  const steps = new Map<string, BuildStep>();
  const progress = createBuildProgress(process.stderr, json);
  try {
    const result = await engine.build(
      request,
      (event) => {
        if (event.type === 'step') steps.set(event.step.id, event.step);
        progress.event(event);
      },
      stop.signal,
    );
    progress.end();
    const image = request.tags[0] ?? result.imageId;
    if (json) print({ image, imageId: result.imageId, engine: engineOf(engine), durationMs: result.durationMs, steps: result.steps });
    else process.stdout.write(`Built ${image} in ${(result.durationMs / 1000).toFixed(1)} s on ${nameOf(engine)}.\n`);
  } catch (error) {
    progress.end();
    if (!isEngineError(error) || error.reason !== 'build-failed') couldNotRun(error);
    const { step = null, line = null, exitCode = null, output = '' } = error.details;
    const durationMs = Math.round(performance.now() - startedAt);
    const failure = { message: error.message, step, line, exitCode, output };
    if (json)
      print({
        image: request.tags[0] ?? null,
        imageId: null,
        engine: engineOf(engine),
        durationMs,
        steps: [...steps.values()],
        error: failure,
      });
    else process.stdout.write(failureText(error));
    process.exitCode = exitCodes.findings;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    engine.dispose();
  }
}

/** The call as the engine wants it; rejects what cannot be meant. */
export function buildRequest(dir: string, options: BuildArguments, env: NodeJS.ProcessEnv): BuildRequest {
  return {
    context: resolve(dir),
    // Like the tags of other tools: a path is read from here, not from the context.
    ...(options.file !== undefined && { dockerfile: resolve(options.file) }),
    tags: options.tag ?? [],
    ...(options.target !== undefined && { target: options.target }),
    ...(options.platform !== undefined && { platform: options.platform }),
    buildArgs: Object.fromEntries((options.buildArg ?? []).flatMap((text) => buildArgument(text, env))),
    ...(options.secret && { secrets: Object.fromEntries(options.secret.map(secret)) }),
    ...(options.ssh && { ssh: true }),
    noCache: !options.cache,
    pull: options.pull ?? false,
  };
}

/** A name alone takes the value it has here, and is left out where it has none, as Docker does. */
function buildArgument(text: string, env: NodeJS.ProcessEnv): readonly (readonly [string, string])[] {
  const at = text.indexOf('=');
  if (at === 0) throw new CliError(`“--build-arg ${text}” has no name. Write --build-arg NAME=VALUE.`);
  if (at > 0) return [[text.slice(0, at), text.slice(at + 1)]];
  const value = env[text];
  return value === undefined ? [] : [[text, value]];
}

function secret(text: string): readonly [string, string] {
  const fields = new Map(text.split(',').map((field) => field.split('=', 2) as [string, string]));
  const id = fields.get('id');
  const source = fields.get('src') ?? fields.get('source');
  if (!id || !source) throw new CliError(`“--secret ${text}” is not understood. Write --secret id=NAME,src=FILE.`);
  return [id, resolve(source)];
}

function failureText(error: EngineError): string {
  const output = error.details.output ? `\nIts last output:\n${error.details.output.replaceAll(/^/gm, '  ')}\n` : '';
  return `${error.message}\n${output}`;
}

function nameOf(engine: Engine): string {
  return `${engine.info.kind === 'podman' ? 'Podman' : 'Docker'} ${engine.info.version}`;
}

function engineOf({ info }: Engine) {
  return { kind: info.kind, version: info.version, endpoint: info.endpoint };
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

function couldNotRun(error: unknown): never {
  if (!isEngineError(error)) throw error;
  const tried = error.details.tried ?? [];
  throw new CliError([error.message, ...(tried.length > 1 ? tried.map(({ place, answer }) => `  ${place}: ${answer}`) : [])].join('\n'));
}
