/**
 * `npm run bench [-- FOLDER…]`: how fast it is, on this machine. Lint runs over samples/ and over every folder that is named;
 * the editor's figures need what `npm test` needs, and are left out with a word where that is missing.
 */
import os from 'node:os';
import path from 'node:path';
import { benchBundles } from './bench/bundles.ts';
import { benchDetect } from './bench/detect.ts';
import { benchEditor } from './bench/editor.ts';
import { bench300Lines, benchLint } from './bench/lint.ts';
import { root } from './support/places.ts';

const given = process.argv.slice(2).map((folder) => path.resolve(process.env['INIT_CWD'] ?? root, folder));

console.log(
  `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}`,
);
console.log('\nBundles, minified');
await benchBundles();
console.log('\nLint, warm');
bench300Lines();
for (const folder of [path.join(root, 'samples'), ...given]) {
  console.log(`\n${folder}`);
  benchLint(folder);
}
console.log('\nDetect, samples/');
await benchDetect();
console.log('\nEditor');
await benchEditor();
