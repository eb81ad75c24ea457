import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerfileInstructions } from './build-lines.ts';
import { createBuildSteps, type BuildSteps } from './build-steps.ts';
import { readBuild } from './build.ts';
import { buildkitReader } from './buildkit-build.ts';
import { rawTrace } from './buildx.ts';
import type { BuildEvent } from './engine.ts';
import { readJsonObjects } from './ndjson.ts';

/** What real builders answered to fixtures/failing.Dockerfile, and (`-ok`) to the same with a last step that does not fail. */
const fixture = (name: string) => readFile(join(import.meta.dirname, 'fixtures', name), 'utf8');

async function* bytes(text: string, size = 100): AsyncGenerator<Buffer> {
  const all = Buffer.from(text);
  for (let at = 0; at < all.length; at += size) yield await Promise.resolve(all.subarray(at, at + size));
}

async function replay(read: (steps: BuildSteps) => Promise<string>) {
  const events: BuildEvent[] = [];
  const steps = createBuildSteps(dockerfileInstructions(await fixture('failing.Dockerfile')), (event) => events.push(event));
  const outcome = await read(steps).catch((error: unknown) => error);
  const output = events.flatMap((event) => (event.type === 'output' ? event.text : [])).join('');
  return { outcome, output, events, steps: steps.all().map(({ name, line, state }) => [name, line, state]) };
}

const failure = { name: 'EngineError', reason: 'build-failed', details: { line: 9, exitCode: 3 } };

describe('the steps of a build', () => {
  it('by BuildKit', async () => {
    const text = await fixture('buildkit.ndjson');
    const { outcome, output, steps } = await replay((into) => readBuild(bytes(text), into));
    expect(outcome).toMatchObject({
      ...failure,
      details: { ...failure.details, step: '[stage-1 4/4] RUN echo out; echo err >&2; exit 3' },
    });
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
    expect(steps.filter(([name]) => /^\[(?:build|stage)/.test(String(name)))).toEqual([
      ['[build 1/2] FROM docker.io/library/busybox:latest', 2, 'done'],
      ['[stage-1 2/4] WORKDIR /app', 7, 'cached'],
      ['[build 2/2] RUN echo grüße  && echo done > /x', 3, 'cached'],
      ['[stage-1 3/4] COPY --from=build /x /y', 8, 'cached'],
      ['[stage-1 4/4] RUN echo out; echo err >&2; exit 3', 9, 'failed'],
    ]);
  });

  it('by BuildKit, to a good end', async () => {
    const text = await fixture('buildkit-ok.ndjson');
    const { outcome, steps } = await replay((into) => readBuild(bytes(text), into));
    expect(outcome).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(steps.map(([, , state]) => state)).not.toContain('running');
    expect(steps.at(-1)).toEqual(['exporting to image', null, 'done']);
  });

  it.each([
    ['docker-classic.ndjson', 'done', 'grüße\nout\nerr\n'],
    ['docker-classic-cached.ndjson', 'cached', 'out\nerr\n'],
  ])('by Docker’s classic builder: %s', async (file, earlier, said) => {
    const text = await fixture(file);
    const { outcome, output, steps } = await replay((into) => readBuild(bytes(text), into));
    expect(outcome).toMatchObject(failure);
    expect(output.split('\n').sort()).toEqual(said.split('\n').sort());
    expect(steps.map(([, line, state]) => [line, state])).toEqual([
      [2, 'done'],
      [3, earlier],
      [6, 'done'],
      [7, earlier],
      [8, earlier],
      [9, 'failed'],
    ]);
  });

  it('by Podman', async () => {
    const text = await fixture('podman.ndjson');
    const { outcome, output, steps } = await replay((into) => readBuild(bytes(text), into));
    expect(outcome).toMatchObject(failure);
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
    expect(steps.map(([, line, state]) => [line, state])).toEqual([
      [2, 'done'],
      [3, 'cached'],
      [6, 'done'],
      [7, 'cached'],
      [8, 'cached'],
      [9, 'failed'],
    ]);
  });

  it('by Podman, to a good end', async () => {
    const text = await fixture('podman-ok.ndjson');
    const { outcome, output } = await replay((into) => readBuild(bytes(text), into));
    expect(outcome).toBe('sha256:0b21f34b7a9da012c69e9ccb584f8ec78a3fdaf13e87ec0af1443d4ad9700978');
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('by buildx', async () => {
    const text = await fixture('buildx.json');
    const { output, steps } = await replay(async (into) => {
      const read = buildkitReader(into);
      for await (const value of readJsonObjects(bytes(text))) {
        if (typeof value === 'object' && value !== null) read(rawTrace(value));
      }
      throw into.failure('exit code: 3');
    });
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
    expect(steps.find(([, , state]) => state === 'failed')).toEqual(['[stage-1 4/4] RUN echo out; echo err >&2; exit 3', 9, 'failed']);
  });

  it('end as gone when the engine stops in the middle', async () => {
    const text = await fixture('buildkit-ok.ndjson');
    const { outcome } = await replay((into) => readBuild(bytes(text.slice(0, text.length / 2)), into));
    expect(outcome).toMatchObject({ reason: 'gone' });
  });

  it.each([
    ['dockerfile parse error on line 4: unknown instruction: RUNN', 4, null],
    ["The command '/bin/sh -c x' returned a non-zero code: 127", null, 127],
    ['building at STEP "RUN x": while running runtime: exit status 9', null, 9],
    ['pull access denied', null, null],
  ])('put into words: %s', (answer, line, exitCode) => {
    expect(createBuildSteps([], () => undefined).failure(answer)).toMatchObject({ reason: 'build-failed', details: { line, exitCode } });
  });
});
