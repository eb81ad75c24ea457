import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { serverProgram } from './vscode-server.ts';

/** Settings that keep a window still: nothing greets, updates, suggests or asks. */
const quiet: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.commandCenter': false,
  'workbench.editor.useModal': 'off',
};

export interface ServerOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Built extension to install, as a user would have it. */
  readonly vsix?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs a test suite in the extension host; see environment of `openWindow`. */
  readonly driver?: boolean;
  readonly log: string;
  /** A fixed port, for a person; a free one when left out. */
  readonly port?: number | undefined;
}

export interface Server {
  readonly port: number;
  /** Ends the server, its extension hosts and what they started, and removes its data. */
  readonly stop: () => Promise<void>;
}

/** Starts VS Code's server on 127.0.0.1, with data of its own that is removed when it stops. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, main } = serverProgram();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-vscode-'));
  const user = path.join(data, 'data/User');
  fs.mkdirSync(user, { recursive: true });
  fs.mkdirSync(path.dirname(options.log), { recursive: true });
  fs.writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...quiet, ...options.settings }, null, 2));
  const own = ['--server-data-dir', data, '--accept-server-license-terms'];

  if (options.vsix !== undefined) await finished(start(node, [main, '--install-extension', options.vsix, '--force', ...own], options));
  const port = options.port ?? (await freePort());
  const child = start(
    node,
    [
      main,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--telemetry-level',
      'off',
      ...own,
      ...(options.driver ? ['--enable-smoke-test-driver'] : []),
    ],
    options,
  );
  const end = () => {
    killGroup(child);
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  };
  process.once('exit', end);
  const stop = async () => {
    const gone = child.exitCode === null && child.signalCode === null ? new Promise((resolve) => child.once('exit', resolve)) : undefined;
    killGroup(child);
    await gone;
    process.off('exit', end);
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  await answers(port, child, options.log).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { port, stop };
}

export interface WindowOptions {
  readonly folder: string;
  /** Absolute folder of the extension to load from source. */
  readonly extension?: string;
  /** Absolute module that exports `run()`. */
  readonly tests?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Called in this process by the page: the suite's exit code and its output arrive so. */
  readonly expose?: Readonly<Record<string, (...args: never[]) => void>>;
}

/** Opens the workbench in Chromium and waits until it is drawn. */
export async function openWindow(
  { port }: Pick<Server, 'port'>,
  options: WindowOptions,
): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 } });
  const page = await context.newPage();
  for (const [name, callback] of Object.entries(options.expose ?? {})) await page.exposeFunction(name, callback);
  await page.goto(windowUrl(port, options), { waitUntil: 'commit' });
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  return { browser, page };
}

export function windowUrl(port: number, { folder, extension, tests }: Pick<WindowOptions, 'folder' | 'extension' | 'tests'>): string {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ...(extension === undefined ? [] : [['extensionDevelopmentPath', remote(extension)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
  ];
  const query = new URLSearchParams({ folder, ...(payload.length > 0 ? { payload: JSON.stringify(payload) } : {}) });
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

/** A suite of npm test has a process group of its own, which ends with it; the server stays in it. */
const inSuite = process.env['DRYDOCK_REPORT'] !== undefined;

function start(program: string, args: readonly string[], { log, env }: ServerOptions): ChildProcess {
  const output = fs.openSync(log, 'a');
  const child = spawn(program, args, { stdio: ['ignore', output, output], detached: !inSuite, env: { ...process.env, ...env } });
  fs.closeSync(output);
  return child;
}

async function finished(child: ChildProcess): Promise<void> {
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The extension could not be installed: VS Code's server ended with code ${code}.`);
}

async function answers(port: number, child: ChildProcess, log: string): Promise<void> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`VS Code's server ended with code ${child.exitCode}; see ${log}.`);
    const up = await new Promise<boolean>((resolve) => {
      http
        .get({ host: '127.0.0.1', port, path: '/version' }, (response) => {
          response.resume();
          resolve(response.statusCode === 200);
        })
        .on('error', () => {
          resolve(false);
        });
    });
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`VS Code's server did not answer in 30 s; see ${log}.`);
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(inSuite ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
