import { describe, expect, it } from 'vitest';
import { type DetectCase, onlyApp, testDetection } from '../../../../test/support/detect-cases.ts';
import { detect } from '../detect.ts';
import { projectFiles } from '../files.ts';

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

const cases: readonly DetectCase[] = [
  [
    'Express with npm, a port with a fallback and Postgres',
    {
      'package.json': json({
        name: 'shop',
        scripts: { start: 'node server.js' },
        dependencies: { express: '^4.19.0', pg: '^8.0.0' },
        engines: { node: '>=18' },
      }),
      'package-lock.json': '{}',
      'server.js': "const app = require('express')();\nconst port = process.env.PORT || 4000;\napp.listen(port);\n",
    },
    {
      kind: 'web',
      framework: 'express',
      manager: 'npm',
      version: '24',
      start: 'node server.js',
      port: 4000,
      services: ['postgres'],
      details: { entry: 'server.js', startScript: 'start', lockFile: 'package-lock.json' },
    },
  ],
  [
    'only index.js',
    { 'package.json': '{"name":"x"}', 'index.js': "require('http').createServer((q, r) => r.end('hi')).listen(8080);\n" },
    { kind: 'web', framework: null, start: 'node index.js', port: 8080, manager: 'npm' },
  ],
  [
    'main names the entry',
    { 'package.json': '{"main":"lib/run.js"}', 'lib/run.js': 'console.log(1)' },
    { start: 'node lib/run.js', port: null },
  ],
  [
    'TypeScript compiled by tsc, started by nodemon in development',
    {
      'package.json': json({
        scripts: { build: 'tsc', dev: 'nodemon --exec ts-node src/index.ts' },
        dependencies: { fastify: '5' },
        devDependencies: { typescript: '5' },
      }),
      'tsconfig.json': '{ "compilerOptions": { "outDir": "./dist", "rootDir": "src" } } // x',
      'pnpm-lock.yaml': '',
      'src/index.ts': 'app.listen({ port: 3333, host: "0.0.0.0" })',
    },
    {
      framework: 'fastify',
      manager: 'pnpm',
      build: 'pnpm run build',
      start: 'node dist/index.js',
      port: 3333,
      details: { outputFolder: 'dist', typescript: true },
    },
  ],
  [
    'Nest, whose start script is for development',
    {
      'package.json': json({
        scripts: { build: 'nest build', start: 'nest start', 'start:prod': 'node dist/main' },
        dependencies: { '@nestjs/core': '10', '@nestjs/platform-express': '10', express: '4' },
      }),
      'yarn.lock': '__metadata:\n  version: 8\n',
      'src/main.ts': 'await app.listen(process.env.PORT ?? 3000);',
    },
    { kind: 'web', framework: 'nestjs', manager: 'yarn', start: 'node dist/main', port: 3000, details: { yarnBerry: true } },
  ],
  [
    'Next, its start script',
    {
      'package.json': json({
        scripts: { dev: 'next dev', build: 'next build', start: 'next start -p 4001' },
        dependencies: { next: '15', react: '19' },
      }),
      'bun.lock': '',
    },
    {
      kind: 'web',
      framework: 'nextjs',
      manager: 'bun',
      start: 'next start -p 4001',
      port: 4001,
      details: { frameworkMode: 'server', runtime: 'node' },
    },
  ],
  [
    'Next standalone',
    {
      'package.json': json({ scripts: { build: 'next build', start: 'next start' }, dependencies: { next: '15' } }),
      'next.config.mjs': "export default {\n  output: 'standalone',\n};\n",
    },
    { start: 'node server.js', port: 3000, details: { frameworkMode: 'standalone' } },
  ],
  [
    'Next export',
    {
      'package.json': json({ scripts: { build: 'next build', start: 'next start' }, dependencies: { next: '15' } }),
      'next.config.js': "module.exports = { output: 'export' }",
    },
    { kind: 'static', start: null, port: 8080, details: { outputFolder: 'out', frameworkMode: 'static' } },
  ],
  [
    'Nuxt',
    { 'package.json': json({ scripts: { build: 'nuxt build', start: 'nuxt start' }, dependencies: { nuxt: '^3.0.0' } }) },
    { framework: 'nuxt', start: 'node .output/server/index.mjs', port: 3000 },
  ],
  [
    'Remix',
    {
      'package.json': json({
        scripts: { build: 'remix vite:build', start: 'remix-serve ./build/server/index.js' },
        dependencies: { '@remix-run/node': '2', '@remix-run/serve': '2' },
        devDependencies: { '@remix-run/dev': '2', vite: '5' },
      }),
    },
    { framework: 'remix', start: 'remix-serve ./build/server/index.js', port: 3000 },
  ],
  [
    'SvelteKit with adapter-node',
    {
      'package.json': json({
        scripts: { build: 'vite build', preview: 'vite preview' },
        devDependencies: { '@sveltejs/kit': '2', '@sveltejs/adapter-node': '5', vite: '5' },
      }),
      'svelte.config.js': "import adapter from '@sveltejs/adapter-node';",
    },
    { framework: 'sveltekit', kind: 'web', start: 'node build', port: 3000 },
  ],
  [
    'SvelteKit static',
    {
      'package.json': json({
        scripts: { build: 'vite build' },
        devDependencies: { '@sveltejs/kit': '2', '@sveltejs/adapter-static': '5' },
      }),
      'svelte.config.js': "import adapter from '@sveltejs/adapter-static';",
    },
    { kind: 'static', start: null, details: { outputFolder: 'build' } },
  ],
  [
    'Astro static',
    { 'package.json': json({ scripts: { build: 'astro build', start: 'astro dev' }, dependencies: { astro: '5' } }) },
    { framework: 'astro', kind: 'static', start: null, details: { outputFolder: 'dist' } },
  ],
  [
    'Astro on a server',
    {
      'package.json': json({ scripts: { build: 'astro build', start: 'astro dev' }, dependencies: { astro: '5', '@astrojs/node': '9' } }),
      'astro.config.mjs': "export default { output: 'server', adapter: node({ mode: 'standalone' }) }",
    },
    { kind: 'web', start: 'node ./dist/server/entry.mjs', port: 4321 },
  ],
  [
    'Vite',
    {
      'package.json': json({
        scripts: { build: 'tsc && vite build', dev: 'vite', preview: 'vite preview' },
        dependencies: { react: '19' },
        devDependencies: { vite: '6' },
      }),
      'index.html': '',
      'package-lock.json': '',
    },
    { framework: 'vite', kind: 'static', start: null, port: 8080, details: { outputFolder: 'dist', spaFallback: true } },
  ],
  [
    'Create React App',
    {
      'package.json': json({
        scripts: { start: 'react-scripts start', build: 'react-scripts build' },
        dependencies: { 'react-scripts': '5' },
      }),
    },
    { framework: 'create-react-app', kind: 'static', start: null, details: { outputFolder: 'build' } },
  ],
  [
    'Angular 17',
    {
      'package.json': json({ scripts: { start: 'ng serve', build: 'ng build' }, dependencies: { '@angular/core': '17' } }),
      'angular.json': json({
        projects: {
          shop: {
            projectType: 'application',
            architect: { build: { builder: '@angular-devkit/build-angular:application', options: { outputPath: 'dist/shop' } } },
          },
        },
      }),
    },
    { framework: 'angular', kind: 'static', start: null, details: { outputFolder: 'dist/shop/browser' } },
  ],
  [
    'Angular with server rendering',
    {
      'package.json': json({
        scripts: { start: 'ng serve', build: 'ng build', 'serve:ssr:shop': 'node dist/shop/server/server.mjs' },
        dependencies: { '@angular/core': '18', '@angular/ssr': '18', express: '4' },
      }),
      'angular.json': json({
        projects: {
          shop: {
            projectType: 'application',
            architect: {
              build: {
                builder: '@angular-devkit/build-angular:application',
                options: { outputPath: 'dist/shop', ssr: { entry: 'server.ts' } },
              },
            },
          },
        },
      }),
    },
    { framework: 'angular', kind: 'web', start: 'node dist/shop/server/server.mjs', port: 4000 },
  ],
  [
    'a built page served by Express',
    {
      'package.json': json({
        scripts: { start: 'node server.js', build: 'react-scripts build' },
        dependencies: { 'react-scripts': '5', express: '4' },
      }),
      'server.js': 'app.listen(process.env.PORT || 5000)',
    },
    { framework: 'express', kind: 'web', start: 'node server.js', port: 5000 },
  ],
  [
    'variables before the command',
    { 'package.json': json({ scripts: { start: 'cross-env NODE_ENV=production PORT=9000 node -r dotenv/config app.js' } }), 'app.js': '' },
    { start: 'node -r dotenv/config app.js', details: { startEnv: { NODE_ENV: 'production', PORT: '9000' }, entry: 'app.js' } },
  ],
  [
    'build and migration before the process',
    {
      'package.json': json({
        scripts: { start: 'prisma migrate deploy && npm run serve', serve: 'node dist/x.js', build: 'tsc' },
        dependencies: { '@prisma/client': '5', express: '4' },
      }),
      'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
    },
    { start: 'node dist/x.js', services: ['postgres'], details: { prismaSchema: 'prisma/schema.prisma' } },
  ],
  [
    'Bun',
    {
      'package.json': json({ module: 'index.ts', devDependencies: { '@types/bun': 'latest' } }),
      'bun.lockb': '',
      'index.ts': 'Bun.serve({ port: 3001, fetch() {} })',
    },
    { manager: 'bun', kind: 'web', start: 'bun index.ts', port: 3001, version: '1', details: { runtime: 'bun' } },
  ],
  [
    'Procfile over scripts',
    {
      'package.json': json({ scripts: { start: 'node a.js' }, dependencies: { express: '4' } }),
      Procfile: 'web: node b.js\nworker: node c.js\n',
    },
    { start: 'node b.js' },
  ],
  [
    'a worker',
    { 'package.json': json({ scripts: { start: 'node bot.js' }, dependencies: { 'discord.js': '14' } }), 'bot.js': '' },
    { kind: 'worker', framework: 'discord.js', port: null },
  ],
  ['a command-line tool', { 'package.json': json({ name: 'tool', bin: { tool: 'cli.js' } }), 'cli.js': '' }, { kind: 'cli', start: null }],
  [
    'pm2',
    { 'package.json': json({ scripts: { start: 'pm2 start ecosystem.config.js' } }) },
    { start: 'pm2-runtime start ecosystem.config.js' },
  ],
  [
    'pm2 with a script',
    { 'package.json': json({ scripts: { start: 'pm2-runtime start server.js -i max' } }), 'server.js': '' },
    { start: 'node server.js' },
  ],
  [
    'a file server',
    { 'package.json': json({ scripts: { start: 'http-server .' }, dependencies: { 'http-server': '14' } }), 'index.html': '' },
    { kind: 'web', start: 'http-server .', port: 8080 },
  ],
  [
    'an entry aside of the sources',
    {
      'package.json': json({ scripts: { start: 'node ./bin/www' }, dependencies: { express: '4' } }),
      'bin/www': "normalizePort(process.env.PORT || '3456')",
    },
    { port: 3456, start: 'node ./bin/www' },
  ],
  [
    'Redwood',
    {
      'package.json': json({ workspaces: { packages: ['api', 'web'] }, devDependencies: { '@redwoodjs/core': '8' } }),
      'yarn.lock': '__metadata:',
      'api/package.json': json({ name: 'api' }),
      'web/package.json': json({ name: 'web' }),
    },
    { path: '.', framework: 'redwood', start: 'yarn rw serve', port: 8910 },
  ],
  [
    'a library',
    { 'package.json': json({ name: 'lib', main: 'dist/index.js', types: 'dist/index.d.ts', scripts: { build: 'tsc' } }) },
    { kind: 'library', start: null, port: null },
  ],
];

describe('Node apps', () => {
  testDetection(cases);
});

const start = '{"scripts":{"start":"node x.js"}}';

describe('the Node version', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string, string]>([
    ['nothing', {}, '24', 'default'],
    ['.nvmrc', { '.nvmrc': 'v20.11.1\n' }, '20.11.1', 'nvmrc'],
    ['.nvmrc, a major', { '.nvmrc': '18' }, '18', 'nvmrc'],
    ['.nvmrc, a code name', { '.nvmrc': 'lts/iron' }, '20', 'nvmrc'],
    ['.nvmrc, the newest long-term line', { '.nvmrc': 'lts/*' }, '24', 'nvmrc'],
    ['.node-version', { '.node-version': '22.3.0' }, '22.3.0', 'node-version-file'],
    ['.tool-versions', { '.tool-versions': 'python 3.12\nnodejs 20.10.0\n' }, '20.10.0', 'tool-versions'],
    ['mise', { 'mise.toml': '[tools]\nnode = "22"\n' }, '22', 'mise'],
    ['.nvmrc before .node-version', { '.nvmrc': '20', '.node-version': '18' }, '20', 'nvmrc'],
    ['a Dockerfile, when nothing else says it', { Dockerfile: 'FROM node:20.9-alpine AS b\nFROM nginx\n' }, '20.9', 'dockerfile-from'],
  ])('%s', (_, files, version, rule) => {
    const app = onlyApp({ 'package.json': start, 'x.js': '', ...files });
    expect([app.runtimeVersion?.value, app.runtimeVersion?.evidence.rule]).toEqual([version, rule]);
  });

  it.each([
    ['>=18', '24'],
    ['20.x', '20'],
    ['^18.17.0', '18'],
    ['>=16 <19', '18'],
    ['18 || 20', '20'],
    ['22.1.0', '22.1.0'],
    ['~18.17.0', '18.17'],
    ['>=25', '26'],
    ['*', '24'],
    ['lts/*', '24'],
    ['^18.18.0 || ^20.9.0 || >=21.1.0', '24'],
    ['<=16', '16'],
    ['not a range', '24'],
  ])('engines %s', (range, version) => {
    expect(
      onlyApp({ 'package.json': json({ scripts: { start: 'node x.js' }, engines: { node: range } }), 'x.js': '' }).runtimeVersion?.value,
    ).toBe(version);
  });

  it('volta before engines, devEngines before engines', () => {
    expect(
      onlyApp({ 'package.json': json({ scripts: { start: 'node x.js' }, engines: { node: '>=18' }, volta: { node: '20.9.0' } }) })
        .runtimeVersion?.value,
    ).toBe('20.9.0');
    expect(
      onlyApp({
        'package.json': json({
          scripts: { start: 'node x.js' },
          engines: { node: '>=18' },
          devEngines: { runtime: { name: 'node', version: '^22' } },
        }),
      }).runtimeVersion?.value,
    ).toBe('22');
  });
});

describe('the package manager', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string, string | null, string]>([
    ['nothing', { 'package.json': start }, 'npm', null, 'default'],
    ['yarn.lock', { 'package.json': start, 'yarn.lock': '# yarn lockfile v1' }, 'yarn', 'yarn.lock', 'lock-file'],
    [
      'pnpm-lock before package-lock',
      { 'package.json': start, 'pnpm-lock.yaml': '', 'package-lock.json': '' },
      'pnpm',
      'pnpm-lock.yaml',
      'lock-file',
    ],
    [
      'packageManager before lock files',
      { 'package.json': '{"packageManager":"pnpm@9.1.0+sha512.x","scripts":{"start":"node x.js"}}', 'package-lock.json': '' },
      'pnpm',
      null,
      'package-json-package-manager',
    ],
    ['bun.lock', { 'package.json': start, 'bun.lock': '' }, 'bun', 'bun.lock', 'lock-file'],
    ['.yarnrc.yml', { 'package.json': start, '.yarnrc.yml': 'nodeLinker: node-modules' }, 'yarn', null, 'package-manager-configuration'],
    ['engines', { 'package.json': '{"engines":{"pnpm":">=9"},"scripts":{"start":"node x.js"}}' }, 'pnpm', null, 'package-json-engines'],
  ])('%s', (_, files, manager, lockFile, rule) => {
    const app = onlyApp({ 'x.js': '', ...files });
    expect([app.packageManager?.value, app.details['lockFile'], app.packageManager?.evidence.rule]).toEqual([manager, lockFile, rule]);
  });
});

describe('the port in the source', () => {
  it.each([
    ['const PORT = process.env.PORT || 3005', 3005],
    ['const port = Number(process.env.PORT) || 3006', 3006],
    ['const port = parseInt(process.env.PORT, 10) || 3007', 3007],
    ["const port = normalizePort(process.env.PORT || '3008')", 3008],
    ['const port = process.env.PORT ? Number(process.env.PORT) : 3009', 3009],
    ['const { PORT = 3010 } = process.env', 3010],
    ["const port = process.env['PORT'] ?? 3011", 3011],
    ['app.listen(3012, () => {})', 3012],
    ['app.listen({ port: 3013 })', 3013],
    ['const port = 3014\napp.listen(port)', 3014],
    ['serve({ fetch: app.fetch, port: 3015 })', 3015],
    ['const db = process.env.DB_PORT || 5432\napp.listen(process.env.PORT || 3016)', 3016],
    ["// app.listen(9)\napp.listen('3017')", 3017],
    ["app.set('port', process.env.PORT || 3018)", 3018],
    ['export default { port: 3019, fetch: app.fetch }', 3019],
  ])('%s', (source, port) => {
    const app = onlyApp({ 'package.json': '{"scripts":{"start":"node x.js"},"dependencies":{"express":"4"}}', 'x.js': source });
    expect([app.port?.value, app.port?.evidence.source]).toEqual([port, 'found']);
  });

  it('a default is said to be one', () => {
    const app = onlyApp({
      'package.json': '{"scripts":{"start":"node x.js"},"dependencies":{"express":"4"}}',
      'x.js': 'app.listen(process.env.PORT)',
    });
    expect(app.port?.evidence.source).toBe('default');
  });
});

describe('workspaces', () => {
  const apps = detect(
    projectFiles({
      'package.json': json({ private: true, scripts: { start: 'turbo run start' }, packageManager: 'pnpm@9.0.0' }),
      'pnpm-workspace.yaml': 'packages:\n  - "apps/*"\n  - packages/*\n',
      'pnpm-lock.yaml': '',
      'turbo.json': '{}',
      '.nvmrc': '22',
      'apps/api/package.json': json({
        name: '@acme/api',
        scripts: { start: 'node index.js' },
        dependencies: { express: '4', '@acme/lib': 'workspace:*' },
      }),
      'apps/api/index.js': 'app.listen(4000)',
      'apps/web/package.json': json({ name: '@acme/web', scripts: { start: 'next start' }, dependencies: { next: '15' } }),
      'packages/lib/package.json': json({ name: '@acme/lib', main: 'index.js', dependencies: { '@acme/base': 'workspace:*' } }),
      'packages/base/package.json': json({ name: '@acme/base', main: 'index.js' }),
    }),
  );

  it('finds what starts, and neither the root nor the libraries', () => {
    expect(apps.map((app) => [app.path, app.name, app.startCommand?.value])).toEqual([
      ['apps/api', 'api', 'node index.js'],
      ['apps/web', 'web', 'next start'],
    ]);
  });

  it('takes version, manager and lock file from the root', () => {
    expect(
      apps.map((app) => [app.runtimeVersion?.value, app.packageManager?.value, app.details['lockFile'], app.details['workspaceTool']]),
    ).toEqual([
      ['22', 'pnpm', 'pnpm-lock.yaml', 'turbo'],
      ['22', 'pnpm', 'pnpm-lock.yaml', 'turbo'],
    ]);
  });

  it('knows the members that an app needs', () => {
    expect(apps[0]?.details['workspacePackages']).toEqual(['packages/base', 'packages/lib']);
  });
});

describe('an Nx workspace', () => {
  const apps = detect(
    projectFiles({
      'package.json': json({
        scripts: { start: 'nx serve' },
        dependencies: { next: '15', express: '4', pg: '8', ioredis: '5' },
        devDependencies: { nx: '20' },
      }),
      'package-lock.json': '{}',
      'nx.json': '{}',
      'apps/web/project.json': json({
        name: 'web',
        projectType: 'application',
        targets: { build: { executor: '@nx/next:build', options: { outputPath: 'dist/apps/web' } } },
      }),
      'apps/api/project.json': json({
        name: 'api',
        projectType: 'application',
        targets: { build: { executor: '@nx/webpack:webpack', options: { target: 'node', outputPath: 'dist/apps/api' } } },
      }),
      'apps/api/src/main.ts': "import express from 'express';\nimport { Pool } from 'pg';\napp.listen(process.env.PORT || 3333);",
      'apps/shop/project.json': json({ name: 'shop', projectType: 'application', targets: { build: { executor: '@nx/vite:build' } } }),
      'apps/api-e2e/project.json': json({ projectType: 'application' }),
      'libs/ui/project.json': json({ projectType: 'library' }),
    }),
  );

  it('is its applications, each with what it imports', () => {
    expect(
      apps.map((app) => [
        app.path,
        app.framework?.value,
        app.startCommand?.value,
        app.port?.value,
        app.services.map((service) => service.value.name),
      ]),
    ).toEqual([
      ['apps/api', 'express', 'node dist/apps/api/main.js', 3333, ['postgres']],
      ['apps/shop', 'vite', undefined, 8080, []],
      ['apps/web', 'nextjs', 'next start dist/apps/web', 3000, []],
    ]);
  });
});

describe('a package.json that is not JSON', () => {
  it('is a problem with its line, and the facts before it are still there', () => {
    const app = onlyApp({
      'package.json': '{\n  "name": "x",\n  "scripts": { "start": "node a.js" },\n  "engines": { "node": 20, }\n  oops\n}\n',
      'yarn.lock': '',
    });
    expect(app.problems.map(({ file, line }) => [file, line])).toEqual([['package.json', 5]]);
    expect([app.startCommand?.value, app.packageManager?.value]).toEqual(['node a.js', 'yarn']);
  });
});
