import os from 'node:os';
import path from 'node:path';

/** The project's folder; run.mjs starts every script in it. */
export const root = process.cwd();

/** What is slow to make and the same for every checkout: engines, base images, VS Code. */
export const cache = process.env['DRYDOCK_CACHE'] ?? path.join(os.homedir(), '.cache', 'drydock');

/** Logs, results and screenshots of the last run. */
export const results = path.join(root, 'test-results');
