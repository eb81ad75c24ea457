import { found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asObject, asString, readJson } from '../json.ts';
import type { PackageJson } from '../package-json.ts';
import { inFolder, resolvePath } from '../paths.ts';
import { platformFacts } from '../platform-files.ts';
import { readProcfile } from '../procfile.ts';
import type { Fact } from '../profile.ts';
import type { NodePackageManager } from './package-manager.ts';
import { meaningOfCommand, meaningOfScript, scriptFact, type ScriptMeaning } from './start.ts';

/** How a Node app is started in production, as far as its own files say. */
export interface NodeStart {
  readonly command: Fact<string> | null;
  readonly script: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly needsShell: boolean;
  /** The file that the command runs. */
  readonly entry: string | null;
  /** What the `start` script is when it is nothing to run in production. */
  readonly instead: ScriptMeaning['type'] | null;
  /** Commands that bring the database up to date, found before the start command. */
  readonly release: readonly Fact<string>[];
}

const productionScripts = [
  'start:prod',
  'start:production',
  'start-prod',
  'start_prod',
  'prod',
  'production',
  'start:server',
  'start:api',
  'server',
  'serve',
];
const entryNames = ['index', 'server', 'app', 'main'];
const interpreters: Readonly<Record<string, string>> = { js: 'node', mjs: 'node', cjs: 'node' };

/** Reads the Procfile, platform files and scripts, in that order; development servers and file servers are never the answer. */
export function statedStart(files: ProjectFiles, folder: string, manifest: PackageJson, manager: NodePackageManager): NodeStart {
  const web = readProcfile(files, folder).find((fact) => fact.value.name === 'web');
  const platform = platformFacts(files, folder).start;
  for (const fact of [web === undefined ? null : { ...web, value: web.value.command }, platform]) {
    if (fact === null) continue;
    const meaning = meaningOfCommand(manifest, fact.value);
    if (meaning.type === 'process') return startOf({ ...fact, value: meaning.command.text }, meaning, scriptIn(manifest, fact.value));
    if (meaning.type === 'shell') return { ...nothing, command: fact, needsShell: true };
  }
  const meanings = ['start', ...productionScripts].map((name) => [name, meaningOfScript(manifest, name)] as const);
  for (const [name, meaning] of meanings) {
    if (meaning?.type === 'process' && !needsDevDependency(manifest, meaning))
      return startOf(scriptFact(manifest, name, meaning.command.text), meaning, name, manifest);
  }
  const start = meanings[0]?.[1];
  if (start?.type === 'process') {
    const compiled = compiledFile(files, folder, manifest, start.command.words.find((word) => /\.[cm]?tsx?$/.test(word)) ?? '');
    if (compiled !== undefined)
      return { ...startOf(scriptFact(manifest, 'start', `node ${compiled}`), start, 'start', manifest), entry: compiled };
    return startOf(scriptFact(manifest, 'start', start.command.text), start, 'start', manifest);
  }
  if (start?.type === 'shell')
    return {
      ...nothing,
      command: scriptFact(manifest, 'start', `${manager} start`),
      script: 'start',
      release: releaseFacts(manifest, 'start', start),
    };
  const target = [...meanings.slice(0, 1), ['dev', meaningOfScript(manifest, 'dev')] as const].find(
    ([, meaning]) => typeof meaning?.devTarget === 'string',
  );
  const fromTarget = target?.[1] === undefined ? undefined : productionOf(files, folder, manifest, target[1].devTarget ?? '');
  if (fromTarget !== undefined && target !== undefined)
    return {
      ...nothing,
      command: scriptFact(manifest, target[0], fromTarget),
      entry: fromTarget.split(' ').at(-1) ?? null,
      instead: start?.type ?? null,
    };
  return { ...nothing, instead: start?.type ?? null };
}

/** What to run when no script says: `main`, or a file with a name that entry files have. */
export function entryStart(files: ProjectFiles, folder: string, manifest: PackageJson, manager: NodePackageManager): NodeStart | undefined {
  for (const key of ['main', 'module'] as const) {
    const main = asString(manifest.value[key])?.replace(/^\.\//, '');
    if (main === undefined) continue;
    const command = productionOf(files, folder, manifest, main, manager);
    if (command !== undefined)
      return { ...nothing, command: manifest.fact(command, [key], `package-json-${key}`, main), entry: command.split(' ').at(-1) ?? null };
  }
  for (const name of ['', 'src/', 'bin/'].flatMap((at) =>
    at === 'bin/'
      ? ['bin/www']
      : entryNames.flatMap((entry) => ['js', 'mjs', 'cjs', 'ts', 'mts'].map((extension) => `${at}${entry}.${extension}`)),
  )) {
    const file = inFolder(folder, name);
    const command = files.has(file) ? productionOf(files, folder, manifest, name, manager) : undefined;
    if (command !== undefined)
      return { ...nothing, command: found(command, { file, line: null }, 'entry-file'), entry: command.split(' ').at(-1) ?? null };
  }
  return undefined;
}

/** Where TypeScript's compiler puts a source file: `src/main.ts` gives `dist/main.js`; undefined when nothing compiles it. */
export function compiledFile(files: ProjectFiles, folder: string, manifest: PackageJson, source: string): string | undefined {
  const clean = source.replace(/^\.\//, '');
  const build = manifest.scripts.get('build') ?? '';
  if (!/\.[cm]?tsx?$/.test(clean) || !/\b(?:tsc|nest build|swc|tsup|babel|esbuild)\b/.test(build)) return undefined;
  const bundler = /\b(?:tsup|esbuild)\b/.test(build);
  const flag = /--?(?:outDir|out-dir|outdir|d)[=\s]+["']?([\w./-]+)/.exec(build)?.[1] ?? /--outfile[=\s]+["']?([\w./-]+)/.exec(build)?.[1];
  if (flag !== undefined && /\.[cm]?js$/.test(flag)) return flag.replace(/^\.\//, '');
  const options = compilerOptions(files, folder, 'tsconfig.json', 0);
  const outDir = (flag ?? asString(options['outDir']) ?? (bundler ? 'dist' : undefined))?.replace(/^\.\//, '').replace(/\/$/, '');
  if (outDir === undefined) return undefined;
  const rootDir = asString(options['rootDir'])?.replace(/^\.\//, '').replace(/\/$/, '');
  const inRoot = bundler
    ? (clean.split('/').at(-1) ?? clean)
    : rootDir === undefined || rootDir === '.'
      ? clean.replace(/^src\//, hasCodeOutside(files, folder) ? 'src/' : '')
      : clean.replace(new RegExp(`^${escapeRegExp(rootDir)}/`), '');
  return `${outDir}/${inRoot.replace(/\.([cm]?)tsx?$/, '.$1js')}`;
}

const nothing: NodeStart = { command: null, script: null, env: {}, needsShell: false, entry: null, instead: null, release: [] };

function startOf(command: Fact<string>, meaning: ScriptMeaning, script: string | null, manifest?: PackageJson): NodeStart {
  return {
    command,
    script,
    env: meaning.command.env,
    needsShell: false,
    entry: entryOf(meaning.command.words),
    instead: null,
    release: manifest === undefined || script === null ? [] : releaseFacts(manifest, script, meaning),
  };
}

function releaseFacts(manifest: PackageJson, script: string, meaning: ScriptMeaning): readonly Fact<string>[] {
  return meaning.release.map((command) => scriptFact(manifest, script, command));
}

/** The file among the words of `node -r x dist/main.js --flag`. */
function entryOf(words: readonly string[]): string | null {
  if (!/^(?:node|bun|tsx|ts-node|deno)$/.test(words[0] ?? '')) return null;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (/^(?:-r|--require|--import|--loader|--experimental-loader|--env-file|-C|--conditions)$/.test(word)) index++;
    else if (!word.startsWith('-') && word !== 'run') return word;
  }
  return null;
}

function scriptIn(manifest: PackageJson, command: string): string | null {
  const name = /^(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?([\w:-]+)$/.exec(command.trim())?.[1];
  return name !== undefined && manifest.scripts.has(name) ? name : null;
}

/** ts-node and its like, where they are not installed in production. */
function needsDevDependency(manifest: PackageJson, meaning: ScriptMeaning): boolean {
  const tool = meaning.command.words
    .find((word) => !/^(?:npx|node|-r|--require|--loader|--import|--esm)$/.test(word))
    ?.replace(/\/.*$/, '');
  return (
    tool !== undefined &&
    ['ts-node', 'tsx', 'babel-node'].includes(tool) &&
    !manifest.dependencies.has(tool === 'babel-node' ? '@babel/node' : tool)
  );
}

/** The production command for a source file that development tools run: compiled when the project compiles, else by Node or a TypeScript runner. */
function productionOf(
  files: ProjectFiles,
  folder: string,
  manifest: PackageJson,
  source: string,
  manager?: NodePackageManager,
): string | undefined {
  const clean = source.replace(/^\.\//, '');
  const target = clean === '' || clean === '.' ? (asString(manifest.value['main'])?.replace(/^\.\//, '') ?? 'index.js') : clean;
  if (/\.[cm]?tsx?$/.test(target)) {
    if (!files.has(inFolder(folder, target))) return undefined;
    const compiled = compiledFile(files, folder, manifest, target);
    if (compiled !== undefined) return `node ${compiled}`;
    if (manager === 'bun' || manifest.uses('@types/bun') || manifest.uses('bun-types')) return `bun ${target}`;
    return ['tsx', 'ts-node'].filter((tool) => manifest.uses(tool)).map((tool) => `${tool} ${target}`)[0];
  }
  const exists = ['', '.js', '.mjs', '.cjs', '/index.js'].find((ending) => files.has(inFolder(folder, target + ending)));
  if (exists !== undefined)
    return `${interpreters[/\.(\w+)$/.exec(target)?.[1] ?? ''] ?? 'node'} ${target}${exists === '/index.js' ? '' : exists}`;
  // A main that the build will make: dist/index.js from src/index.ts.
  return manifest.scripts.has('build') && /^(?:dist|build|lib|out|\.output)\/.*\.[cm]?js$/.test(target) ? `node ${target}` : undefined;
}

function compilerOptions(files: ProjectFiles, folder: string, name: string, depth: number): Readonly<Record<string, unknown>> {
  const file = resolvePath(folder, name);
  const text = file === undefined ? undefined : files.read(file);
  if (text === undefined || depth > 4) return {};
  const value = asObject(readJson(text).value);
  const parent = asString(value['extends']);
  const inherited =
    parent?.startsWith('.') === true ? compilerOptions(files, folder, /\.json$/.test(parent) ? parent : `${parent}.json`, depth + 1) : {};
  return { ...inherited, ...asObject(value['compilerOptions']) };
}

/** Without rootDir the compiler keeps the folders from the common parent of all sources. */
function hasCodeOutside(files: ProjectFiles, folder: string): boolean {
  return files.below(folder).some((path) => {
    const relative = folder === '.' ? path : path.slice(folder.length + 1);
    return /^[^/]+\.ts$/.test(relative) && !/\.d\.ts$|\.config\.ts$/.test(relative);
  });
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
