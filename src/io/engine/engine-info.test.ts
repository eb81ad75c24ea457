import { release } from 'node:os';
import { describe, expect, it } from 'vitest';
import { engineInfo } from './engine-info.ts';

const place = { url: 'unix:///d.sock', origin: 'socket' };
// Cut down from what Docker 26.1 and Podman 4.3.1 said.
const docker = {
  Version: '26.1.5',
  ApiVersion: '1.45',
  Os: 'linux',
  Arch: 'amd64',
  Components: [{ Name: 'Engine' }, { Name: 'containerd' }],
};
const podman = {
  Version: '4.3.1',
  ApiVersion: '1.41',
  Os: 'linux',
  Arch: 'amd64',
  Components: [{ Name: 'Podman Engine' }, { Name: 'Conmon' }],
};
const here = { CgroupVersion: '2', NCPU: 2, MemTotal: 25276502016, KernelVersion: release() };

describe('an engine', () => {
  it('is Docker', () => {
    expect(engineInfo(place, true, docker, here)).toEqual({
      kind: 'docker',
      version: '26.1.5',
      apiVersion: '1.45',
      endpoint: 'unix:///d.sock',
      origin: 'socket',
      os: 'linux',
      arch: 'amd64',
      cgroupVersion: 2,
      cpus: 2,
      memoryBytes: 25276502016,
      local: process.platform === 'linux',
      capabilities: { buildKit: true, healthchecks: true, updateLimits: true, killEvents: true, oomFlag: true },
    });
  });

  it('is Podman, which learnt some things with version 5', () => {
    expect(engineInfo(place, true, podman, here)).toMatchObject({
      kind: 'podman',
      capabilities: { buildKit: false, healthchecks: false, updateLimits: false, killEvents: false, oomFlag: false },
    });
    expect(engineInfo(place, true, { ...podman, Version: '5.4.0' }, here).capabilities).toMatchObject({
      updateLimits: true,
      oomFlag: true,
    });
  });

  it.each([
    ['current Docker', docker, true, true],
    ['Docker 19.03', { ...docker, ApiVersion: '1.40' }, true, true],
    ['Docker 18.06', { ...docker, ApiVersion: '1.38' }, true, false],
    ['Windows containers', { ...docker, Os: 'windows' }, true, false],
    ['DOCKER_BUILDKIT=0', docker, false, false],
    ['an engine that says nothing', {}, true, false],
  ])('builds with BuildKit or not: %s', (_what, version, wanted, buildKit) => {
    expect(engineInfo(place, wanted, version, {}).capabilities.buildKit).toBe(buildKit);
  });

  it('is not local in a virtual machine or far away', () => {
    expect(engineInfo(place, true, docker, { ...here, KernelVersion: '6.6.0-linuxkit' }).local).toBe(false);
    expect(engineInfo(place, true, docker, { ...here, OperatingSystem: 'Docker Desktop' }).local).toBe(false);
    expect(engineInfo({ ...place, url: 'tcp://h:2375' }, true, docker, here).local).toBe(false);
    expect(engineInfo(place, true, docker, {})).toMatchObject({ cgroupVersion: 1, cpus: 1, local: false });
  });
});
