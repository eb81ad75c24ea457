import { describe, expect, test } from 'vitest';
import { detect } from '../detect/detect.ts';
import { projectFiles } from '../detect/files.ts';
import type { AppProfile, Service } from '../detect/profile.ts';
import { readYaml } from '../yaml/parse.ts';
import { planFiles } from './scaffold.ts';
import { services } from './services/index.ts';

const app = (change: Partial<AppProfile> = {}): AppProfile => ({
  path: '.', name: 'shop', kind: fact('web'), language: fact('node'), framework: null, packageManager: fact('npm'), runtimeVersion: fact('24'), buildCommand: null,
  startCommand: fact('node server.js'), port: fact(3000), services: [], env: [], processes: [], details: {}, problems: [], ...change,
}); // prettier-ignore

function fact<T>(value: T) {
  return { value, evidence: { source: 'found' as const, file: 'package.json', line: 1, rule: 'test' } };
}

const needing = (name: string, env: readonly string[] = [], version: string | null = null) => fact<Service>({ name, version, env });

interface Compose {
  readonly name?: string;
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly volumes?: unknown;
  readonly secrets?: unknown;
}

function compose(apps: readonly AppProfile[], texts: Readonly<Record<string, string>> = {}) {
  const files = projectFiles({
    ...Object.fromEntries(
      apps.map(({ path }) => [path === '.' ? 'package.json' : `${path}/package.json`, '{"dependencies":{"express":"5"}}']),
    ),
    ...texts,
  });
  const plan = planFiles(files, apps, { artifacts: ['compose'] });
  const [file] = plan.files;
  if (file === undefined) throw new Error('No Compose file was planned.');
  return { path: file.path, text: file.content, notes: plan.notes, value: readYaml(file.content, 'compose').documents[0] as Compose };
}

describe('the app', () => {
  test('is built here, hardened, limited and published', () => {
    expect(compose([app()]).value.services['shop']).toEqual({
      image: 'shop:dev',
      build: { context: '.' },
      ports: ['3000:3000'],
      init: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
      deploy: { resources: { limits: { cpus: '1.0', memory: '512M', pids: 512 } } },
    });
  });

  test('that handles SIGTERM and starts no children needs no init', () => {
    expect(compose([app({ details: { handlesSigterm: true } })]).value.services['shop']).not.toHaveProperty('init');
  });

  test('mounts no sources over the image', () => {
    expect(compose([app()]).value.services['shop']).not.toHaveProperty('volumes');
  });

  test('gets the variables that it reads from .env, and none of the platform', () => {
    const { value } = compose([app({ env: ['JWT_SECRET', 'NODE_ENV', 'PORT'].map((name) => fact(name)) })]);
    expect(value.services['shop']?.['environment']).toEqual({ JWT_SECRET: null });
  });

  test('in a folder is built from there, or from the workspace with its Dockerfile named', () => {
    expect(compose([app({ path: 'services/api' })]).value.services['shop']?.['build']).toEqual({ context: './services/api' });
    const inWorkspace = app({ path: 'apps/api', details: { workspaceRoot: '.' } });
    expect(compose([inWorkspace], { 'package.json': '{"workspaces":["apps/*"]}' }).value.services['shop']?.['build']).toEqual({
      context: '.',
      dockerfile: 'apps/api/Dockerfile',
    });
  });

  test('beside another keeps its port inside and gets a free one outside', () => {
    const { value } = compose([app({ path: 'a', name: 'a' }), app({ path: 'b', name: 'b' })]);
    expect([value.services['a']?.['ports'], value.services['b']?.['ports']]).toEqual([['3000:3000'], ['3001:3000']]);
    expect(value).not.toHaveProperty('name');
  });

  test('named like a service does not take its place', () => {
    expect(Object.keys(compose([app({ name: 'postgres', services: [needing('postgres')] })]).value.services)).toEqual([
      'postgres-app',
      'postgres',
    ]);
  });
});

describe('services', () => {
  test.each(services.map(({ name }) => [name]))('%s: healthy before the app starts, pinned, limited, unpublished', (name) => {
    const { value } = compose([app({ services: [needing(name)] })]);
    const service = value.services[name];
    expect(service?.['image']).toMatch(/:.*\d/);
    expect(service).toMatchObject({ healthcheck: { test: expect.any(Array) as unknown, retries: 10 }, restart: 'unless-stopped' });
    expect(service).toHaveProperty('deploy.resources.limits.memory');
    expect(service).not.toHaveProperty('ports');
    expect(value.services['shop']).toMatchObject({ depends_on: { [name]: { condition: 'service_healthy' } } });
    for (const volume of (service?.['volumes'] ?? []) as readonly string[])
      expect(value.volumes).toHaveProperty([volume.split(':')[0] ?? '']);
  });

  test('no password is in the file', () => {
    const { text, value, notes } = compose([app({ services: [needing('postgres', ['DATABASE_URL'])] })]);
    expect(value.services['shop']?.['environment']).toEqual({ DATABASE_URL: 'postgresql://app:${POSTGRES_PASSWORD}@postgres:5432/app' });
    expect(value.secrets).toEqual({ postgres_password: { environment: 'POSTGRES_PASSWORD' } });
    expect(text).toMatch(/^# Set POSTGRES_PASSWORD in \.env/);
    expect(notes).toContainEqual(expect.stringContaining('POSTGRES_PASSWORD'));
  });

  test('keep the version that the project states, and its data where that version has it', () => {
    const postgres = (version: string) => compose([app({ services: [needing('postgres', [], version)] })]).value.services['postgres'];
    expect(postgres('15')).toMatchObject({ image: 'postgres:15', volumes: ['postgres-data:/var/lib/postgresql/data'] });
    expect(postgres('18')).toMatchObject({ image: 'postgres:18', volumes: ['postgres-data:/var/lib/postgresql'] });
  });

  test('are shared by the apps that need them', () => {
    const { value } = compose([
      app({ path: 'a', name: 'a', services: [needing('redis')] }),
      app({ path: 'b', name: 'b', services: [needing('redis')] }),
    ]);
    expect(Object.keys(value.services)).toEqual(['a', 'b', 'redis']);
  });
});

describe('processes', () => {
  const { value } = compose([
    app({
      services: [needing('postgres')],
      processes: [
        { name: 'release', command: 'node migrate.js' },
        { name: 'worker', command: 'node worker.js --queue "a b"' },
        { name: 'web', command: 'node server.js' },
      ].map((process) => fact(process)),
    }),
  ]);

  test('the release step runs once, before the app', () => {
    expect(value.services['migrate']).toMatchObject({
      command: ['node', 'migrate.js'],
      restart: 'no',
      depends_on: { postgres: { condition: 'service_healthy' } },
    });
    expect(value.services['shop']).toMatchObject({ depends_on: { migrate: { condition: 'service_completed_successfully' } } });
  });

  test('a worker is a service of the same image, without port and web check', () => {
    expect(value.services['worker']).toMatchObject({
      image: 'shop:dev',
      command: ['node', 'worker.js', '--queue', 'a b'],
      healthcheck: { disable: true },
    });
    expect(value.services['worker']).not.toHaveProperty('ports');
    expect(Object.keys(value.services)).toEqual(['migrate', 'shop', 'worker', 'postgres']);
  });
});

test('a migration that needs a development tool runs in the build stage', () => {
  const texts = {
    'package.json':
      '{"dependencies":{"express":"5","@prisma/client":"6"},"devDependencies":{"prisma":"6"},"scripts":{"start":"node server.js"}}',
    'server.js': 'require("express")().listen(3000)',
    'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
    'prisma/migrations/1/migration.sql': '',
  };
  const { value } = compose(detect(projectFiles(texts)), texts);
  expect(value.services['migrate']).toMatchObject({
    build: { target: 'build' },
    command: ['node_modules/.bin/prisma', 'migrate', 'deploy'],
  });
});

test('an existing Compose file keeps its name', () => {
  expect(compose([app()], { 'docker-compose.yml': 'services: {}\n' }).path).toBe('docker-compose.yml');
});
