import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectEngine } from '../../src/io/engine/connect.ts';
import type { BuildEvent, BuildRequest, BuildResult } from '../../src/io/engine/engine.ts';
import { onEachEngine, temporaryFolder } from '../support/engines.ts';

const hasBuildx = spawnSync('docker', ['buildx', 'version']).status === 0;

onEachEngine('A build', ({ engine, endpoint, labels, name, kind }) => {
  /** Builds files, looks at the result, and removes the image. */
  async function build(
    files: Readonly<Record<string, string>>,
    request: Partial<BuildRequest>,
    use: (result: BuildResult, events: readonly BuildEvent[], image: string) => Promise<void> | void,
  ): Promise<void> {
    const folder = await temporaryFolder(files);
    const image = `${name('image')}:1`;
    const events: BuildEvent[] = [];
    try {
      const result = await engine().build({ context: folder.path, tags: [image], labels, ...request }, (event) => events.push(event));
      await use(result, events, image);
    } finally {
      await engine().removeImage(image);
      await folder.remove();
    }
  }

  async function run(image: string, ...cmd: string[]): Promise<string> {
    const id = await engine().createContainer({ image, labels, cmd });
    try {
      await engine().startContainer(id);
      await engine().waitContainer(id);
      let output = '';
      for await (const { data } of engine().logs(id, {})) output += data.toString();
      return output;
    } finally {
      await engine().removeContainer(id);
    }
  }

  const output = (events: readonly BuildEvent[]) => events.flatMap((event) => (event.type === 'output' ? event.text : [])).join('');

  it('runs several stages, tells each step with its line, and finds all of it in the cache the second time', async () => {
    const unique = name('unique');
    const files = {
      Dockerfile: [
        'ARG BASE=busybox:latest',
        'FROM ${BASE} AS build',
        'ARG WORD=none',
        'RUN echo "said $WORD" \\',
        '  # a comment in between',
        ` && echo ${unique} > /made`,
        '',
        'FROM busybox:latest',
        'WORKDIR /app',
        'COPY --from=build /made .',
        'COPY hello.txt ./',
        'EXPOSE 8080/tcp',
        'USER 1000:1000',
        'HEALTHCHECK --interval=3s --retries=2 CMD true',
        'STOPSIGNAL SIGQUIT',
        'ENTRYPOINT ["cat"]',
        'CMD ["made", "hello.txt"]',
      ].join('\n'),
      'hello.txt': 'hello ü\n',
    };
    const folder = await temporaryFolder(files);
    const image = `${name('stages')}:1`;
    try {
      const events: BuildEvent[] = [];
      const request = { context: folder.path, tags: [image], labels, buildArgs: { WORD: 'ünique' } };
      const first = await engine().build(request, (event) => events.push(event));
      expect(first.imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(output(events)).toContain('said ünique\n');
      const line = (text: string) => first.steps.find((step) => step.name.includes(text))?.line;
      expect([line('echo "said'), line('WORKDIR'), line('COPY --from'), line('COPY hello.txt')]).toEqual([4, 9, 10, 11]);
      const made = first.steps.find((step) => step.name.includes('echo "said'))!;
      expect(made).toMatchObject({ state: 'done' });
      expect(made.durationMs).toBeGreaterThan(0);
      expect(first.steps.filter(({ state }) => state === 'running')).toEqual([]);

      const info = await engine().inspectImage(image);
      expect(info).toMatchObject({ id: first.imageId, os: 'linux' });
      expect(info?.config).toMatchObject({
        user: '1000:1000',
        workdir: '/app',
        entrypoint: ['cat'],
        cmd: ['made', 'hello.txt'],
        exposedPorts: ['8080/tcp'],
        stopSignal: 'SIGQUIT',
        labels,
        healthcheck: { test: ['CMD-SHELL', 'true'], intervalMs: 3000, retries: 2 },
      });
      expect((await engine().listImages()).find(({ id }) => id === first.imageId)?.tags).toEqual([image]);
      expect(await run(image)).toBe(`${unique}\nhello ü\n`);

      const second = await engine().build(request, () => undefined);
      const again = second.steps.filter((step) => /RUN|COPY|WORKDIR/.test(step.name));
      expect(again.map(({ state }) => state)).toEqual(again.map(() => 'cached'));
      const third = await engine().build({ ...request, noCache: true }, () => undefined);
      expect(third.steps.find((step) => step.name.includes('RUN'))?.state).toBe('done');
      await engine().removeImage(first.imageId);
    } finally {
      await engine().removeImage(image);
      await folder.remove();
    }
    expect(await engine().inspectImage(image)).toBeUndefined();
  });

  it('stops at a target, under several names', async () => {
    const dockerfile = 'FROM busybox:latest AS one\nENV STAGE=one\nFROM one AS two\nENV STAGE=two\nRUN exit 1\n';
    const [first, second] = [`${name('tag')}:1`, `${name('tag')}:2`];
    await build({ Dockerfile: dockerfile }, { target: 'one', tags: [first, second] }, async ({ imageId }) => {
      expect((await engine().inspectImage(first))?.config.env['STAGE']).toBe('one');
      expect((await engine().inspectImage(second))?.id).toBe(imageId);
    });
    await engine().removeImage(first);
    await engine().removeImage(second);
  });

  it('says which step failed, on which line, with its last words and code', async () => {
    const dockerfile = 'FROM busybox:latest\n\nRUN true\n# why\nRUN echo to stdout; echo to stderr >&2; \\\n  exit 42\nRUN echo never\n';
    const failing = build({ Dockerfile: dockerfile }, {}, () => undefined);
    await expect(failing).rejects.toMatchObject({
      name: 'EngineError',
      reason: 'build-failed',
      details: { line: 5, exitCode: 42, step: expect.stringContaining('RUN echo to stdout') as string },
    });
    const error = await failing.catch((reason: unknown) => reason as { message: string; details: { output: string } });
    expect(error?.details.output).toContain('to stdout');
    expect(error?.details.output).toContain('to stderr');
    expect(error?.message).toContain('(line 5)');
  });

  it('says what is wrong with a Dockerfile or a base', async () => {
    await expect(build({ Dockerfile: 'FROM busybox:latest\nRUNN echo\n' }, {}, () => undefined)).rejects.toMatchObject({
      reason: 'build-failed',
      message: expect.stringMatching(/RUNN/i) as string,
    });
    await expect(build({ Dockerfile: 'FROM busybox:latest\nCOPY nowhere.txt /\n' }, {}, () => undefined)).rejects.toMatchObject({
      reason: 'build-failed',
      details: { line: 2 },
    });
    await expect(build({ Dockerfile: 'FROM 127.0.0.1:1/no-such-image:1\n' }, {}, () => undefined)).rejects.toMatchObject({
      reason: 'build-failed',
    });
    await expect(build({ 'other.txt': '' }, {}, () => undefined)).rejects.toMatchObject({
      reason: 'not-found',
      message: expect.stringContaining('Dockerfile') as string,
    });
    await expect(engine().build({ context: '/no/such/folder', tags: [] }, () => undefined)).rejects.toMatchObject({ reason: 'not-found' });
  });

  it('sends what .dockerignore leaves, and what the Dockerfile’s own ignore file says first', async () => {
    const dockerfile = 'FROM busybox:latest\nCOPY . /all\n';
    const files = {
      Dockerfile: dockerfile,
      '.dockerignore': 'node_modules\n**/*.log\n!keep.log\nsecret\n!secret/public.txt\n',
      'a.txt': 'a',
      'x.log': '',
      'deep/x.log': '',
      'keep.log': '',
      'node_modules/m/index.js': '',
      'deep/node_modules/kept.js': '',
      'secret/key': '',
      'secret/public.txt': '',
    };
    const list = async (image: string) => (await run(image, 'sh', '-c', 'cd /all && find . -type f | sort')).trim().split('\n');
    await build(files, {}, async (_result, _events, image) => {
      expect(await list(image)).toEqual([
        './.dockerignore',
        './Dockerfile',
        './a.txt',
        './deep/node_modules/kept.js',
        './keep.log',
        './secret/public.txt',
      ]);
    });
    const own = { ...files, 'other.Dockerfile': dockerfile, 'other.Dockerfile.dockerignore': '*\n!a.txt\n' };
    await build(own, { dockerfile: 'other.Dockerfile' }, async (_result, _events, image) => {
      expect((await list(image)).filter((path) => !/ockerfile|dockerignore/.test(path))).toEqual(['./a.txt']);
    });
  });

  it('takes a Dockerfile from outside the context, and keeps links and modes', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'drydock-'));
    await writeFile(join(outside, 'My.Dockerfile'), 'FROM busybox:latest\nCOPY . /all\nRUN ls -l /all | tee /list\n');
    const folder = await temporaryFolder({ 'run.sh': '#!/bin/sh\necho ran\n', 'plain.txt': '' });
    const image = `${name('outside')}:1`;
    await symlink('plain.txt', join(folder.path, 'link'));
    try {
      await engine().build({ context: folder.path, dockerfile: join(outside, 'My.Dockerfile'), tags: [image], labels }, () => undefined);
      const list = await run(image, 'cat', '/list');
      expect(list).toMatch(/link -> plain.txt/);
      expect(list).not.toMatch(/ockerfile/);
    } finally {
      await engine().removeImage(image);
      await folder.remove();
      await rm(outside, { recursive: true });
    }
  });

  it('is cancelled in the middle of a step', async () => {
    const folder = await temporaryFolder({ Dockerfile: `FROM busybox:latest\nRUN echo ${name('slow')}; sleep 60\n` });
    const stop = new AbortController();
    const events: BuildEvent[] = [];
    const startedAt = Date.now();
    const building = engine().build(
      { context: folder.path, tags: [], labels },
      (event) => {
        events.push(event);
        if (event.type === 'output' && event.text.includes('slow')) stop.abort();
      },
      stop.signal,
    );
    await expect(building).rejects.toMatchObject({ name: 'EngineError', reason: 'cancelled' });
    expect(Date.now() - startedAt).toBeLessThan(30_000);
    expect(events.findLast((event) => event.type === 'step')).toMatchObject({
      step: { state: 'cancelled', name: expect.stringContaining('sleep 60') as string },
    });
    await folder.remove();
    // Nothing goes on in the background.
    await expect
      .poll(
        async () =>
          (await engine().listContainers({ all: true, labels: Object.entries(labels).map(([key, value]) => `${key}=${value}`) })).length,
      )
      .toBe(0);
  });

  it('can be left to Docker’s classic builder', async () => {
    if (kind === 'podman') return;
    const classic = await connectEngine({ endpoint, env: { ...process.env, DOCKER_BUILDKIT: '0' } });
    const dockerfile = 'FROM busybox:latest AS one\nRUN echo classic\nFROM busybox:latest\nCOPY --from=one /bin/busybox /b\nRUN exit 6\n';
    const folder = await temporaryFolder({ Dockerfile: dockerfile });
    const image = `${name('classic')}:1`;
    const events: BuildEvent[] = [];
    const built = await classic.build({ context: folder.path, tags: [image], labels, target: 'one', noCache: true }, (event) =>
      events.push(event),
    );
    expect(built.steps[1]).toMatchObject({
      name: expect.stringMatching(/^Step 2\/\d+ : RUN echo classic$/) as string,
      line: 2,
      state: 'done',
    });
    expect(output(events)).toBe('classic\n');
    await expect(classic.build({ context: folder.path, tags: [], labels }, () => undefined)).rejects.toMatchObject({
      reason: 'build-failed',
      details: { line: 5, exitCode: 6 },
    });
    await engine().removeImage(image);
    classic.dispose();
    await folder.remove();
  });

  it('gives a secret to a step through buildx, and says what is missing where it cannot', async () => {
    const dockerfile = 'FROM busybox:latest\nRUN --mount=type=secret,id=token wc -c < /run/secrets/token > /length\n';
    const folder = await temporaryFolder({ Dockerfile: dockerfile, token: 'four' });
    const image = `${name('secret')}:1`;
    const request = { context: folder.path, tags: [image], labels, secrets: { token: join(folder.path, 'token') } };
    try {
      if (kind === 'podman' || !hasBuildx) {
        await expect(engine().build(request, () => undefined)).rejects.toMatchObject({ reason: 'unsupported' });
        return;
      }
      const events: BuildEvent[] = [];
      const { imageId, steps } = await engine().build(request, (event) => events.push(event));
      expect((await engine().inspectImage(image))?.id).toBe(imageId);
      expect(steps.find((step) => step.name.includes('wc -c'))).toMatchObject({ line: 2 });
      expect(await run(image, 'cat', '/length')).toBe('4\n');
      await writeFile(join(folder.path, 'Dockerfile'), 'FROM busybox:latest\nRUN --mount=type=secret,id=token echo so; exit 5\n');
      await expect(engine().build(request, () => undefined)).rejects.toMatchObject({
        reason: 'build-failed',
        details: { line: 2, exitCode: 5, output: 'so' },
      });
    } finally {
      await engine().removeImage(image);
      await folder.remove();
    }
  });
});
