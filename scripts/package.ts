/** `npm run package`: makes the VSIX, prints its size and files, and fails when something is in it that only developers need. */
import fs from 'node:fs';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { writeReport } from './support/results.ts';

const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
const packagePath = `drydock-${version}.vsix`;

await createVSIX({ packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false, skipLicense: false });

const files = (await listFiles({ packageManager: PackageManager.None })).sort();
for (const file of files) console.log(`${kilobytes(file).padStart(9)}  ${file}`);
console.log(`${kilobytes(packagePath).padStart(9)}  ${packagePath}, ${files.length} files`);

const strangers = files.filter((file) => /^(src|test|samples|scripts|webview|docs|node_modules)\/|\.(ts|map)$|\.test\./.test(file));
for (const file of strangers) console.error(`${file} is for developers and must not be shipped; see .vscodeignore.`);
writeReport('package', [
  { name: 'the VSIX holds only what runs', status: strangers.length > 0 ? 'failed' : 'passed', message: strangers.join('\n') },
]);
process.exitCode = strangers.length > 0 ? 1 : 0;

function kilobytes(file: string): string {
  return `${(fs.statSync(file).size / 1000).toFixed(1)} kB`;
}
