import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findEndpoints, type Candidate, type ResolveSystem } from './resolve.ts';

const sha = (name: string) => createHash('sha256').update(name).digest('hex');

async function find(
  system: Partial<Omit<ResolveSystem, 'readFile'>> & { readonly files?: Readonly<Record<string, string>> },
  setting?: string,
): Promise<readonly Candidate[]> {
  const { files = {}, ...rest } = system;
  const whole: ResolveSystem = {
    env: {},
    platform: 'linux',
    home: '/home/me',
    uid: 1000,
    run: () => Promise.resolve(undefined),
    readFile: (path) => Promise.resolve(files[path]),
    ...rest,
  };
  const all: Candidate[] = [];
  for await (const one of findEndpoints(setting, whole)) all.push(one);
  return all;
}

const meta = (host: string, more: object = {}) => JSON.stringify({ Name: 'x', Endpoints: { docker: { Host: host, ...more } } });

describe('where the engine is', () => {
  it('is the setting alone, before everything', async () => {
    expect(await find({ env: { DOCKER_HOST: 'tcp://h:1' } }, '/my.sock')).toEqual([{ url: 'unix:///my.sock', origin: 'setting' }]);
    expect(await find({}, 'nonsense')).toMatchObject([
      { place: 'nonsense (setting)', problem: expect.stringContaining('unix:///') as string },
    ]);
  });

  it('is DOCKER_HOST, with its TLS files', async () => {
    const files = { '/certs/ca.pem': 'CA', '/certs/cert.pem': 'CERT', '/certs/key.pem': 'KEY', '/home/me/.docker/ca.pem': 'HOME CA' };
    const tls = { ca: 'CA', cert: 'CERT', key: 'KEY' };
    const at = (env: NodeJS.ProcessEnv) => find({ env: { DOCKER_CONTEXT: 'ignored', ...env }, files });
    expect(await at({ DOCKER_HOST: 'unix:///d.sock' })).toEqual([{ url: 'unix:///d.sock', origin: 'DOCKER_HOST' }]);
    expect(await at({ DOCKER_HOST: 'tcp://h:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' })).toEqual([
      { url: 'tcp://h:2376', origin: 'DOCKER_HOST', tls: { verify: true, ...tls } },
    ]);
    expect(await at({ DOCKER_HOST: 'tcp://h:2376', DOCKER_CERT_PATH: '/certs' })).toMatchObject([{ tls: { verify: false } }]);
    expect(await at({ DOCKER_HOST: 'tcp://h:2376', DOCKER_TLS_VERIFY: '1' })).toMatchObject([{ tls: { verify: true, ca: 'HOME CA' } }]);
    expect(await at({ DOCKER_HOST: 'unix:///d.sock', DOCKER_TLS_VERIFY: '1' })).toEqual([{ url: 'unix:///d.sock', origin: 'DOCKER_HOST' }]);
  });

  it('is the context that DOCKER_CONTEXT names', async () => {
    const folder = `/conf/contexts/meta/${sha('far')}`;
    const tlsFolder = `/conf/contexts/tls/${sha('far')}/docker`;
    const env = { DOCKER_CONTEXT: 'far', DOCKER_CONFIG: '/conf' };
    expect(await find({ env, files: { [`${folder}/meta.json`]: meta('ssh://me@far') } })).toEqual([
      { url: 'ssh://me@far', origin: 'context far' },
    ]);
    expect(
      await find({
        env,
        files: { [`${folder}/meta.json`]: meta('tcp://far:2376', { SkipTLSVerify: false }), [`${tlsFolder}/ca.pem`]: 'CA' },
      }),
    ).toEqual([{ url: 'tcp://far:2376', origin: 'context far', tls: { verify: true, ca: 'CA' } }]);
    expect(await find({ env, files: { [`${folder}/meta.json`]: meta('tcp://far:2376', { SkipTLSVerify: true }) } })).toMatchObject([
      { tls: { verify: false } },
    ]);
    expect(await find({ env })).toMatchObject([{ problem: expect.stringContaining('no Docker context “far”') as string }]);
    expect(await find({ env, files: { [`${folder}/meta.json`]: '{"Endpoints":{}}' } })).toMatchObject([
      { problem: expect.stringContaining('names no engine') as string },
    ]);
  });

  it('is the current context, then the known sockets', async () => {
    const files = {
      '/home/me/.docker/config.json': '{"currentContext":"near"}',
      [`/home/me/.docker/contexts/meta/${sha('near')}/meta.json`]: meta('unix:///near.sock'),
    };
    const all = await find({ files, env: { XDG_RUNTIME_DIR: '/run/me', CONTAINER_HOST: 'unix:///podman.sock' } });
    expect(all.slice(0, 5)).toEqual([
      { url: 'unix:///near.sock', origin: 'context near' },
      { url: 'unix:///podman.sock', origin: 'CONTAINER_HOST' },
      { url: 'unix:///var/run/docker.sock', origin: 'socket' },
      { url: 'unix:///run/me/docker.sock', origin: 'socket' },
      { url: 'unix:///home/me/.docker/desktop/docker.sock', origin: 'socket' },
    ]);
    expect(all).toContainEqual({ url: 'unix:///run/me/podman/podman.sock', origin: 'socket' });
    expect(all).toContainEqual({ url: 'unix:///home/me/.colima/default/docker.sock', origin: 'socket' });
  });

  it.each(['{"currentContext":"default"}', '{}', 'not JSON', undefined])(
    'is the known sockets where config.json says %s',
    async (config) => {
      const all = await find({ files: config === undefined ? {} : { '/home/me/.docker/config.json': config } });
      expect(all[0]).toEqual({ url: 'unix:///var/run/docker.sock', origin: 'socket' });
      expect(all).toContainEqual({ url: 'unix:///run/user/1000/podman/podman.sock', origin: 'socket' });
    },
  );

  it('skips the current context for DOCKER_CONTEXT=default', async () => {
    const files = { '/home/me/.docker/config.json': '{"currentContext":"near"}' };
    expect((await find({ files, env: { DOCKER_CONTEXT: 'default' } }))[0]).toMatchObject({ origin: 'socket' });
  });

  it('is a pipe on Windows, and what Podman’s machine says', async () => {
    const run = (_program: string, argv: readonly string[]) =>
      Promise.resolve(argv.join(' ').includes('PodmanPipe') ? '\\\\.\\pipe\\podman-mine\r\n' : undefined);
    expect((await find({ platform: 'win32', home: 'C:\\Users\\me', run })).map((one) => ('url' in one ? one.url : one.problem))).toEqual([
      'npipe:////./pipe/docker_engine',
      'npipe:////./pipe/dockerDesktopLinuxEngine',
      'npipe:////./pipe/podman-machine-default',
      'npipe:////./pipe/podman-mine',
    ]);
    const mac = await find({ platform: 'darwin', home: '/Users/me', uid: 501, run: () => Promise.resolve('/var/folders/podman.sock\n') });
    expect(mac[0]).toEqual({ url: 'unix:///Users/me/.docker/run/docker.sock', origin: 'socket' });
    expect(mac.at(-1)).toEqual({ url: 'unix:///var/folders/podman.sock', origin: 'podman machine' });
  });
});
