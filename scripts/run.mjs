/**
 * Runs a TypeScript script of this folder: `node scripts/run.mjs NAME [ARGUMENTS]`.
 * Needs nothing but Node: what the project itself needs is installed first when it is not what the lock file says.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const oldest = { major: 20, minor: 19 };

process.chdir(root);
checkNode();
installIfStale();
await run(process.argv[2] ?? '');

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
  console.error(
    `Drydock needs Node ${oldest.major}.${oldest.minor} or newer; this is ${process.versions.node}. Install a newer Node, then run this again.`,
  );
  process.exit(2);
}

function installIfStale() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci)…');
  const windows = process.platform === 'win32';
  const { status } = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], { stdio: 'inherit', shell: windows });
  if (status !== 0) {
    console.error('npm ci failed; its own words are above. Mend that, then run this again.');
    process.exit(2);
  }
}

/** Every package of the lock file lies in node_modules in its version; npm leaves out optional ones for other machines. */
function isInstalled() {
  if (!fs.existsSync('node_modules/.package-lock.json')) return false;
  const packagesOf = (/** @type {string} */ file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([folder, { version, optional }]) => folder === '' || installed[folder]?.version === version || (optional && !installed[folder]),
  );
}

/** Bundles the script beside the packages it imports, loads it, and leaves no file behind. @param {string} name */
async function run(name) {
  const { build } = await import('esbuild');
  const outfile = path.join(root, 'node_modules/.cache/drydock', `${name.replaceAll('/', '-')}-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join('scripts', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  process.setSourceMapsEnabled(true);
  process.on('exit', () => fs.rmSync(outfile, { force: true }));
  process.argv.splice(1, 2, outfile);
  await import(pathToFileURL(outfile).href);
}
