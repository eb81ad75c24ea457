import fs from 'node:fs';
import path from 'node:path';
import { detect } from '../../src/core/detect/detect.ts';
import { readProject } from '../../src/io/files/project-files.ts';
import { root } from '../support/places.ts';
import { ms } from './figures.ts';

/** Time to read and understand each sample: the first run, as a person meets it. */
export async function benchDetect(): Promise<void> {
  const samples = path.join(root, 'samples');
  for (const name of fs.readdirSync(samples).sort()) {
    const started = performance.now();
    const files = await readProject(path.join(samples, name));
    const read = performance.now() - started;
    const apps = detect(files);
    console.log(
      `  ${name.padEnd(28)} read ${ms(read)}, detect ${ms(performance.now() - started - read)}, ${apps.length} ${apps.length === 1 ? 'app' : 'apps'}`,
    );
  }
}
