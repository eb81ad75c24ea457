import path from 'node:path';
import { chromium } from '../hosts/chromium.ts';
import { engine } from '../hosts/engines.ts';
import type { FindHost } from '../hosts/host.ts';
import { bare, together } from '../hosts/host.ts';
import { vscodeServer } from '../hosts/vscode-server.ts';

export interface Suite {
  readonly name: string;
  readonly host: FindHost;
  /** Writes its results to `report` in vitest's JSON form. */
  command(report: string): readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly limitSeconds: number;
}

const script =
  (...args: readonly string[]) =>
  (): readonly [string, ...string[]] => [process.execPath, 'scripts/run.mjs', ...args];

const vitest =
  (project: string) =>
  (report: string): readonly [string, ...string[]] => [
    process.execPath,
    path.join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];

/** In the order of running: what is quick and tells most comes first. */
export const suites: readonly Suite[] = [
  { name: 'lint', host: bare, command: script('lint'), limitSeconds: 1200 },
  { name: 'unit', host: bare, command: vitest('unit'), limitSeconds: 900 },
  { name: 'package', host: bare, command: script('package'), limitSeconds: 300 },
  { name: 'fuzz', host: bare, command: vitest('fuzz'), env: { DRYDOCK_FUZZ_SECONDS: '60' }, limitSeconds: 300 },
  {
    name: 'editor',
    host: process.platform === 'linux' ? together(chromium, vscodeServer) : bare,
    command: script('editor-tests'),
    limitSeconds: 600,
  },
  { name: 'engine-docker', host: engine('docker'), command: vitest('engine'), limitSeconds: 900 },
  { name: 'engine-podman', host: engine('podman'), command: vitest('engine'), limitSeconds: 900 },
  { name: 'ui', host: together(chromium, vscodeServer, engine('docker')), command: vitest('ui'), limitSeconds: 900 },
];
