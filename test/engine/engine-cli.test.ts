import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build as bundle } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachEngine, temporaryFolder } from '../support/engines.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder({});
  await bundle({
    entryPoints: ['src/cli/main.ts'],
    outfile: join(folder.path, 'cli.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    // Its ssh2 has native parts.
    external: ['dockerode'],
    logLevel: 'silent',
  });
});

afterAll(() => folder.remove());

function drydock(...argv: string[]) {
  const child = spawn(process.execPath, [join(folder.path, 'cli.cjs'), ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') },
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    done: Promise.all([code, text(child.stdout), text(child.stderr)]).then(([exitCode, stdout, stderr]) => ({ exitCode, stdout, stderr })),
  };
}

onEachEngine('drydock build', ({ endpoint, engine, name, kind }) => {
  it('prints the image as JSON and ends with 0', async () => {
    const app = await temporaryFolder({
      'docker/my.Dockerfile': 'FROM busybox:latest\nARG WORD\nENV WORD=$WORD\nRUN echo "$WORD" > /word\n',
    });
    const image = `${name('cli')}:1`;
    const options = ['--file', join(app.path, 'docker/my.Dockerfile'), '--tag', image, '--build-arg', `WORD=${image}`];
    try {
      const { exitCode, stdout, stderr } = await drydock('build', app.path, ...options, '--engine', endpoint, '--json').done;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const info = await engine().inspectImage(image);
      expect(JSON.parse(stdout)).toMatchObject({
        image,
        imageId: info?.id,
        engine: { kind, endpoint },
        durationMs: expect.any(Number) as number,
      });
      const { steps } = JSON.parse(stdout) as { steps: { name: string; line: number | null; state: string }[] };
      expect(steps.find((step) => step.name.includes('RUN echo'))).toMatchObject({ line: 4, state: 'done' });
      expect(info?.config.env['WORD']).toBe(image);
    } finally {
      await engine().removeImage(image);
      await app.remove();
    }
  });

  it('ends with 1 when the build fails, and says where', async () => {
    const app = await temporaryFolder({ Dockerfile: 'FROM busybox:latest\nRUN echo "the last words" && exit 9\n' });
    const plain = await drydock('build', app.path, '--engine', endpoint).done;
    expect(plain.exitCode).toBe(1);
    expect(plain.stdout).toMatch(/failed at .*RUN echo .* \(line 2\): it ended with code 9\n\nIts last output:\n {2}the last words\n/);
    expect(plain.stderr).toMatch(/^#\d+ the last words$/m);
    const json = await drydock('build', app.path, '--engine', endpoint, '--json').done;
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      image: null,
      imageId: null,
      error: { line: 2, exitCode: 9, output: 'the last words' },
    });
    await app.remove();
  });

  it('ends with 2 when it cannot run, and says why', async () => {
    const none = await drydock('build', folder.path, '--engine', endpoint).done;
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toContain('There is no Dockerfile at');
    const nowhere = await drydock('build', folder.path, '--engine', 'unix:///nowhere.sock').done;
    expect(nowhere.exitCode).toBe(2);
    expect(nowhere.stderr).toContain('No engine answers at unix:///nowhere.sock');
  });

  it('lets go of the build on Ctrl+C', async () => {
    const app = await temporaryFolder({ Dockerfile: `FROM busybox:latest\nRUN echo ${name('begun')}; sleep 60\n` });
    const { child, done } = drydock('build', app.path, '--engine', endpoint);
    child.stderr.on('data', (chunk: Buffer) => {
      // The step's own line names the command; this is the command's output.
      if (/^#\d+ (?!.*RUN).*begun/m.test(chunk.toString())) child.kill('SIGINT');
    });
    const startedAt = Date.now();
    const { exitCode, stderr } = await done;
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The build was cancelled.');
    expect(Date.now() - startedAt).toBeLessThan(40_000);
    await app.remove();
  });
});
