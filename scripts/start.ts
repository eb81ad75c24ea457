/**
 * `npm start`: builds, and opens VS Code with Drydock on a copy of a sample app. The desktop VS Code where one is installed,
 * else VS Code's server on 127.0.0.1, for any browser; Ctrl+C ends it. `npm start -- SAMPLE` takes another folder of samples/.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { vscodeServer } from './hosts/vscode-server.ts';
import { startServer, windowUrl } from './hosts/vscode-window.ts';
import { cache, root } from './support/places.ts';
import { findProgram, run } from './support/process.ts';
import { makeVsix } from './support/vsix.ts';

const sample = process.argv[2] ?? 'express-postgres';
const samples = path.join(root, 'samples');
if (!fs.existsSync(path.join(samples, sample))) {
  console.error(`There is no sample ${sample}. The samples are ${fs.readdirSync(samples).join(', ')}.`);
  process.exit(2);
}

// A copy, so that whatever is tried leaves the sample as it was.
const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-start-')), sample);
fs.cpSync(path.join(samples, sample), folder, { recursive: true, filter: (file) => path.basename(file) !== 'node_modules' });

const desktop = findProgram('code');
if (desktop === undefined) await openServer();
else await openDesktop(desktop);

async function openDesktop(program: string): Promise<void> {
  const built = await run([process.execPath, 'esbuild.mjs'], { limitSeconds: 120 });
  if (built.code !== 0) process.exit(2);
  console.log(`Opening VS Code on ${folder}`);
  spawn(program, ['--new-window', `--extensionDevelopmentPath=${root}`, folder], { stdio: 'inherit', shell: process.platform === 'win32' });
}

async function openServer(): Promise<void> {
  console.log("No desktop VS Code (code) on PATH: taking VS Code's server from npm. The first time this takes a minute or two.");
  const log = path.join(cache, 'start.log');
  const host = await vscodeServer({ log, limitSeconds: 900 });
  if ('missing' in host) {
    console.error(`${host.missing}. Install VS Code with its command "code", then run npm start again.`);
    process.exit(2);
  }
  const server = await startServer({ log, vsix: await makeVsix(log), port: Number(process.env['PORT'] ?? 0) || undefined });
  console.log(`\nDrydock is open at\n\n  ${windowUrl(server.port, { folder })}\n\nFolder: ${folder}\nCtrl+C ends it.`);
}
