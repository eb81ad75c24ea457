import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detect } from './detect.ts';
import { projectFiles } from './files.ts';
import { stacks } from './stacks/index.ts';

const json = JSON.stringify;
const express = json({ name: 'api', scripts: { start: 'node index.js' }, dependencies: { express: '4' } });

function found(files: Readonly<Record<string, string>>): readonly string[] {
  return detect(projectFiles(files)).map((app) => `${app.path} ${app.language?.value ?? '-'} ${app.kind?.value ?? '-'}`);
}

describe('which folders are apps', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['nothing', { 'README.md': '' }, []],
    ['plain files', { 'index.html': '', 'style.css': '' }, ['. static static']],
    ['plain files in public', { 'public/index.html': '' }, ['. static static']],
    [
      'one of several folders',
      { 'api/package.json': express, 'web/index.html': '', 'README.md': '' },
      ['api node web', 'web static static'],
    ],
    [
      'a server and the front end that it builds',
      {
        'package.json': json({ scripts: { start: 'node s.js', build: 'npm --prefix client run build' }, dependencies: { express: '4' } }),
        'client/package.json': json({ scripts: { build: 'vite build' }, devDependencies: { vite: '6' } }),
        'client/index.html': '',
      },
      ['. node web'],
    ],
    [
      'a server and a front end beside it',
      {
        'package.json': express,
        'client/package.json': json({ scripts: { build: 'vite build' }, devDependencies: { vite: '6' } }),
        'client/index.html': '',
      },
      ['. node web', 'client node static'],
    ],
    ['examples are not the project', { 'package.json': express, 'examples/x/package.json': express }, ['. node web']],
    ['examples, when there is nothing else', { 'examples/x/package.json': express }, ['examples/x node web']],
    [
      'templates of a back end',
      {
        'requirements.txt': 'flask',
        'app.py': 'from flask import Flask\napp = Flask(__name__)',
        'templates/index.html': '',
        'static/index.html': '',
      },
      ['. python web'],
    ],
    ['a lone script inside an app', { 'package.json': express, 'tools.d/main.py': 'print(1)' }, ['. node web']],
    ['scripts beside a Node app in one folder', { 'package.json': express, 'main.py': 'print(1)' }, ['. node web']],
    [
      'Python with a page that a tool builds in the same folder',
      {
        'requirements.txt': 'fastapi',
        'main.py': 'from fastapi import FastAPI\napp = FastAPI()',
        'package.json': json({ scripts: { build: 'tailwindcss' } }),
      },
      ['. python web'],
    ],
    [
      'a library beside apps is not one',
      { 'api/package.json': express, 'shared/package.json': json({ name: 's', main: 'i.js' }) },
      ['api node web'],
    ],
    [
      'a page and package.json of its tools',
      { 'index.html': '', 'package.json': json({ devDependencies: { prettier: '3' } }) },
      ['. static static'],
    ],
    [
      'services in several languages',
      {
        'a/go.mod': 'module a\ngo 1.22',
        'a/main.go': 'package main\nfunc main() {}',
        'b/Cargo.toml': '[package]\nname = "b"',
        'b/src/main.rs': '',
        'c/Gemfile': 'gem "sinatra"',
        'c/app.rb': '',
      },
      ['a go -', 'b rust -', 'c ruby web'],
    ],
  ])('%s', (_, files, expected) => {
    expect(found(files)).toEqual(expected);
  });
});

describe('services', () => {
  const services = (files: Readonly<Record<string, string>>) => detect(projectFiles(files))[0]?.services.map(({ value }) => value);

  it('take their version from the compose file and their variables from the code', () => {
    const files = {
      'package.json': json({ scripts: { start: 'node i.js' }, dependencies: { express: '4', pg: '8', ioredis: '5' } }),
      'i.js': 'process.env.DATABASE_URL; process.env.REDIS_HOST; process.env.SECRET',
      'compose.yaml': 'services:\n  db:\n    image: postgres:15-alpine\n  cache:\n    image: docker.io/library/redis:7.2\n',
    };
    expect(services(files)).toEqual([
      { name: 'postgres', version: '15', env: ['DATABASE_URL'] },
      { name: 'redis', version: '7', env: ['REDIS_HOST'] },
    ]);
  });

  it('are those that the compose file makes the app depend on', () => {
    expect(
      services({
        'package.json': express,
        'docker-compose.yml': 'services:\n  web:\n    build: .\n    depends_on: [mq]\n  mq:\n    image: "rabbitmq:3-management"\n',
      }),
    ).toEqual([{ name: 'rabbitmq', version: '3', env: [] }]);
  });

  it('are MariaDB and Valkey where the compose file says so', () => {
    const compose = 'services:\n  a:\n    image: mariadb:11\n  b:\n    image: valkey/valkey:8\n';
    expect(services({ 'package.json': json({ scripts: { start: 'node i.js' }, dependencies: { mysql2: '3', redis: '4' } }), 'compose.yaml': compose })?.map(({ name, version }) => [name, version])).toEqual([['mariadb', '11'], ['valkey', '8']]); // prettier-ignore
  });

  it('show no password of a connection string', () => {
    const [app] = detect(projectFiles({ 'package.json': express, '.env.example': 'X=postgres://user:secret@db/x\n' }));
    expect(app?.services[0]?.evidence).toMatchObject({ file: '.env.example', line: 1, rule: 'connection-string', text: 'postgres://' });
  });
});

describe('the port of container and platform files', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, number, string]>([
    ['an existing Dockerfile', { Dockerfile: 'FROM node AS a\nEXPOSE 1\nFROM node\nEXPOSE 8088/tcp\n' }, 8088, 'dockerfile-expose'],
    ['fly.toml', { 'fly.toml': '[http_service]\n  internal_port = 8089\n' }, 8089, 'fly-internal-port'],
    ['compose', { 'compose.yaml': 'services:\n  a:\n    build: .\n    ports:\n      - "80:8090"\n' }, 8090, 'compose-port'],
    ['an env file', { '.env.example': 'PORT=8091\n' }, 8091, 'env-file-port'],
    ['the start command', { Procfile: 'web: node index.js --port 8092\n' }, 8092, 'start-command-port'],
  ])('%s', (_, files, port, rule) => {
    const [app] = detect(projectFiles({ 'package.json': express, 'index.js': 'app.listen(process.env.PORT)', ...files }));
    expect([app?.port?.value, app?.port?.evidence.rule]).toEqual([port, rule]);
  });
});

it('gives every app a name of its own', () => {
  expect(detect(projectFiles({ 'a/api/package.json': express, 'b/api/package.json': express })).map((app) => app.name)).toEqual([
    'api',
    'b-api',
  ]);
});

describe('bad input', () => {
  const texts = [
    '{',
    '{"scripts":',
    '[',
    '<project>',
    'a: [',
    '\uFEFF',
    '\u0000',
    '- - -',
    '[tool',
    '"""',
    'FROM',
    "{'}",
    '(',
    '}'.repeat(300),
    '['.repeat(300),
    'web:',
    '%',
    '\\',
    '${',
    '<<',
  ];
  const names = [
    'package.json', 'tsconfig.json', 'angular.json', 'pnpm-workspace.yaml', 'requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.py', 'manage.py', 'settings.py', 'go.mod', 'go.work', 'main.go', 'Cargo.toml', 'pom.xml',
    'build.gradle', 'settings.gradle', 'gradle/libs.versions.toml', 'composer.json', 'index.php', 'Gemfile', 'config.ru', 'A.csproj', 'global.json', 'deno.json', 'main.ts', 'mix.exs', 'CMakeLists.txt', 'main.cpp', 'Makefile',
    'Procfile', 'Dockerfile', 'compose.yaml', 'fly.toml', 'railway.json', 'nixpacks.toml', '.nvmrc', '.tool-versions', 'mise.toml', '.env', 'next.config.js', 'index.html', 'app/x.py', 'src/main/resources/application.yml',
  ]; // prettier-ignore
  const good = [
    express,
    '[project]\nname = "x"\nrequires-python = ">=3"\n',
    'module x\ngo 1.22\n',
    '<project><artifactId>a</artifactId><build/></project>',
    'services:\n  a:\n    image: x\n',
    'from flask import Flask\napp = Flask(__name__)\n',
    'server:\n  port: 80\n',
  ];

  it('never makes it throw', () => {
    const piece = fc.oneof(fc.constantFrom(...texts, ...good), fc.string({ maxLength: 60 }));
    const text = fc.oneof(
      piece,
      fc.tuple(piece, piece).map(([a, b]) => a + b),
      fc.tuple(fc.constantFrom(...good), fc.nat(80)).map(([whole, end]) => whole.slice(0, end)),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 8 }), (files) => {
        expect(Array.isArray(detect(projectFiles({ ...files })))).toBe(true);
      }),
      { numRuns: 600 },
    );
  }, 60_000);

  it('is quick on texts that invite backtracking', () => {
    const long = 'a'.repeat(20_000);
    const files = {
      'package.json': `{"scripts":{"start":"${long} ${long}"},"dependencies":{"express":"4"}}`,
      'index.js': `{${long}PORT${long}\n`.repeat(4),
      'main.py': `port=(${'('.repeat(5000)}`,
      'pom.xml': `<project>${'<a>'.repeat(2000)}`,
      Gemfile: `ruby ${'"'.repeat(5000)}`,
      'compose.yaml': `${'  - '.repeat(3000)}\n`,
    };
    const from = performance.now();
    detect(projectFiles(files));
    expect(performance.now() - from).toBeLessThan(2000);
  });
});

it('every stack has a name of its own', () => {
  expect(new Set(stacks.map((stack) => stack.name)).size).toBe(stacks.length);
});
