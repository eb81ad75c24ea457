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
  /** Suites of one lane run one after another. Those that read sources and those that mostly wait for an engine share the machine well. */
  readonly lane: 'sources' | 'engines' | 'windows';
}

/** Lanes that run side by side, in the order of running. What drives a window or measures time has the machine to itself. */
export const phases: readonly (readonly Suite['lane'][])[] = [['sources', 'engines'], ['windows']];

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

/** VS Code's server on Linux; elsewhere the suite downloads a desktop VS Code itself. */
const editor: FindHost = process.platform === 'linux' ? together(chromium, vscodeServer) : bare;

/** In the order of running within a lane. */
export const suites: readonly Suite[] = [
  { name: 'lint', lane: 'sources', host: bare, command: script('lint'), limitSeconds: 1200 },
  { name: 'unit', lane: 'sources', host: bare, command: vitest('unit'), limitSeconds: 900 },
  { name: 'fuzz', lane: 'sources', host: bare, command: vitest('fuzz'), env: { DRYDOCK_FUZZ_SECONDS: '60' }, limitSeconds: 300 },
  { name: 'engine-docker', lane: 'engines', host: engine('docker'), command: vitest('engine'), limitSeconds: 1200 },
  { name: 'compose', lane: 'engines', host: engine('docker'), command: vitest('compose'), limitSeconds: 600 },
  { name: 'engine-podman', lane: 'engines', host: engine('podman'), command: vitest('engine'), limitSeconds: 1200 },
  { name: 'package', lane: 'windows', host: bare, command: script('package'), limitSeconds: 300 },
  { name: 'load', lane: 'windows', host: bare, command: vitest('load'), limitSeconds: 300 },
  { name: 'editor', lane: 'windows', host: editor, command: script('editor-tests'), limitSeconds: 600 },
  { name: 'ui', lane: 'windows', host: together(chromium, vscodeServer, engine('docker')), command: vitest('ui'), limitSeconds: 900 },
];
