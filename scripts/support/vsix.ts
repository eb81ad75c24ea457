import fs from 'node:fs';
import path from 'node:path';
import { root } from './places.ts';
import { run } from './process.ts';

/** Makes the VSIX as `npm run package` does; its absolute path. */
export async function makeVsix(log: string): Promise<string> {
  const { code } = await run([process.execPath, 'scripts/run.mjs', 'package'], { log, limitSeconds: 300 });
  if (code !== 0) throw new Error(`npm run package failed; see ${log}.`);
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return path.join(root, `drydock-${version}.vsix`);
}
