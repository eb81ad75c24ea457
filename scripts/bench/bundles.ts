import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../esbuild.mjs';
import { root } from '../support/places.ts';
import { figures, ms } from './figures.ts';

/** Sizes of what is shipped, and how long Node takes to load each; nothing of dist/ is touched. */
export async function benchBundles(): Promise<void> {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-bench-'));
  try {
    for (const options of bundleOptions(true)) {
      const { metafile } = await build({ ...options, outdir: path.join(out, options.outdir ?? ''), metafile: true });
      for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
        const absolute = path.resolve(root, file);
        const load =
          file.endsWith('.cjs') && !/main|worker|watchdog|cli/.test(path.basename(file)) ? `, require ${ms(requireTime(absolute))}` : '';
        console.log(
          `  ${path.relative(path.join(out, 'dist'), absolute).padEnd(28)} ${String(Math.ceil(bytes / 1000)).padStart(5)} kB${load}`,
        );
      }
    }
    const help = Array.from({ length: 7 }, () => startTime([path.join(out, 'dist/cli.cjs'), '--help']));
    const nothing = Array.from({ length: 7 }, () => startTime(['-e', '0']));
    console.log(`  drydock --help takes ${ms(figures(help).median)}, of which Node itself ${ms(figures(nothing).median)} (median of 7)`);
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}

/** Median of 7 fresh processes, with a `vscode` that is only a name. */
function requireTime(file: string): number {
  const script = `
    const { Module } = require('node:module');
    const load = Module._load;
    const anything = new Proxy(function () {}, {
      get: (_, key) => (key === 'prototype' ? Object.prototype : key === Symbol.toPrimitive ? () => '' : anything),
      apply: () => anything,
      // A bundle copies a module's own names into an object of the same prototype.
      getPrototypeOf: () => anything,
    });
    Module._load = (name, ...rest) => (name === 'vscode' ? anything : load(name, ...rest));
    const started = performance.now();
    require(${JSON.stringify(file)});
    process.stdout.write(String(performance.now() - started), () => process.exit(0));`;
  const times = Array.from({ length: 7 }, () => Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })));
  return figures(times).median;
}

function startTime(args: readonly string[]): number {
  const started = performance.now();
  execFileSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - started;
}
