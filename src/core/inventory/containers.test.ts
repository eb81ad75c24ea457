import { describe, expect, test } from 'vitest';
import { containerGroups, containerItem, type ListedContainer } from './containers.ts';

const container = (more: Partial<ListedContainer>): ListedContainer => ({
  id: '0123456789abcdef',
  name: 'web',
  image: 'web:1',
  labels: {},
  state: 'running',
  status: 'Up 2 hours',
  health: null,
  ports: [],
  createdAt: '2026-01-01T00:00:00Z',
  ...more,
});

describe('a container', () => {
  const port = (host: number | null): ListedContainer['ports'][number] => ({ container: 80, protocol: 'tcp', host, hostIp: '127.0.0.1' });
  test.each<[Partial<ListedContainer>, string, string, boolean]>([
    [{ health: 'healthy', status: 'Up 2 hours (healthy)', ports: [port(3000)] }, 'healthy · :3000 · 2 h', 'pass', false],
    [{ ports: [port(9), port(9), port(8), port(7), port(null)] }, 'running · :7 · :8 · 2 h', 'play-circle', false],
    [{ health: 'starting', status: 'Up 8 seconds (health: starting)' }, 'starting · 8 s', 'loading~spin', false],
    [{ health: 'unhealthy', status: 'Up About an hour (unhealthy)' }, 'unhealthy · 1 h', 'warning', true],
    [
      { state: 'exited', status: 'Exited (0) 3 days ago', ports: [port(3000)] },
      'exited · code 0 · 3 days ago',
      'circle-large-outline',
      false,
    ],
    [{ state: 'exited', status: 'Exited (143) a minute ago' }, 'exited · code 143 · 1 min ago', 'circle-large-outline', false],
    [{ state: 'exited', status: 'Exited (137) 4 minutes ago' }, 'killed · exit 137 · 4 min ago', 'error', true],
    [{ state: 'exited', status: 'Exited (1) 1 day ago' }, 'failed · exit 1 · 1 day ago', 'error', true],
    [{ state: 'restarting', status: 'Restarting (1) 5 seconds ago' }, 'restarting · exit 1 · 5 s ago', 'sync', true],
    [{ state: 'paused', status: 'Up 3 weeks (Paused)' }, 'paused · 3 weeks', 'debug-pause', false],
    [{ state: 'created', status: 'Created' }, 'created, never started', 'circle-large-outline', false],
    [{ state: 'stopped', status: '' }, 'exited', 'circle-large-outline', false],
    [{ status: 'Up Less than a second' }, 'running · 0 s', 'play-circle', false],
  ])('%j', (more, description, icon, broken) => {
    const item = containerItem(container(more));
    expect([item.description, item.icon.name, item.broken]).toEqual([description, icon, broken]);
  });

  test('is read out in words', () => {
    expect(containerItem(container({ state: 'exited', status: 'Exited (137) 4 minutes ago', name: 'worker' })).spoken).toBe(
      'worker, killed, exit 137, 4 minutes ago',
    );
  });
  test('keeps its id when its state changes', () => {
    expect(containerItem(container({})).id).toBe(containerItem(container({ state: 'exited', status: 'Exited (1)' })).id);
  });
});

test('containers are grouped by compose project, and bear their service’s name', () => {
  const labels = (project: string, service: string): Record<string, string> => ({
    'com.docker.compose.project': project,
    'com.docker.compose.service': service,
  });
  const groups = containerGroups([
    container({ id: '1', name: 'lone' }),
    container({ id: '2', name: 'shop-b-1', labels: labels('shop', 'b'), state: 'exited', status: 'Exited (0)' }),
    container({ id: '3', name: 'shop-a-1', labels: labels('shop', 'a') }),
    container({ id: '4', name: 'x', labels: labels('blog', 'x') }),
    container({ id: '5', name: 'drydock-1', labels: { 'dev.drydock.session': 's' } }),
  ]);
  expect(groups.map(({ label, description, containers }) => [label, description, containers.map((one) => one.label)])).toEqual([
    ['blog', '1 of 1 running', ['x']],
    ['Drydock test run', '1 of 1 running', ['drydock-1']],
    ['shop', '1 of 2 running', ['a', 'b']],
    ['No project', '1 of 1 running', ['lone']],
  ]);
});
