import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from '../../../scripts/hosts/vscode-window.ts';
import { results, root } from '../../../scripts/support/places.ts';

declare module 'vitest' {
  interface ProvidedContext {
    port: number;
  }
}

/** One VS Code for all UI tests, with Drydock installed from its VSIX as a user has it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ['scripts/run.mjs', 'package'], { stdio: 'ignore' });
  const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
  const server = await startServer({
    vsix: path.join(root, `drydock-${version}.vsix`),
    settings: { 'files.autoSave': 'off' },
    log: path.join(results, 'ui-server.log'),
  });
  project.provide('port', server.port);
  return server.stop;
}
