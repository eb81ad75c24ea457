import { assemble } from '../assemble.ts';
import { found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { asString } from '../json.ts';
import { type PackageJson, readPackageJson } from '../package-json.ts';
import { inFolder, nameOfFolder, slug } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import { releaseProcess } from '../processes.ts';
import type { AppProfile, Fact } from '../profile.ts';
import { firstMatch } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import { chooseFramework, chooseStart } from './choose.ts';
import type { NodeDetails } from './details.ts';
import type { NodeFramework } from './frameworks.ts';
import { httpServer, kindOf } from './kind.ts';
import { type BuiltApp, builtApp } from './modes.ts';
import { type PackageManagerFacts, packageManagerOf } from './package-manager.ts';
import { nxApps } from './nx.ts';
import { portOf } from './port.ts';
import { prismaSchema } from './prisma.ts';
import { isRelease } from './start.ts';
import { type NodeStart, statedStart } from './start-command.ts';
import { bunVersion, nodeVersion } from './version.ts';
import { neededMembers, workspaceMembers, workspacePatterns, workspaceRootOf, workspaceToolOf } from './workspaces.ts';

/** Reads the package in `folder`; undefined when it only holds a workspace together. */
export function readNodeApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const manifest = readPackageJson(files, folder);
  if (manifest === undefined) return undefined;
  const workspaceRoot = workspaceRootOf(files, folder);
  const rootManifest = workspaceRoot === undefined ? undefined : readPackageJson(files, workspaceRoot);
  const folders = workspaceRoot === undefined ? [folder] : [folder, workspaceRoot];
  const manifests = rootManifest === undefined ? [manifest] : [manifest, rootManifest];
  const manager = packageManagerOf(files, folders, manifests);
  const sources = sourceFiles(files, folder, ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.jsx', '.tsx', '.vue', '.svelte', '.astro']);

  const stated = statedStart(files, folder, manifest, manager.manager.value);
  const framework = chooseFramework(files, folder, manifest, stated);
  const built = framework === undefined ? undefined : builtApp(files, folder, manifest, framework);
  const http = httpServer(files, sources);
  const isImported = workspaceRoot !== undefined && http === undefined;
  const start = chooseStart(files, folder, manifest, manager.manager.value, stated, framework, built, isImported);
  const served = start.command === null && built?.mode === 'static';
  const builds = framework?.value.build;
  // Redwood's root is the app, and its workspaces are the app's two sides.
  const runsItself =
    stated.command !== null || served || framework?.value.name === 'redwood' || (builds !== undefined && mentionsScript(manifest, builds));
  if (!runsItself && (workspacePatterns(files, folder) !== undefined || nxApps(files, folder).length > 0)) return undefined;

  const kind = kindOf(manifest, start, framework, served, http);
  const serves = kind?.value === 'static' || kind?.value === 'web';
  const prisma = prismaSchema(files, folder, manifest);
  const runtime = start.command !== null && /^bunx?\s/.test(start.command.value) ? 'bun' : 'node';
  const buildScript = buildScripts.find((name) => manifest.scripts.has(name)) ?? null;
  const details: NodeDetails = {
    runtime,
    entry: start.entry,
    startScript: start.script,
    startEnv: start.env,
    startNeedsShell: start.needsShell,
    outputFolder: built?.output ?? outputOf(start.entry),
    frameworkMode: built === undefined ? null : built.mode === 'static' && !served ? 'server' : built.mode,
    spaFallback: served && built.spa,
    buildScript,
    scripts: Object.fromEntries(manifest.scripts),
    workspaceRoot: workspaceRoot ?? null,
    workspaceTool: workspaceRoot === undefined ? null : workspaceToolOf(files, workspaceRoot, manager.manager.value),
    packageName: asString(manifest.value['name']) ?? null,
    workspacePackages: workspaceRoot === undefined ? [] : neededMembers(files, folder, workspaceMembers(files, workspaceRoot)),
    lockFile: manager.lockFile,
    packageManagerVersion: manager.version,
    yarnBerry: manager.yarnBerry,
    hasDependencies: manifest.dependencies.size > 0,
    hasDevDependencies: manifest.devDependencies.size > 0,
    typescript: manifest.uses('typescript') || files.has(inFolder(folder, 'tsconfig.json')),
    prismaSchema: prisma?.schema ?? null,
    nativeDependencies: nativePackages.filter((name) => manifest.dependencies.has(name)),
    spawnsChildren: mentions(
      files,
      sources,
      ['child_process', 'cluster', 'execa', 'puppeteer', 'playwright'],
      /['"`](?:node:)?(?:child_process|cluster)['"`]|['"`](?:execa|puppeteer|playwright)['"`]/,
    ),
    handlesSigterm: mentions(
      files,
      sources,
      ['SIGTERM', 'enableShutdownHooks', 'closeWithGrace', 'createTerminus'],
      /\.on(?:ce)?\(\s*['"`]SIGTERM['"`]|enableShutdownHooks\(|\bcloseWithGrace\(|\bcreateTerminus\(/,
    ),
    healthPath: healthRoute(files, sources),
    publicFolders: ['public', 'static'].filter((name) => files.below(inFolder(folder, name)).length > 0),
  };
  const profile = assemble({
    files,
    folder,
    name: nameOf(manifest, folder),
    language: found('node', { file: manifest.file, line: null }, 'package-json'),
    kind,
    framework: framework === undefined ? null : withValue(framework, framework.value.name),
    packageManager: manager.manager,
    runtimeVersion: versionOf(files, folder, manifests, manager, runtime),
    buildCommand: buildOf(manifest, manager.manager.value, buildScript, framework, start, built),
    startCommand: start.command,
    port: serves ? portOf(files, folder, manifest, sources, start, framework?.value, kind.value) : null,
    dependencies: new Map([...manifest.dependencies.keys()].map((name) => [name, manifest.dependencyFact(name, name)] as const)),
    sources,
    services: prisma?.services ?? [],
    processes: releaseProcess([...start.release, ...releaseScripts(manifest, manager.manager.value), prisma?.migrate]),
    details,
    problems: [
      ...manifest.problems,
      ...(built?.problem === undefined || start.command !== null ? [] : [{ message: built.problem, file: manifest.file, line: null }]),
    ],
  });
  // What a browser does with services is its server's business.
  return kind?.value === 'static' ? { ...profile, services: [], processes: [] } : profile;
}

const buildScripts = ['build', 'build:prod', 'build:production', 'heroku-postbuild', 'compile'];
const nativePackages = [
  'sharp',
  'bcrypt',
  'better-sqlite3',
  'sqlite3',
  'canvas',
  'argon2',
  'node-gyp',
  'pg-native',
  'grpc',
  'node-rdkafka',
  'puppeteer',
  'playwright',
  'node-sass',
  'libxmljs',
  'zeromq',
  'serialport',
  'isolated-vm',
  'bufferutil',
  'utf-8-validate',
  'deasync',
  'couchbase',
  'oracledb',
  'ref-napi',
  'ffi-napi',
  're2',
  'usb',
  'robotjs',
];

function versionOf(
  files: ProjectFiles,
  folder: string,
  manifests: readonly PackageJson[],
  manager: PackageManagerFacts,
  runtime: 'node' | 'bun',
): Fact<string> {
  if (runtime === 'bun')
    return bunVersion(
      files,
      folder,
      manifests,
      manager.manager.value === 'bun' && manager.version !== null ? withValue(manager.manager, manager.version) : undefined,
    );
  const version = nodeVersion(files, folder, manifests);
  return version.evidence.source === 'found' ? version : (versionFromDockerfile(files, folder, ['node']) ?? version);
}

function buildOf(
  manifest: PackageJson,
  manager: string,
  script: string | null,
  framework: Fact<NodeFramework> | undefined,
  start: NodeStart,
  built: BuiltApp | undefined,
): Fact<string> | null {
  if (script !== null)
    return manifest.fact(`${manager} run ${script}`, ['scripts', script], 'package-json-script', manifest.scripts.get(script));
  if (framework?.value.build !== undefined && built !== undefined)
    return { value: `npx ${framework.value.build}`, evidence: { ...framework.evidence, rule: 'framework-build' } };
  return start.entry !== null && /^(?:dist|build|lib|out)\//.test(start.entry) && manifest.uses('typescript')
    ? manifest.dependencyFact('npx tsc', 'typescript', 'typescript-build')
    : null;
}

function outputOf(entry: string | null): string | null {
  return /^(?:\.\/)?((?:dist|build|lib|out|\.output))\//.exec(entry ?? '')?.[1] ?? null;
}

function mentionsScript(manifest: PackageJson, command: string): boolean {
  return [...manifest.scripts.values()].some((script) => script.includes(command));
}

function mentions(files: ProjectFiles, sources: readonly string[], words: readonly string[], pattern: RegExp): boolean {
  return firstMatch(files, sources, words, pattern, 'mention') !== undefined;
}

function nameOf(manifest: PackageJson, folder: string): string {
  const name = asString(manifest.value['name']);
  return name === undefined ? nameOfFolder(folder) : slug(name);
}

/** Scripts that migrate the database of production. */
function releaseScripts(manifest: PackageJson, manager: string): readonly Fact<string>[] {
  const names = [
    'release',
    'migrate:deploy',
    'db:deploy',
    'prisma:deploy',
    'migrate:prod',
    'db:migrate:deploy',
    'migration:run:prod',
    'db:migrate',
    'migrate',
    'migration:run',
    'migrations:run',
    'prisma:migrate:deploy',
    'migrate:up',
    'migrate:latest',
  ];
  return names.flatMap((name) => {
    const script = manifest.scripts.get(name);
    return script !== undefined && isRelease(script) && !/\bts-node\b|-ts-node-/.test(script)
      ? [manifest.fact(`${manager} run ${name}`, ['scripts', name], 'package-json-script', script)]
      : [];
  });
}
