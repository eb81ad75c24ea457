import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { connectEngine } from '../../src/io/engine/connect.ts';
import type { PullEvent } from '../../src/io/engine/engine.ts';
import type { EngineError } from '../../src/io/engine/errors.ts';
import { onEachEngine, temporaryFolder } from '../support/engines.ts';
import { privateRegistry } from '../support/registry.ts';

onEachEngine('A registry that wants a login', ({ endpoint, engine, labels, name }) => {
  it('is given the credentials that a helper keeps, by builds and by pulls', async ({ skip }) => {
    const registry = await privateRegistry({ username: 'me', password: 's3cret' });
    const [base, pulled, image] = [`${registry.host}/${name('base')}:1`, `${registry.host}/${name('pulled')}:1`, `${name('app')}:1`];
    const folder = await temporaryFolder({
      Dockerfile: `FROM ${base}\nCOPY --from=busybox:latest /bin/busybox /busybox\nLABEL x=y\n`,
      'config/config.json': JSON.stringify({ credHelpers: { [registry.host]: 'drydock-test' } }),
      'bin/docker-credential-drydock-test':
        '#!/bin/sh\nread -r server\necho "{\\"ServerURL\\":\\"$server\\",\\"Username\\":\\"me\\",\\"Secret\\":\\"s3cret\\"}"\n',
    });
    await chmod(join(folder.path, 'bin/docker-credential-drydock-test'), 0o755);
    await writeFile(join(folder.path, '.dockerignore'), '*');
    const env = {
      ...process.env,
      DOCKER_CONFIG: join(folder.path, 'config'),
      PATH: `${join(folder.path, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    };
    const knowing = await connectEngine({ endpoint, env });
    const stranger = await connectEngine({ endpoint, env: { ...process.env, DOCKER_CONFIG: '/nowhere' } });
    try {
      const refused = await stranger.pull(pulled, () => undefined).catch((error: unknown) => error as EngineError);
      if (refused?.answer.includes('HTTP response to HTTPS client'))
        skip('this engine’s configuration allows no registry on loopback; scripts/engines/podman.sh does');
      expect(refused).toMatchObject({ reason: 'pull-failed' });
      const build = { context: folder.path, tags: [image], labels };
      await expect(stranger.build(build, () => undefined)).rejects.toMatchObject({ reason: 'build-failed' });
      await knowing.build(build, () => undefined);
      const id = await engine().createContainer({ image, labels, cmd: ['/busybox', 'true'] });
      expect((await buffer(await engine().readArchive(id, '/hello.txt'))).toString()).toContain('from the registry\n');
      await engine().removeContainer(id);

      const events: PullEvent[] = [];
      await knowing.pull(pulled, (event) => events.push(event));
      expect(events.map(({ status }) => status).join('\n')).toMatch(/Pull(?:ing|ed)|Already exists/i);
      expect(await engine().inspectImage(pulled)).toBeDefined();
      await expect(knowing.pull(`${registry.host}/x@sha256:${'0'.repeat(64)}`, () => undefined)).rejects.toMatchObject({
        name: 'EngineError',
      });
      const startedAt = Date.now();
      const endless = knowing.pull(`${registry.host}/${name('endless')}:1`, () => undefined, AbortSignal.timeout(1000));
      await expect(endless).rejects.toMatchObject({ reason: 'timeout' });
      expect(Date.now() - startedAt).toBeLessThan(8000);
    } finally {
      for (const one of [image, pulled, base]) await engine().removeImage(one);
      knowing.dispose();
      stranger.dispose();
      registry.close();
      await folder.remove();
    }
  });
});
