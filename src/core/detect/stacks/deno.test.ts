import { describe, expect, it } from 'vitest';
import { type DetectCase, testDetection } from '../../../../test/support/detect-cases.ts';
import { detect } from '../detect.ts';
import { projectFiles } from '../files.ts';

const cases: readonly DetectCase[] = [
  [
    'a start task',
    {
      'deno.json': '{ "tasks": { "start": "deno run -A main.ts", "dev": "deno run -A --watch main.ts" } }',
      'main.ts': 'Deno.serve({ port: 8123 }, () => new Response("x"))',
      'deno.lock': '{}',
    },
    {
      language: 'deno',
      kind: 'web',
      manager: null,
      framework: null,
      version: '2',
      start: 'deno run -A main.ts',
      port: 8123,
      details: { entry: 'main.ts', flags: ['-A'], lockFile: 'deno.lock', configuration: 'deno.json' },
    },
  ],
  [
    'only a task for development',
    { 'deno.jsonc': '{ // x\n "tasks": { "dev": "deno run --watch --allow-net main.ts" } }', 'main.ts': 'Deno.serve(() => {})' },
    { start: 'deno run --allow-net main.ts', port: 8000, defaults: ['runtimeVersion', 'port'] },
  ],
  [
    'no configuration',
    { 'main.ts': 'import { serve } from "https://deno.land/std/http/server.ts";\nserve(h, { port: 4242 })' },
    { language: 'deno', start: 'deno run --allow-net --allow-env --allow-read main.ts', port: 4242 },
  ],
  [
    'Fresh',
    {
      'deno.json':
        '{ "tasks": { "start": "deno run -A --watch=static/ dev.ts", "build": "deno run -A dev.ts build", "preview": "deno run -A main.ts" }, "imports": { "$fresh/": "https://deno.land/x/fresh@1.6.8/" } }',
      'main.ts': 'await start(manifest)',
    },
    { framework: 'fresh', start: 'deno run -A main.ts', build: 'deno task build', port: 8000 },
  ],
  [
    'Oak',
    { 'main.ts': 'import { Application } from "jsr:@oak/oak";\nawait app.listen({ port: 8001 });' },
    { framework: 'oak', port: 8001 },
  ],
  [
    'a database',
    { 'deno.json': '{ "imports": { "pg": "npm:pg@^8" } }', 'main.ts': 'Deno.env.get("DATABASE_URL"); Deno.serve(() => {})' },
    { services: ['postgres'], env: ['DATABASE_URL'] },
  ],
  [
    'a port with a fallback',
    { 'deno.json': '{}', 'main.ts': 'const port = Number(Deno.env.get("PORT") ?? 3333);\nDeno.serve({ port }, h)' },
    { port: 3333 },
  ],
  ['a version', { '.tool-versions': 'deno 1.46.3\n', 'deno.json': '{}', 'main.ts': 'console.log(1)' }, { version: '1.46.3', kind: null }],
];

describe('Deno apps', () => {
  testDetection(cases);
});

it('functions of a Node app are not the app', () => {
  const apps = detect(
    projectFiles({
      'package.json': '{"scripts":{"start":"next start"},"dependencies":{"next":"15"}}',
      'supabase/functions/hello/index.ts': 'Deno.serve(() => {})',
      'supabase/functions/deno.json': '{}',
    }),
  );
  expect(apps.map((app) => [app.path, app.language?.value])).toEqual([['.', 'node']]);
});
