import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from '../../../scripts/hosts/vscode-window.ts';
import { results } from '../../../scripts/support/places.ts';
import { makeVsix } from '../../../scripts/support/vsix.ts';

declare module 'vitest' {
  interface ProvidedContext {
    port: number;
  }
}

/** One VS Code for all UI tests, with Drydock installed from its VSIX as a user has it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = path.join(results, 'ui-server.log');
  const server = await startServer({
    vsix: await makeVsix(log),
    settings: { 'files.autoSave': 'off' },
    log,
  });
  project.provide('port', server.port);
  return server.stop;
}
