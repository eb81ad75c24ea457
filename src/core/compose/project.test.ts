import { expect, it } from 'vitest';
import { interpolate } from './interpolate.ts';
import { readComposeProject, startOrder } from './project.ts';

const env: Readonly<Record<string, string>> = { A: 'x', EMPTY: '' };

it.each([
  ['$A-${A}', 'x-x', []],
  ['$$A', '$A', []],
  ['${B:-d}', 'd', []],
  ['${EMPTY:-d}|${EMPTY-d}', 'd|', []],
  ['${B:-${A}}', 'x', []],
  ['${A:+y}${B:+y}', 'y', []],
  ['${B:?say it}', '', ['B']],
  ['$B', '', ['B']],
  ['${', '${', []],
])('%s becomes %s', (text, expanded, missing) => {
  expect(interpolate(text, (name) => env[name])).toEqual({ text: expanded, missing });
});

it('reads what a run needs, in the forms that Compose allows', () => {
  const { services, secrets, missing } = readComposeProject(
    [
      'services:\n  web:\n    build: .\n    command: node "a b.js" $X\n    environment: ["A=1", "B"]\n    env_file: .env\n    depends_on: [db]\n    ports: ["127.0.0.1:80:3000", {target: 9000}, "53:53/udp"]\n    volumes: ["data:/d:ro", "./x:/x", "/anon"]\n    stop_grace_period: 1m30s\n    deploy: {resources: {limits: {memory: 512M}}}\n  db: {image: "redis:${V:-8}"}\nsecrets:\n  s: {environment: WORD}\n',
      'services:\n  web:\n    environment: {A: 2}\n    command: ["run"]\n',
    ],
    () => undefined,
  );
  expect(services['web']).toMatchObject({
    command: ['run'],
    dependsOn: { db: 'service_started' },
    ports: [3000, 9000],
    volumes: [
      { type: 'volume', source: 'data', target: '/d', readOnly: true },
      { type: 'bind', source: './x', target: '/x', readOnly: false },
      { type: 'volume', source: null, target: '/anon', readOnly: false },
    ],
    stopGraceMs: 90_000,
    memoryBytes: 512 * 1024 * 1024,
  });
  expect(services['db']?.image).toBe('redis:8');
  expect(secrets).toEqual({ s: { kind: 'environment', name: 'WORD' } });
  expect(missing).toEqual(['X', 'WORD']);
});

it('starts what others wait for first, and survives a circle', () => {
  const project = readComposeProject(
    ['services:\n  a: {depends_on: [b, c]}\n  b: {depends_on: [c]}\n  c: {depends_on: [a]}\n  d: {image: x}\n'],
    () => undefined,
  );
  expect(startOrder(project, 'a').map(({ name }) => name)).toEqual(['c', 'b']);
});

it.each(['', '- a', 'services: 3', 'services: {a: null}', '\u0000', 'services: {a: {ports: {}}}'])('%j does not throw', (text) => {
  expect(() => readComposeProject([text], () => undefined)).not.toThrow();
});
