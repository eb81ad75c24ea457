import { describe, expect, test } from 'vitest';
import { detect } from '../../src/core/detect/detect.ts';
import { projectFiles } from '../../src/core/detect/files.ts';
import { lintText } from '../../src/core/rules/languages.ts';
import { planFiles } from '../../src/core/scaffold/scaffold.ts';
import { readProject } from '../../src/io/files/project-files.ts';
import fs from 'node:fs';

/** Small projects whose written files differ in what the rules look at. */
const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'npm, built': { 'package.json': json({ scripts: { build: 'tsc', start: 'node dist/a.js', prepare: 'husky' }, dependencies: { express: '5' }, devDependencies: { typescript: '5' } }), 'package-lock.json': '{}', 'src/a.ts': 'app.listen(3000)' },
  'yarn 1': { 'package.json': json({ scripts: { start: 'node a.js' }, dependencies: { express: '5' } }), 'yarn.lock': '# yarn lockfile v1\n', 'a.js': 'app.listen(3000)' },
  'yarn 4': { 'package.json': json({ packageManager: 'yarn@4.9.2', scripts: { start: 'node a.js' }, dependencies: { express: '5' } }), 'yarn.lock': '__metadata:\n', '.yarnrc.yml': '', 'a.js': 'app.listen(3000)' },
  pnpm: { 'package.json': json({ scripts: { start: 'node a.js' }, dependencies: { express: '5' } }), 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n", 'a.js': 'app.listen(3000)' },
  bun: { 'package.json': json({ scripts: { start: 'bun a.ts' }, dependencies: { hono: '4' } }), 'bun.lock': '{}', 'a.ts': 'Bun.serve({ port: 3000 })' },
  'a shell': { 'package.json': json({ scripts: { start: 'node a.js | tee log' }, dependencies: { express: '5' } }), 'a.js': 'app.listen(3000)' },
  'Next, standalone': { 'package.json': json({ scripts: { build: 'next build' }, dependencies: { next: '15' } }), 'next.config.js': "module.exports = { output: 'standalone' }", 'app/page.js': 'process.env.NEXT_PUBLIC_API_KEY' },
  'Vite with what looks like a secret': { 'package.json': json({ scripts: { build: 'vite build' }, devDependencies: { vite: '7' } }), 'index.html': '', 'main.js': 'import.meta.env.VITE_AUTH_TOKEN' },
  'Prisma and every service': { 'package.json': json({ scripts: { build: 'tsc', start: 'node dist/a.js' }, dependencies: { '@prisma/client': '6', express: '5', redis: '5', amqplib: '1', kafkajs: '2', mongodb: '6', mysql2: '3', '@aws-sdk/client-s3': '3', nodemailer: '7', nats: '2' }, devDependencies: { prisma: '6' } }), 'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n', 'prisma/migrations/1/a.sql': '', 'src/a.ts': 'app.listen(3000)' },
  'plain files': { 'index.html': '' },
  'nothing that is known': { 'notes.txt': '' },
  'a worker with odd names': { 'package.json': json({ name: '@a/Big "App"', description: 'say "hi" \\ $HOME', scripts: { start: 'node "my app/a b.js"' }, dependencies: { bullmq: '5' } }), 'my app/a b.js': '' },
}; // prettier-ignore

const artifacts = ['dockerfile', 'dockerignore', 'compose'] as const;

describe('the written files have no finding', () => {
  test.each(Object.entries(projects))('%s', (_, texts) => {
    const files = projectFiles(texts);
    expect(findings(planFiles(files, detect(files), { artifacts }).files)).toEqual([]);
  });

  test.each(fs.readdirSync('samples').map((name) => [name]))('samples/%s', async (name) => {
    const files = await readProject(`samples/${name}`);
    const plan = planFiles(files, detect(files), { artifacts });
    expect(plan.files.length).toBeGreaterThan(2);
    expect(findings(plan.files)).toEqual([]);
  });
});

function findings(files: readonly { readonly path: string; readonly content: string }[]): readonly string[] {
  return files.flatMap(({ path, content }) => {
    const language = path.endsWith('Dockerfile') ? 'dockerfile' : path.endsWith('compose.yaml') ? 'compose' : undefined;
    return language === undefined ? [] : lintText(content, language).findings.map(({ rule, message }) => `${path}: ${rule}: ${message}`);
  });
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}
