/** Bundles core for no platform at all: it fails where core, or a library that core takes, asks for Node or for VS Code. */
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../support/places.ts';

const files = fs
  .readdirSync(path.join(root, 'src/core'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => path.join('src/core', file));

await build({
  entryPoints: files,
  outdir: 'neutral',
  write: false,
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  logLevel: 'error',
}).catch(() => {
  process.exitCode = 1;
});
