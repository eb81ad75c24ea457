/** Runs test/editor in a real extension host: VS Code's server from npm where npm test found one, else a desktop VS Code. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { build } from 'esbuild';
import { openWindow, startServer } from './hosts/vscode-window.ts';
import { results, root } from './support/places.ts';
import { run } from './support/process.ts';

const out = path.join(root, 'out/editor');
const tests = path.join(out, 'index.js');

const built = await run([process.execPath, 'esbuild.mjs'], { limitSeconds: 120 });
if (built.code !== 0) process.exit(1);
await bundleSuite();
const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-editor-'));
try {
  fs.cpSync(path.join(root, 'test/editor/workspace'), workspace, { recursive: true });
  process.exitCode = process.platform === 'linux' ? await onServer() : await onDesktop();
} finally {
  fs.rmSync(workspace, { recursive: true, force: true });
}

/** One file per test file, as CommonJS, which every extension host loads. */
async function bundleSuite(): Promise<void> {
  fs.rmSync(out, { recursive: true, force: true });
  const files = fs.readdirSync(path.join(root, 'test/editor')).filter((file) => file.endsWith('.ts'));
  await build({
    entryPoints: files.map((file) => path.join(root, 'test/editor', file)),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  fs.writeFileSync(path.join(out, 'package.json'), '{ "type": "commonjs" }\n');
}

async function onServer(): Promise<number> {
  const server = await startServer({ driver: true, log: path.join(results, 'editor-server.log') });
  try {
    let ended: (code: number) => void = () => undefined;
    const exit = new Promise<number>((resolve) => (ended = resolve));
    const { browser } = await openWindow(server, {
      folder: workspace,
      extension: root,
      tests,
      expose: {
        // The workbench's whole log comes this way too; the results themselves go to DRYDOCK_REPORT.
        codeAutomationLog: (type: string, args: unknown[]) => {
          console.log(`[${type}] ${format(...args)}`);
        },
        codeAutomationExit: (code: number) => {
          ended(code);
        },
      },
    });
    const code = await exit;
    await browser.close();
    return code;
  } finally {
    await server.stop();
  }
}

async function onDesktop(): Promise<number> {
  const { runTests } = await import('@vscode/test-electron');
  return runTests({ extensionDevelopmentPath: root, extensionTestsPath: tests, launchArgs: [workspace, '--disable-extensions'] }).catch(
    () => 1,
  );
}
