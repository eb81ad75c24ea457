import { describe, expect, it } from 'vitest';
import { normalizeEndpoint } from './endpoint.ts';
import { sshArguments } from './ssh-agent.ts';

describe('an engine address', () => {
  it.each([
    ['unix:///var/run/docker.sock', 'unix:///var/run/docker.sock'],
    ['/run/podman/podman.sock', 'unix:///run/podman/podman.sock'],
    [' tcp://10.0.0.5:2376/ ', 'tcp://10.0.0.5:2376'],
    ['https://engine.example:2376', 'tcp://engine.example:2376'],
    ['localhost:2375', 'tcp://localhost:2375'],
    ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/docker_engine'],
    ['\\\\.\\pipe\\docker_engine', 'npipe:////./pipe/docker_engine'],
    ['//./pipe/podman-machine-default', 'npipe:////./pipe/podman-machine-default'],
    ['ssh://me@build-box:2222/run/docker.sock', 'ssh://me@build-box:2222/run/docker.sock'],
  ])('%s', (text, url) => {
    expect(normalizeEndpoint(text)).toBe(url);
  });

  it.each(['', 'docker', 'unix://', 'fd://', 'ftp://x'])('is not “%s”', (text) => {
    expect(() => normalizeEndpoint(text)).toThrow(expect.objectContaining({ reason: 'bad-request' }) as Error);
  });
});

describe('the ssh command', () => {
  it.each([
    ['ssh://build-box', ['--', 'build-box', 'docker', 'system', 'dial-stdio']],
    ['ssh://me@build-box:2222', ['-l', 'me', '-p', '2222', '--', 'build-box', 'docker', 'system', 'dial-stdio']],
    ['ssh://box/run/user/1000/docker.sock', ['--', 'box', 'docker', '--host', 'unix:///run/user/1000/docker.sock', 'system', 'dial-stdio']],
    ['ssh://-oProxyCommand=evil', ['--', '-oProxyCommand=evil', 'docker', 'system', 'dial-stdio']],
  ])('for %s', (url, argv) => {
    expect(sshArguments(url).slice(5)).toEqual(argv);
  });
});
