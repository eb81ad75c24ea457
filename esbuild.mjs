/**
 * Makes dist/: `node esbuild.mjs [--production] [--watch]`.
 * A module of src/vscode that is loaded with `await import(…)`, and each module of the table below, becomes a file of its own that is read
 * when it is first used. The code itself knows nothing of that.
 */
import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';

const root = process.cwd();
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/** @typedef {{ entry: string, target: string, external?: string[] }} NodeBundle */

/** What VS Code runs has the Node of its oldest version; what the command line loads runs on Node 20. */
const inVsCode = { target: 'node22', external: ['vscode'] };
const anywhere = { target: 'node20' };

/** Name in dist/ -> its entry. @type {Readonly<Record<string, NodeBundle>>} */
const nodeBundles = {
  extension: { entry: 'src/vscode/extension.ts', ...inVsCode },
  ...Object.fromEntries(lazyModules().map((entry) => [path.basename(entry, '.ts'), { entry, ...inVsCode }])),
  cli: { entry: 'src/cli/main.ts', ...anywhere },
  engine: { entry: 'src/io/engine/connect.ts', ...anywhere },
  watchdog: { entry: 'src/io/engine/watchdog-main.ts', ...anywhere },
  'load-worker': { entry: 'src/io/load/worker-main.ts', ...anywhere },
};

/** The icons of the panels, as their style sheets ask for them. */
const copies = {
  'node_modules/@vscode/codicons/dist/codicon.css': 'webview/codicon.css',
  'node_modules/@vscode/codicons/dist/codicon.ttf': 'webview/codicon.ttf',
};

/**
 * Every bundle's options, for the build and for what measures bundles.
 * @param {boolean} production
 * @returns {esbuild.BuildOptions[]}
 */
export function bundleOptions(production) {
  /** @type {esbuild.BuildOptions} */
  const common = {
    bundle: true,
    minify: production,
    sourcemap: !production,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    absWorkingDir: root,
    define: { 'process.env.DRYDOCK_VERSION': JSON.stringify(manifest.version) },
  };
  const existing = Object.keys(nodeBundles).filter((name) => fs.existsSync(path.join(root, nodeBundles[name]?.entry ?? '')));
  return [...existing.map((name) => nodeBundle(name, common)), ...panels(common)];
}

/**
 * @param {string} name
 * @param {esbuild.BuildOptions} common
 * @returns {esbuild.BuildOptions}
 */
function nodeBundle(name, common) {
  const { entry = '', target = '', external = [] } = nodeBundles[name] ?? {};
  return {
    ...common,
    entryPoints: { [name]: entry },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    target,
    external,
    // Packages of the vscode-languageserver family hide their dependencies from bundlers in "main".
    mainFields: ['module', 'main'],
    // import() of another bundle becomes require(), which every host resolves beside the file.
    supported: { 'dynamic-import': false },
    plugins: [ownBundles(name), withoutUnused],
  };
}

/** Modules of the adapter that some module of it loads with import(). @returns {string[]} */
function lazyModules() {
  const folder = path.join(root, 'src/vscode');
  const found = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) =>
      [...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)].map(([, specifier = '']) =>
        path.posix.join('src/vscode', path.posix.dirname(file.split(path.sep).join('/')), specifier),
      ),
    );
  return [...new Set(found)].filter((entry) => entry.startsWith('src/vscode/')).sort();
}

/**
 * Leaves modules that have a bundle of their own to that bundle.
 * @param {string} self
 * @returns {esbuild.Plugin}
 */
function ownBundles(self) {
  return {
    name: 'own-bundles',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ kind, path: specifier, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const target = path.relative(root, path.resolve(resolveDir, specifier)).split(path.sep).join('/');
        const found = Object.entries(nodeBundles).find(([name, { entry }]) => name !== self && entry === target);
        return found && { path: `./${found[0]}.cjs`, external: true };
      });
    },
  };
}

/**
 * What dockerode loads and io/engine never asks of it: connections by ssh2 (io/engine runs the ssh program), builds and their sessions
 * by gRPC (io/engine speaks BuildKit itself). 750 kB, and native code.
 * @type {esbuild.Plugin}
 */
const withoutUnused = {
  name: 'without-unused',
  setup(build) {
    build.onResolve({ filter: /^(ssh2|cpu-features|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'left-out',
    }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * One script and one style sheet for every folder of webview/ that has a main.ts.
 * @param {esbuild.BuildOptions} common
 * @returns {esbuild.BuildOptions[]}
 */
function panels(common) {
  const names = fs
    .readdirSync(path.join(root, 'webview'))
    .filter((name) => fs.existsSync(path.join(root, 'webview', name, 'main.ts')))
    .sort();
  return names.map((name) => ({
    ...common,
    entryPoints: { [name]: `webview/${name}/main.ts` },
    outdir: 'dist/webview',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    loader: { '.ttf': 'file', '.svg': 'dataurl' },
  }));
}

async function main() {
  const production = process.argv.includes('--production');
  // Only what is shipped must hold nothing old; while developing, others may be reading these files.
  if (production) fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  for (const [from, to] of Object.entries(copies)) fs.cpSync(path.join(root, from), path.join(root, 'dist', to), { recursive: true });

  if (process.argv.includes('--watch')) {
    const contexts = await Promise.all(bundleOptions(production).map((options) => esbuild.context({ ...options, logLevel: 'info' })));
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  const results = await Promise.all(bundleOptions(production).map((options) => esbuild.build(options)));
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile?.outputs ?? {})) {
      if (!file.endsWith('.map')) console.log(`${String(Math.ceil(bytes / 1000)).padStart(6)} kB  ${file}`);
    }
  }
}

if (path.basename(process.argv[1] ?? '') === 'esbuild.mjs') await main();
