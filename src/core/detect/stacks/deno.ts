import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { asObject, asString, type JsonDocument, readJson, stringEntries } from '../json.ts';
import { findLine, lineAt } from '../lines.ts';
import { aboveSources, baseName, folderOf, inFolder, nameOfFolder, slug } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import { portFromSource, portVariable } from '../ports.ts';
import type { AppKind, AppProfile, Fact } from '../profile.ts';
import { splitCommands } from '../shell-words.ts';
import { filesNamed } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Candidate, Stack } from '../stack.ts';
import { versionFromFile, versionFromToolManager } from '../version-files.ts';
import { releases, versionForRange } from '../version-range.ts';

/** What scaffolding needs of a Deno app. Paths are relative to the app's folder. */
export interface DenoDetails {
  /** deno.json or deno.jsonc; null without one. */
  readonly configuration: string | null;
  readonly lockFile: string | null;
  /** The module that runs: `main.ts`. */
  readonly entry: string | null;
  /** Flags of the start command, permissions among them. */
  readonly flags: readonly string[];
  /** A task that builds before the start: Fresh's `build`. */
  readonly buildTask: string | null;
  readonly healthPath: string | null;
}

/** Deno apps. Details: `DenoDetails`. */
export const stack: Stack = {
  name: 'deno',
  candidates: (files) =>
    filesNamed(files, ['deno.json', 'deno.jsonc', 'deno.lock', ...entryFiles]).flatMap((path): readonly Candidate[] => {
      const name = baseName(path);
      if (name === 'deno.json' || name === 'deno.jsonc' || name === 'deno.lock') return [{ folder: folderOf(path), strength: 'manifest' }];
      return entryFiles.includes(name) && usesDeno(files.read(path) ?? '')
        ? [{ folder: aboveSources(folderOf(path)), strength: 'source' }]
        : [];
    }),
  read: readDenoApp,
};

const entryFiles = [
  'main.ts',
  'server.ts',
  'mod.ts',
  'app.ts',
  'index.ts',
  'main.tsx',
  'server.tsx',
  'main.js',
  'server.js',
  'index.js',
  'app.js',
];
const frameworks: readonly (readonly [name: string, specifier: RegExp, port: number])[] = [
  ['fresh', /(?:deno\.land\/x\/fresh|jsr:@fresh\/core|@fresh\/core)/, 8000],
  ['oak', /(?:deno\.land\/x\/oak|jsr:@oak\/oak|@oak\/oak)/, 8000],
  ['hono', /(?:deno\.land\/x\/hono|(?:jsr|npm):@?hono(?:\/hono)?|@hono\/hono)/, 8000],
  ['aleph', /deno\.land\/x\/aleph/, 3000],
  ['lume', /(?:deno\.land\/x\/lume|jsr:@lume)/, 3000],
  ['express', /npm:express\b/, 3000],
];
const portPatterns = [
  new RegExp(`Deno\\.env\\.get\\(\\s*["'\`]${portVariable}["'\`]\\s*\\)\\s*(?:\\|\\||\\?\\?)\\s*["'\`]?(\\d{2,5})`),
  /\b(?:serve|listen|Deno\.serve|Deno\.listen)\s*\([^)]{0,200}?\bport\s*:\s*(?:[^,}\n]*?(?:\|\||\?\?)\s*)?["']?(\d{2,5})/,
  /\.listen\(\s*["'`]?[\w.:]*?(\d{4,5})\b/,
  /\b(?:port|PORT)\s*(?::\s*number\s*)?=\s*["'`]?(\d{2,5})\b/,
];
const serverCode = /\bDeno\.serve\b|\bserve\s*\(|\.listen\s*\(|\bDeno\.listen\b|\bexport\s+default\s*\{\s*(?:async\s+)?fetch/;

function readDenoApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const configuration = ['deno.json', 'deno.jsonc'].map((name) => inFolder(folder, name)).find((file) => files.has(file));
  const document = readJson(files.read(configuration ?? '') ?? '{}');
  const value = asObject(document.value);
  const sources = sourceFiles(files, folder, ['.ts', '.tsx', '.js', '.jsx', '.mjs']);
  const entryFile =
    entryFiles.map((name) => inFolder(folder, name)).find((file) => files.has(file)) ??
    ['src/main.ts', 'src/server.ts', 'src/mod.ts', 'src/index.ts'].map((name) => inFolder(folder, name)).find((file) => files.has(file));
  if (configuration === undefined && entryFile === undefined) return undefined;
  const manifestPlace = { file: configuration ?? entryFile ?? folder, line: null };
  const tasks = new Map(stringEntries(value['tasks']));
  const framework = frameworkOf(files, configuration, sources);
  const server = sources.map((file) => ({ file, hit: findLine(files.read(file) ?? '', serverCode) })).find(({ hit }) => hit !== undefined);
  const stated = statedCommand(files, folder);
  const start =
    stated ?? taskStart(configuration, document, tasks) ?? entryStart(files, folder, entryFile, server !== undefined || framework !== null);
  const isServer =
    framework ??
    (server?.hit === undefined
      ? null
      : found('server', { file: server.file, line: server.hit.line }, 'source-server', server.hit.match[0]));
  const kind: Fact<AppKind> | null =
    start === null ? found('library', manifestPlace, 'nothing-starts') : isServer === null ? null : withValue(isServer, 'web');
  const words = splitCommands(start?.value ?? '')?.at(-1)?.words ?? [];
  const details: DenoDetails = {
    configuration: configuration === undefined ? null : baseName(configuration),
    lockFile: files.has(inFolder(folder, 'deno.lock')) ? 'deno.lock' : null,
    entry: words.find((word) => /\.[cm]?[jt]sx?$/.test(word)) ?? null,
    flags: words.filter((word) => word.startsWith('-')),
    buildTask: tasks.has('build') ? 'build' : null,
    healthPath: healthRoute(files, sources),
  };
  return assemble({
    files,
    folder,
    name: nameOf(asString(value['name']), folder),
    language: found('deno', manifestPlace, configuration === undefined ? 'deno-source' : 'deno-json'),
    kind,
    framework,
    packageManager: null,
    runtimeVersion: denoVersion(files, folder),
    buildCommand:
      details.buildTask === null || configuration === undefined
        ? null
        : found('deno task build', { file: configuration, line: document.line('tasks', 'build') }, 'deno-task'),
    startCommand: start,
    port:
      kind?.value === 'web'
        ? portOfApp(files, folder, start, portFromSource(files, sources, portPatterns), {
            port: framework === null ? 8000 : (frameworks.find(([name]) => name === framework.value)?.[2] ?? 8000),
            text: framework === null ? "Deno.serve's own default" : `${framework.value}'s own default`,
          })
        : null,
    dependencies: dependenciesOf(files, configuration, document, sources),
    sources,
    details,
    problems:
      document.error === null || configuration === undefined
        ? []
        : [
            {
              message: `${configuration} is not valid JSON: ${document.error.message}. Facts after this line are missing.`,
              file: configuration,
              line: document.error.line,
            },
          ],
  });
}

function usesDeno(text: string): boolean {
  return /\bDeno\.\w+|["']https:\/\/deno\.land\/|["'](?:jsr|npm):/.test(text);
}

/** `start` of the tasks, without the flags of development. */
function taskStart(configuration: string | undefined, document: JsonDocument, tasks: ReadonlyMap<string, string>): Fact<string> | null {
  for (const name of ['start', 'serve', 'prod', 'production', 'preview', 'main']) {
    const task = tasks.get(name);
    const command = task === undefined ? undefined : splitCommands(task)?.at(-1);
    if (
      task === undefined ||
      command === undefined ||
      configuration === undefined ||
      /--(?:watch|watch-hmr|unstable-hmr)\b|\bdev\.ts\b/.test(command.text)
    )
      continue;
    if (command.words[0] !== 'deno') continue;
    return found(command.text, { file: configuration, line: document.line('tasks', name) }, 'deno-task', `${name}: ${task}`);
  }
  const dev = tasks.get('dev') ?? tasks.get('start');
  const target = dev === undefined ? undefined : /\bdeno\s+(?:run|serve)\b.*?([\w./-]+\.[cm]?[jt]sx?)\b/.exec(dev);
  if (dev === undefined || target === null || target === undefined || configuration === undefined || /dev\.tsx?$/.test(target[1] ?? ''))
    return null;
  const command = target[0].replace(/\s--watch(?:-hmr)?(?:=\S+)?/g, '').replace(/\s--inspect(?:-\w+)?(?:=\S+)?/g, '');
  return found(command, { file: configuration, line: document.line('tasks', tasks.has('dev') ? 'dev' : 'start') }, 'deno-task', dev);
}

function entryStart(files: ProjectFiles, folder: string, entryFile: string | undefined, isServer: boolean): Fact<string> | null {
  if (entryFile === undefined || (baseName(entryFile) === 'mod.ts' && !isServer)) return null;
  const name = folder === '.' ? entryFile : entryFile.slice(folder.length + 1);
  const serves =
    /\bexport\s+default\s*\{\s*(?:async\s+)?fetch/.test(files.read(entryFile) ?? '') &&
    !/\bDeno\.serve\b/.test(files.read(entryFile) ?? '');
  return found(
    serves ? `deno serve --allow-net --allow-env --allow-read ${name}` : `deno run --allow-net --allow-env --allow-read ${name}`,
    { file: entryFile, line: null },
    'entry-file',
  );
}

function frameworkOf(files: ProjectFiles, configuration: string | undefined, sources: readonly string[]): Fact<string> | null {
  for (const [name, specifier] of frameworks) {
    for (const file of [...(configuration === undefined ? [] : [configuration]), ...sources]) {
      const hit = findLine(files.read(file) ?? '', specifier);
      if (hit !== undefined) return found(name, { file, line: hit.line }, 'deno-import', hit.match[0]);
    }
  }
  return null;
}

/** Packages of the import map and of specifiers in the code: `npm:pg@8`, `jsr:@db/postgres`, `https://deno.land/x/postgres`. */
function dependenciesOf(
  files: ProjectFiles,
  configuration: string | undefined,
  document: JsonDocument,
  sources: readonly string[],
): ReadonlyMap<string, Fact<string>> {
  const dependencies = new Map<string, Fact<string>>();
  const add = (specifier: string, file: string, line: number | null) => {
    const name = /^(?:npm:|jsr:)\/?(@?[\w.-]+(?:\/[\w.-]+)?)|deno\.land\/x\/([\w-]+)/.exec(specifier);
    const key = name?.[1]?.startsWith('@') === true ? name[1] : (name?.[1]?.split('/')[0] ?? name?.[2]);
    if (key !== undefined && !dependencies.has(key)) dependencies.set(key, found(key, { file, line }, 'deno-import', specifier));
  };
  for (const [key, specifier] of stringEntries(asObject(document.value)['imports']))
    if (configuration !== undefined) add(specifier, configuration, document.line('imports', key));
  for (const file of sources) {
    const text = files.read(file) ?? '';
    for (const match of text.matchAll(/["']((?:npm:|jsr:|https:\/\/deno\.land\/x\/)[^"'\s]+)["']/g))
      add(match[1] ?? '', file, lineAt(text, match.index));
  }
  return dependencies;
}

function denoVersion(files: ProjectFiles, folder: string): Fact<string> {
  const stated = [
    versionFromFile(files, folder, '.deno-version', 'deno-version-file'),
    versionFromFile(files, folder, '.dvmrc', 'dvmrc'),
    versionFromToolManager(files, folder, ['deno']),
    versionFromDockerfile(files, folder, ['deno']),
  ];
  for (const fact of stated) {
    const version = fact === undefined ? undefined : versionForRange(fact.value, releases.deno);
    if (fact !== undefined && version !== undefined) return withValue(fact, version);
  }
  return byDefault(releases.deno.preferred, 'the current release of Deno');
}

function nameOf(name: string | undefined, folder: string): string {
  return name === undefined ? nameOfFolder(folder) : slug(name);
}
