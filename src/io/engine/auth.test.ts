import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRegistryAuth, registryOf } from './auth.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'drydock-auth-'))));
afterEach(() => rm(folder, { recursive: true }));

async function auth(config: object | string) {
  await writeFile(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  return openRegistryAuth({ ...process.env, DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` });
}

/** A helper as Docker's are: the server on stdin, JSON on stdout, 1 for what it does not know. */
async function helper(name: string, script: string): Promise<void> {
  await writeFile(join(folder, `docker-credential-${name}`), `#!/bin/sh\nread -r server\n${script}\n`, { mode: 0o755 });
}

const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('registry credentials', () => {
  it('are read from auths, under any of the names Docker files them', async () => {
    const { credentials } = await auth({
      auths: {
        'https://index.docker.io/v1/': { auth: encoded('hub:pass:word') },
        'registry.example': { username: 'u', password: 'p' },
        'https://old.example': { auth: encoded('o:p') },
        'tokens.example': { auth: encoded('t:'), identitytoken: 'TOKEN' },
        'empty.example': {},
      },
    });
    expect(await credentials('registry-1.docker.io')).toEqual({ username: 'hub', password: 'pass:word' });
    expect(await credentials('docker.io')).toEqual({ username: 'hub', password: 'pass:word' });
    expect(await credentials('registry.example')).toEqual({ username: 'u', password: 'p' });
    expect(await credentials('old.example')).toEqual({ username: 'o', password: 'p' });
    expect(await credentials('tokens.example')).toMatchObject({ identityToken: 'TOKEN' });
    expect(await credentials('empty.example')).toBeUndefined();
    expect(await credentials('unknown.example')).toBeUndefined();
  });

  it('are asked of the helper of a registry, then of the store', async () => {
    await helper('own', 'echo "{\\"Username\\":\\"own-$server\\",\\"Secret\\":\\"s\\"}"');
    await helper(
      'store',
      'case $server in known.example) echo \'{"Username":"<token>","Secret":"T"}\' ;; *) echo "credentials not found in native keychain"; exit 1 ;; esac',
    );
    const { credentials } = await auth({
      credsStore: 'store',
      credHelpers: { 'own.example': 'own' },
      auths: { 'plain.example': { auth: encoded('a:b') } },
    });
    expect(await credentials('own.example')).toEqual({ username: 'own-own.example', password: 's' });
    expect(await credentials('known.example')).toMatchObject({ identityToken: 'T' });
    expect(await credentials('plain.example')).toEqual({ username: 'a', password: 'b' });
    expect(await credentials('unknown.example')).toBeUndefined();
  });

  it('are none where the helper is missing, broken, or no name of a program', async () => {
    await helper('broken', 'echo oops');
    const { credentials } = await auth({ credHelpers: { 'a.example': 'missing', 'b.example': 'broken', 'c.example': '../../evil; x' } });
    for (const host of ['a.example', 'b.example', 'c.example']) expect(await credentials(host)).toBeUndefined();
  });

  it('are none without a configuration, or with one that is not JSON', async () => {
    expect(await (await auth('{')).credentials('x.example')).toBeUndefined();
    expect(await openRegistryAuth({ DOCKER_CONFIG: join(folder, 'none') }).credentials('x.example')).toBeUndefined();
  });

  it('travel as headers', async () => {
    const { registryAuth, registryConfig } = await auth({
      auths: { '127.0.0.1:5000': { auth: encoded('ü:>>>???') }, 'b.example': { auth: encoded('b:c') } },
    });
    const header = (await registryAuth('127.0.0.1:5000/app:1')) ?? '';
    expect(header).not.toMatch(/[+/]/);
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      username: 'ü',
      password: '>>>???',
      serveraddress: '127.0.0.1:5000',
    });
    expect(await registryAuth('busybox')).toBeUndefined();
    expect(Object.keys(JSON.parse(Buffer.from((await registryConfig()) ?? '', 'base64url').toString()) as object)).toEqual([
      '127.0.0.1:5000',
      'b.example',
    ]);
    expect(await (await auth({})).registryConfig()).toBeUndefined();
  });

  it.each([
    ['busybox', 'docker.io'],
    ['library/busybox:1', 'docker.io'],
    ['ghcr.example/a/b', 'ghcr.example'],
    ['localhost/a', 'localhost'],
    ['127.0.0.1:5000/a@sha256:00', '127.0.0.1:5000'],
  ])('belong, for %s, to %s', (image, registry) => {
    expect(registryOf(image)).toBe(registry);
  });
});
