import { describe, expect, it } from 'vitest';
import { containerInfo, containerSummary, type RawContainer } from './container-model.ts';
import { createBody } from './container-request.ts';
import { engineEvent } from './engine-events.ts';
import { imageConfig, imageInfo, imageSummary } from './image-model.ts';

const id = 'ab'.repeat(32);

describe('an inspected container', () => {
  // Cut down from the answers of Docker 26.1 and Podman 4.3.1 about the same container.
  const docker: RawContainer = {
    Id: id,
    Name: '/web',
    Image: `sha256:${id}`,
    RestartCount: 2,
    Config: {
      Image: 'shop:1',
      Env: ['A=b=c', 'EMPTY=', 'BARE'],
      Cmd: ['node'],
      Entrypoint: null,
      Labels: { x: 'y' },
      ExposedPorts: { '80/tcp': {} },
    },
    State: {
      Status: 'running',
      Pid: 7,
      ExitCode: 0,
      StartedAt: '2026-11-23T06:27:29Z',
      FinishedAt: '0001-01-01T00:00:00Z',
      Health: { Status: 'starting', Log: [] },
    },
    NetworkSettings: {
      IPAddress: '',
      Ports: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '32768' }], '53/udp': null },
      Networks: { mine: { IPAddress: '10.0.0.2' } },
    },
  };
  const podman: RawContainer = {
    Id: id,
    Name: 'web',
    Image: id,
    Config: { Image: 'docker.io/library/shop:1', Entrypoint: [], Cmd: ['node'], StopSignal: 15, Labels: null },
    State: { Status: 'stopping', Health: { Status: '', Log: null } },
    NetworkSettings: { Ports: null, Networks: null },
  };

  it('of Docker', () => {
    expect(containerInfo(docker)).toMatchObject({
      name: 'web',
      image: 'shop:1',
      imageId: `sha256:${id}`,
      ip: '10.0.0.2',
      networks: { mine: { ip: '10.0.0.2' } },
      restartCount: 2,
      config: {
        env: { A: 'b=c', EMPTY: '', BARE: '' },
        entrypoint: null,
        cmd: ['node'],
        workdir: '/',
        stopSignal: 'SIGTERM',
        healthcheck: null,
      },
      ports: [
        { container: 80, protocol: 'tcp', host: 32768, hostIp: '127.0.0.1' },
        { container: 53, protocol: 'udp', host: null, hostIp: null },
      ],
      state: { status: 'running', pid: 7, startedAt: '2026-11-23T06:27:29Z', finishedAt: null, health: 'starting' },
    });
  });

  it('of Podman', () => {
    expect(containerInfo(podman)).toMatchObject({
      image: 'shop:1',
      imageId: `sha256:${id}`,
      ip: null,
      labels: {},
      ports: [],
      config: { entrypoint: null, stopSignal: 'SIGTERM' },
      state: { status: 'running', health: null, healthLog: [] },
    });
  });

  it('that says next to nothing', () => {
    expect(containerInfo({ Id: 'x' })).toMatchObject({ name: '', ip: null, state: { status: 'created', pid: 0 } });
  });
});

describe('a listed container', () => {
  it.each([
    ['Up 3 minutes (healthy)', 'healthy'],
    ['Up 2 seconds (health: starting)', 'starting'],
    ['Up About an hour (unhealthy)', 'unhealthy'],
    ['Exited (0) 2 minutes ago', null],
  ])('%s', (status, health) => {
    expect(
      containerSummary({ Id: 'x', Names: ['/a'], State: 'running', Status: status, Created: 1, Ports: [{ PrivatePort: 80, Type: 'tcp' }] }),
    ).toMatchObject({
      name: 'a',
      health,
      createdAt: '1970-01-01T00:00:01.000Z',
      ports: [{ container: 80, host: null, hostIp: null }],
    });
  });
});

describe('an image', () => {
  it('has what its configuration says', () => {
    const config = imageConfig({
      User: '1000',
      StopSignal: '3',
      Shell: ['/bin/bash', '-c'],
      Volumes: { '/data': {} },
      Healthcheck: { Test: ['CMD', 'true'], Interval: 5e9 },
    });
    expect(config).toMatchObject({ user: '1000', stopSignal: 'SIGQUIT', shell: ['/bin/bash', '-c'], volumes: ['/data'] });
    expect(config.healthcheck).toEqual({ test: ['CMD', 'true'], intervalMs: 5000, timeoutMs: 30_000, startPeriodMs: 0, retries: 3 });
    expect(imageConfig({ Healthcheck: { Test: ['NONE'] } }).healthcheck).toBeNull();
    expect(imageConfig({ StopSignal: 'int' }).stopSignal).toBe('SIGINT');
  });

  it('has names as people write them', () => {
    expect(imageInfo({ Id: id, RepoTags: ['docker.io/library/a:1', 'docker.io/b/c:1', 'localhost/d:1'] })).toMatchObject({
      id: `sha256:${id}`,
      tags: ['a:1', 'b/c:1', 'localhost/d:1'],
    });
    expect(imageSummary({ Id: `sha256:${id}`, RepoTags: ['<none>:<none>'], Created: 60 })).toMatchObject({
      tags: [],
      createdAt: '1970-01-01T00:01:00.000Z',
    });
    expect(imageSummary({ Id: id, RepoTags: null }).tags).toEqual([]);
  });
});

describe('a container to create', () => {
  it('publishes on loopback only, and never swaps around its memory limit', () => {
    const body = createBody({
      image: 'a',
      labels: { x: 'y' },
      ports: [
        { container: 80, host: 0 },
        { container: 81, host: 8081 },
      ],
      memoryBytes: 64,
      network: 'n',
      networkAliases: ['z'],
    });
    expect(body.HostConfig).toMatchObject({
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }], '81/tcp': [{ HostIp: '127.0.0.1', HostPort: '8081' }] },
      Memory: 64,
      MemorySwap: 64,
      NetworkMode: 'n',
    });
    expect(body).toMatchObject({ OpenStdin: false, NetworkingConfig: { EndpointsConfig: { n: { Aliases: ['z'] } } } });
    expect(Object.keys(createBody({ image: 'a', labels: {} }).HostConfig ?? {})).toEqual(['PortBindings']);
  });
});

describe('an event', () => {
  const actor = { ID: id, Attributes: { name: 'web' } };
  it.each([
    [{ Type: 'container', Action: 'die', Actor: actor, timeNano: 1_500_000_000_000_000 }, 'die', 1_500_000_000],
    [{ Type: 'container', Action: 'died', Actor: actor, time: 7 }, 'die', 7000],
    [{ Type: 'container', Action: 'remove', Actor: actor, time: 7 }, 'destroy', 7000],
    [{ Type: 'image', Action: 'remove', Actor: actor, time: 7 }, 'remove', 7000],
    [{ Type: 'container', Action: 'health_status', HealthStatus: 'healthy', time: 7 }, 'health_status: healthy', 7000],
  ])('%j', (raw, action, timeMs) => {
    expect(engineEvent(raw)).toMatchObject({ type: raw.Type, action, timeMs });
  });

  it('of a kind that nobody asked for', () => {
    expect(engineEvent({ Type: 'daemon', Action: 'reload' })).toEqual({
      type: 'other',
      action: 'reload',
      id: '',
      attributes: {},
      timeMs: 0,
    });
  });
});
