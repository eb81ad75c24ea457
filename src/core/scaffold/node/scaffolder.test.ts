import { describe, expect, test } from 'vitest';
import { detect } from '../../detect/detect.ts';
import { projectFiles } from '../../detect/files.ts';
import { planFiles } from '../scaffold.ts';

type Files = Readonly<Record<string, string | object>>;

/** The Dockerfile and the notes that a project's files lead to. */
function planned(texts: Files, app = '.') {
  const files = projectFiles(
    Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, typeof text === 'string' ? text : JSON.stringify(text)])),
  );
  const plan = planFiles(files, detect(files), { artifacts: ['dockerfile', 'dockerignore'], apps: [app] });
  const path = app === '.' ? 'Dockerfile' : `${app}/Dockerfile`;
  const dockerfile = plan.files.find((file) => file.path === path)?.content ?? '';
  const stages = Object.fromEntries(
    dockerfile.split(/^(?=FROM )/m).flatMap((text) => (text.startsWith('FROM') ? [[/ AS (\w+)/.exec(text)?.[1] ?? '', text]] : [])),
  );
  return { dockerfile, stages, notes: plan.notes, ignore: plan.files.find((file) => file.artifact === 'dockerignore')?.content ?? '' };
}

const express = { dependencies: { express: '^5' }, scripts: { start: 'node server.js' } };
const server = "require('express')().listen(process.env.PORT || 3000)";
const typescript = {
  dependencies: { express: '^5' },
  devDependencies: { typescript: '^5' },
  scripts: { build: 'tsc', start: 'node dist/server.js' },
};
const source = {
  'src/server.ts': "import express from 'express'; express().listen(3000)",
  'tsconfig.json': '{"compilerOptions":{"outDir":"dist"}}',
};

describe('layers', () => {
  test('manifests come before sources, and development dependencies stay in the build stage', () => {
    const { stages } = planned({ 'package.json': typescript, 'package-lock.json': '{}', ...source });
    expect(stages['build']).toMatch(/COPY package\.json package-lock\.json[^]*npm ci\nCOPY \. \.\nRUN npm run build/);
    expect(stages['dependencies']).toMatch(/npm ci --omit=dev/);
    expect(stages['dependencies']).not.toContain('COPY . .');
    expect(stages['runtime']).toMatch(/COPY --from=dependencies[^]*COPY --from=build \/app\/dist \.\/dist/);
    expect(stages['runtime']).not.toContain('RUN');
  });

  test('NODE_ENV is set where the app runs and nowhere before', () => {
    const { stages } = planned({ 'package.json': typescript, 'package-lock.json': '{}', ...source });
    expect(
      Object.entries(stages)
        .filter(([, text]) => text.includes('NODE_ENV'))
        .map(([name]) => name),
    ).toEqual(['runtime']);
  });

  test('folders that server code reads come along, sources do not', () => {
    const { stages } = planned({
      'package.json': typescript,
      'package-lock.json': '{}',
      ...source,
      'views/index.ejs': '',
      'docs/a.md': '',
    });
    expect(stages['runtime']).toContain('COPY views ./views');
    expect(stages['runtime']).not.toMatch(/src|docs|COPY \. /);
  });

  test('a build whose output cannot be told is copied whole, without its node_modules', () => {
    const { stages } = planned({
      'package.json': { ...express, scripts: { build: 'webpack', start: 'node server.js' } },
      'package-lock.json': '{}',
      'server.js': server,
    });
    expect(stages['build']).toContain('rm -rf /app/node_modules');
    expect(stages['runtime']).toContain('COPY --from=build /app ./');
  });

  test('nothing is installed where nothing is needed', () => {
    const { dockerfile } = planned({
      'package.json': { scripts: { start: 'node server.js' } },
      'server.js': 'require("http").createServer().listen(3000)',
    });
    expect(dockerfile).not.toMatch(/npm (?:ci|install)/);
  });

  test('own install scripts see no sources, so they do not run, and those of packages do', () => {
    const lock = {
      packages: {
        'node_modules/bcrypt': { hasInstallScript: true },
        'node_modules/esbuild': { hasInstallScript: true, dev: true },
        'node_modules/fsevents': { hasInstallScript: true, optional: true },
      },
    };
    const { stages } = planned({
      'package.json': { ...typescript, scripts: { ...typescript.scripts, prepare: 'husky' } },
      'package-lock.json': lock,
      ...source,
    });
    expect(stages['build']).toMatch(/npm ci --ignore-scripts \\\n && npm rebuild bcrypt esbuild\n/);
    expect(stages['dependencies']).toMatch(/npm ci --omit=dev --ignore-scripts \\\n && npm rebuild bcrypt\n/);
  });

  test('an .npmrc with credentials is mounted and never copied', () => {
    const files = { 'package.json': express, 'package-lock.json': '{}', 'server.js': server };
    const { dockerfile, ignore, notes } = planned({ ...files, '.npmrc': '//npm.example.com/:_authToken=abc\n' });
    expect(dockerfile).toContain('--mount=type=secret,id=npmrc,target=/app/.npmrc');
    expect(dockerfile).not.toMatch(/COPY .*\.npmrc/);
    expect(ignore).toMatch(/^\.npmrc$/m);
    expect(notes).toContainEqual(expect.stringContaining('--secret id=npmrc,src=.npmrc'));
    expect(planned({ ...files, '.npmrc': 'engine-strict=true\n' }).dockerfile).toMatch(/COPY .*\.npmrc/);
  });
});

describe('package managers', () => {
  const pnpm = {
    'package.json': { ...express, packageManager: 'pnpm@10.12.1+sha512.abc' },
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    'server.js': server,
  };

  test('pnpm is installed at the version that packageManager names, without corepack', () => {
    const { dockerfile } = planned(pnpm);
    expect(dockerfile).toContain('npm install --global pnpm@10.12.1\n');
    expect(dockerfile).not.toContain('corepack');
    expect(dockerfile).toContain('--mount=type=cache,id=pnpm,target=/pnpm/store');
  });

  test.each([
    ['5.4', '7'],
    ["'6.0'", '8'],
    ["'9.0'", '10'],
  ])('a pnpm lock file of version %s is read by pnpm %s', (lockfileVersion, major) => {
    expect(planned({ ...pnpm, 'package.json': express, 'pnpm-lock.yaml': `lockfileVersion: ${lockfileVersion}\n` }).dockerfile).toContain(
      `pnpm@${major}\n`,
    );
  });

  test('the tool does not reach the last stage', () => {
    expect(planned(pnpm).stages['runtime']).toMatch(/^FROM base /);
  });

  test('yarn 1, whose cache bears one install at a time', () => {
    const { dockerfile } = planned({ 'package.json': express, 'yarn.lock': '# yarn lockfile v1\n', 'server.js': server });
    expect(dockerfile).toContain('yarn install --frozen-lockfile --non-interactive --production');
    expect(dockerfile).toContain('id=yarn,target=/usr/local/share/.cache/yarn,sharing=locked');
  });

  test('yarn 4, out of the repository where it is there', () => {
    const { dockerfile } = planned({
      'package.json': { ...express, packageManager: 'yarn@4.9.2' },
      'yarn.lock': '__metadata:\n',
      '.yarnrc.yml': 'yarnPath: .yarn/releases/yarn-4.9.2.cjs\n',
      'server.js': server,
    });
    expect(dockerfile).toContain('COPY .yarn/releases .yarn/releases');
    expect(dockerfile).toContain('yarn workspaces focus --production');
    expect(dockerfile).toContain('YARN_NODE_LINKER=node-modules');
  });

  test('bun as the runtime is its own image', () => {
    const { dockerfile } = planned({
      'package.json': { scripts: { start: 'bun run index.ts' }, dependencies: { hono: '4' } },
      'bun.lock': '{}',
      'index.ts': 'export default { port: 3000, fetch() {} }',
    });
    expect(dockerfile).toMatch(/^FROM oven\/bun:1[^]*CMD \["bun", "index.ts"\]\n$/);
    expect(dockerfile).not.toContain('npm install');
  });

  test('without a lock file it says so', () => {
    const { dockerfile, notes } = planned({ 'package.json': express, 'server.js': server });
    expect(dockerfile).toContain('npm install --omit=dev');
    expect(notes).toContainEqual(expect.stringContaining('No lock file'));
  });

  test('a registry mirror is an argument without a default', () => {
    expect(planned({ 'package.json': express, 'package-lock.json': '{}', 'server.js': server }).stages['dependencies']).toMatch(
      /^ARG NPM_CONFIG_REGISTRY$/m,
    );
  });
});

describe('process 1', () => {
  const lock = { 'package-lock.json': '{}' };

  test('is the app itself, never a package manager', () => {
    expect(planned({ 'package.json': express, ...lock, 'server.js': server }).dockerfile).toContain('CMD ["node", "server.js"]');
    expect(
      planned({
        'package.json': { scripts: { start: 'next start', build: 'next build' }, dependencies: { next: '15' } },
        ...lock,
        'app/page.tsx': '',
      }).dockerfile,
    ).toContain('CMD ["node_modules/.bin/next", "start"]');
  });

  test('is tini where the code handles no SIGTERM', () => {
    const { stages } = planned({ 'package.json': express, ...lock, 'server.js': server });
    expect(stages['runtime']).toMatch(/COPY --from=init \/usr\/bin\/tini[^]*ENTRYPOINT \["tini", "-s", "--"\]/);
  });

  test.each([
    ['a handler', `${server}; process.on('SIGTERM', () => process.exit())`],
    ["Nest's hooks", `${server}; app.enableShutdownHooks()`],
  ])('is node where there is %s', (_, text) => {
    expect(planned({ 'package.json': express, ...lock, 'server.js': text }).dockerfile).not.toContain('tini');
  });

  test('is tini where it starts children, handler or not', () => {
    expect(
      planned({ 'package.json': express, ...lock, 'server.js': `${server}; require('child_process'); process.on('SIGTERM', () => {})` })
        .dockerfile,
    ).toContain('tini');
  });

  test('a handler in a test is none', () => {
    expect(
      planned({ 'package.json': express, ...lock, 'server.js': server, 'test/a.test.js': "process.on('SIGTERM', () => {})" }).dockerfile,
    ).toContain('tini');
  });
});

describe('frameworks', () => {
  const lock = { 'package-lock.json': '{}' };
  const next = { scripts: { build: 'next build', start: 'next start' }, dependencies: { next: '15', react: '19' } };

  test('Next, standalone: only what it traced, writable where it caches', () => {
    const { stages } = planned({
      'package.json': next,
      ...lock,
      'next.config.js': "module.exports = { output: 'standalone' }",
      'public/a.svg': '',
      'app/page.tsx': '',
    });
    expect(stages['runtime']).toMatch(
      /--chown=10001:10001 \/app\/\.next\/standalone \.\/\n[^]*\.next\/static[^]*COPY --from=build \/app\/public[^]*CMD \["node", "server\.js"\]/,
    );
    expect(stages['dependencies']).toBeUndefined();
    expect(stages['build']).toContain('target=/app/.next/cache');
  });

  test('Next, plain: says what standalone would save', () => {
    expect(planned({ 'package.json': next, ...lock, 'app/page.tsx': '' }).notes).toContainEqual(
      expect.stringContaining("output: 'standalone'"),
    );
  });

  test('a server file of its own beside a framework is copied with everything the build made, and handles its own signals', () => {
    const { stages } = planned({
      'package.json': { ...next, scripts: { build: 'next build', start: 'node server.js' } },
      ...lock,
      'server.js': "require('next')(); require('http').createServer().listen(3000)",
      'app/page.tsx': '',
    });
    expect(stages['runtime']).toMatch(
      /COPY --from=build --chown=10001:10001 \/app \.\/\n[^]*ENTRYPOINT \["tini"[^]*CMD \["node", "server\.js"\]/,
    );
    const vite = planned({
      'package.json': {
        scripts: { build: 'vite build', start: 'node server.js' },
        dependencies: { express: '5' },
        devDependencies: { vite: '7' },
      },
      ...lock,
      'server.js': server,
      'index.html': '',
      'src/main.js': '',
    });
    expect(vite.stages['runtime']).toContain('COPY --from=build /app ./');
  });

  test('Nuxt runs its own output', () => {
    const { stages } = planned({
      'package.json': { scripts: { build: 'nuxt build' }, dependencies: { nuxt: '4' } },
      ...lock,
      'nuxt.config.ts': '',
    });
    expect(stages['runtime']).toMatch(/COPY --from=build \/app\/\.output \.\/\.output[^]*CMD \["node", "\.output\/server\/index\.mjs"\]/);
  });

  test('Prisma is generated before the build, and its client copied', () => {
    const { stages } = planned({
      'package.json': {
        ...typescript,
        dependencies: { express: '5', '@prisma/client': '6' },
        devDependencies: { prisma: '6', typescript: '5' },
      },
      ...lock,
      ...source,
      'prisma/schema.prisma': 'generator client {\n  provider = "prisma-client-js"\n}\n',
    });
    expect(stages['base']).toContain('openssl');
    expect(stages['build']).toMatch(/RUN npx --no-install prisma generate \\\n && npm run build/);
    expect(stages['runtime']).toContain('COPY --from=build /app/node_modules/.prisma');
  });

  test('what a front end bakes in is a build argument, unless it looks like a secret', () => {
    const { dockerfile } = planned({ 'package.json': next, ...lock, 'app/page.tsx': 'process.env.NEXT_PUBLIC_TITLE' });
    expect(dockerfile).toContain('ARG NEXT_PUBLIC_TITLE');
    const site = planned({
      'package.json': { scripts: { build: 'vite build' }, devDependencies: { vite: '7' } },
      ...lock,
      'index.html': '',
      'src/main.js': 'import.meta.env.VITE_API_KEY',
    });
    expect(site.dockerfile).not.toContain('VITE_API_KEY');
    expect(site.notes).toContainEqual(expect.stringContaining('VITE_API_KEY looks like a secret'));
  });
});

describe('health checks', () => {
  test('ask the path that the code serves, with node as the client', () => {
    const { dockerfile } = planned({ 'package.json': express, 'package-lock.json': '{}', 'server.js': `app.get('/healthz'); ${server}` });
    expect(dockerfile).toMatch(/CMD \["node", "-e", "fetch\('http:\/\/127\.0\.0\.1:3000\/healthz'\)/);
  });

  test('take any answer below 500 without one, and no fetch before Node 18', () => {
    const { dockerfile } = planned({
      'package.json': { ...express, engines: { node: '16' } },
      'package-lock.json': '{}',
      'server.js': server,
    });
    expect(dockerfile).toContain("require('http').get('http://127.0.0.1:3000/',r=>process.exit(r.statusCode<500?0:1))");
  });
});

describe('workspaces', () => {
  const workspace = {
    'package.json': { private: true, workspaces: ['apps/*', 'packages/*'] },
    'package-lock.json': '{}',
    'tsconfig.base.json': '{}',
    'apps/api/package.json': {
      name: 'api',
      scripts: { build: 'tsc', start: 'node dist/main.js' },
      dependencies: { express: '5', '@acme/db': '*' },
      devDependencies: { '@acme/config': '*' },
    },
    'apps/api/src/main.ts': 'require("express")().listen(3000)',
    'apps/api/tsconfig.json': '{"compilerOptions":{"outDir":"dist"}}',
    'packages/db/package.json': {
      name: '@acme/db',
      main: 'dist/index.js',
      scripts: { build: 'tsc' },
      dependencies: { '@acme/types': '*' },
    },
    'packages/types/package.json': { name: '@acme/types', main: 'index.js' },
    'packages/config/package.json': { name: '@acme/config' },
    'packages/unused/package.json': { name: '@acme/unused' },
  };

  test('only the packages that the app needs are copied, dependencies built first', () => {
    const { stages, dockerfile } = planned(workspace, 'apps/api');
    expect(dockerfile).not.toContain('unused');
    expect(stages['build']).toMatch(
      /COPY packages\/types\/package\.json packages\/types\/\nCOPY packages\/db\/package\.json packages\/db\//,
    );
    expect(stages['build']).toMatch(/npm run build --workspace=packages\/db \\\n && npm run build --workspace=apps\/api/);
    expect(stages['build']).toContain('COPY tsconfig.base.json ./');
  });

  test('the last stage holds what was built, and none of what only builds', () => {
    const { stages } = planned(workspace, 'apps/api');
    expect(stages['runtime']).toMatch(
      /COPY packages\/types packages\/types\n[^]*COPY --from=build \/app\/packages\/db\/dist packages\/db\/dist\n[^]*COPY --from=build \/app\/apps\/api\/dist apps\/api\/dist\nWORKDIR \/app\/apps\/api/,
    );
    expect(stages['runtime']).not.toContain('config');
  });

  test('yarn and bun want the manifests of all packages', () => {
    const { 'package-lock.json': _, ...rest } = workspace;
    expect(planned({ ...rest, 'yarn.lock': '# yarn lockfile v1\n' }, 'apps/api').dockerfile).toContain('COPY packages/unused/package.json');
  });
});

describe('the ignore file', () => {
  const files = { 'package.json': express, 'package-lock.json': '{}', 'server.js': server };

  test('hides prose, not what the code may read', () => {
    expect(planned({ ...files, 'docs/guide.md': '', 'README.md': '' }).ignore).toMatch(/^\*\*\/README\*\ndocs$/m);
    expect(planned({ ...files, 'docs/guide.md': '', 'docs/openapi.yaml': '' }).ignore).not.toMatch(/^docs$/m);
  });

  test('hides nothing of a site that is made of prose', () => {
    const site = planned({
      'package.json': { scripts: { build: 'vitepress build docs' }, devDependencies: { vitepress: '1' } },
      'package-lock.json': '{}',
      'docs/index.md': '',
      'docs/README.md': '',
    });
    expect(site.dockerfile).toContain('nginx');
    expect(site.ignore).not.toMatch(/README|^docs$/m);
  });
});
