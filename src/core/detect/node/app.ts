import { composeServiceOf, composeServices } from '../compose-facts.ts';
import { envNames } from '../env-names.ts';
import { byDefault, firstFact, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asObject, asString } from '../json.ts';
import { findLine } from '../lines.ts';
import { type PackageJson, readPackageJson } from '../package-json.ts';
import { inFolder, nameOfFolder, slug } from '../paths.ts';
import { platformFacts, versionFromDockerfile } from '../platform-files.ts';
import { portFromEnvFile, portFromSource, portInCommand, portVariable, validPort } from '../ports.ts';
import { processesOf, releaseProcess } from '../processes.ts';
import type { AppKind, AppProfile, Fact, PackageManager } from '../profile.ts';
import { servicesOf } from '../services.ts';
import { sourceFiles } from '../source-files.ts';
import type { NodeDetails } from './details.ts';
import { configurationFile, frameworksOf, type NodeFramework } from './frameworks.ts';
import { type BuiltApp, builtApp } from './modes.ts';
import { type PackageManagerFacts, packageManagerOf } from './package-manager.ts';
import { isRelease } from './start.ts';
import { entryStart, type NodeStart, statedStart } from './start-command.ts';
import { bunVersion, nodeVersion } from './version.ts';
import { neededMembers, workspaceMembers, workspacePatterns, workspaceRootOf, workspaceToolOf } from './workspaces.ts';

const staticPort = 8080;

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
  const start = chooseStart(files, folder, manifest, manager.manager.value, stated, framework, built);
  const served = start.command === null && built?.mode === 'static';
  const http = served ? undefined : httpServer(files, sources);
  if (start.command === null && !served && workspacePatterns(files, folder) !== undefined && framework?.value.role !== 'meta')
    return undefined;

  const kind = kindOf(manifest, start, framework, served, http);
  const port =
    kind?.value === 'static' || kind?.value === 'web'
      ? portOf(files, folder, manifest, sources, start, framework?.value, kind.value)
      : null;
  const runtime = start.command !== null && /^bunx?\s/.test(start.command.value) ? 'bun' : 'node';
  const env = envNames(files, sources, 'node');
  const compose = composeServices(files, folder);
  const prisma = prismaSchema(files, folder, manifest);
  const dependencies = new Map([...manifest.dependencies.keys()].map((name) => [name, manifest.dependencyFact(name, name)] as const));
  const buildScript =
    ['build', 'build:prod', 'build:production', 'heroku-postbuild', 'compile'].find((name) => manifest.scripts.has(name)) ?? null;

  return {
    path: folder,
    name: nameOf(manifest, folder),
    kind,
    language: found('node', { file: manifest.file, line: null }, 'package-json'),
    framework: framework === undefined ? null : withValue(framework, framework.value.name),
    packageManager: manager.manager satisfies Fact<PackageManager>,
    runtimeVersion: versionOf(files, folder, manifests, manager, runtime),
    buildCommand: buildOf(manifest, manager.manager.value, buildScript, framework, start, built),
    startCommand: start.command,
    port,
    services:
      kind?.value === 'static'
        ? []
        : servicesOf({ files, folder, language: 'node', dependencies, env, sources, compose, stated: prisma?.services ?? [] }),
    env,
    processes:
      kind?.value === 'static'
        ? []
        : processesOf(
            files,
            folder,
            releaseProcess([...start.release, ...releaseScripts(manifest, manager.manager.value), prisma?.migrate]),
          ),
    details: detailsOf() as unknown as Record<string, unknown>,
    problems: [
      ...manifest.problems,
      ...(built?.problem === undefined || start.command !== null ? [] : [{ message: built.problem, file: manifest.file, line: null }]),
    ],
  };

  function detailsOf(): NodeDetails {
    const source = sources.map((file) => files.read(file) ?? '');
    const manifestOf = manifest as PackageJson;
    return {
      runtime,
      entry: start.entry,
      startScript: start.script,
      startEnv: start.env,
      startNeedsShell: start.needsShell,
      outputFolder: served || start.entry?.startsWith('.') === false ? (built?.output ?? outputOf(start.entry)) : (built?.output ?? null),
      frameworkMode: built?.mode === 'static' && !served ? 'server' : (built?.mode ?? null),
      spaFallback: served && (built?.spa ?? false),
      buildScript,
      scripts: Object.fromEntries(manifestOf.scripts),
      workspaceRoot: workspaceRoot ?? null,
      workspaceTool: workspaceRoot === undefined ? null : workspaceToolOf(files, workspaceRoot, manager.manager.value),
      packageName: asString(manifestOf.value['name']) ?? null,
      workspacePackages: workspaceRoot === undefined ? [] : neededMembers(files, folder, workspaceMembers(files, workspaceRoot)),
      lockFile: manager.lockFile,
      packageManagerVersion: manager.version,
      yarnBerry: manager.yarnBerry,
      hasDependencies: manifestOf.dependencies.size > 0,
      hasDevDependencies: manifestOf.devDependencies.size > 0,
      typescript: manifestOf.uses('typescript') || files.has(inFolder(folder, 'tsconfig.json')),
      prismaSchema: prisma?.schema ?? null,
      nativeDependencies: nativePackages.filter((name) => manifestOf.dependencies.has(name)),
      spawnsChildren: source.some((text) =>
        /['"`](?:node:)?(?:child_process|cluster)['"`]|['"`](?:execa|puppeteer|playwright)['"`]/.test(text),
      ),
      handlesSigterm: source.some((text) =>
        /\.on(?:ce)?\(\s*['"`]SIGTERM['"`]|enableShutdownHooks\(|\bcloseWithGrace\(|\bcreateTerminus\(/.test(text),
      ),
      healthPath: source.map((text) => healthRoute.exec(text)?.[1]).find((path) => path !== undefined) ?? null,
      publicFolders: ['public', 'static'].filter((name) => files.below(inFolder(folder, name)).length > 0),
    };
  }
}

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
const healthRoute =
  /['"`](\/(?:api\/)?(?:health|healthz|healthcheck|health-check|livez|readyz|ready|status\/health|-\/health|_health|ping))['"`]/;
const serverCode =
  /\bcreateServer\s*\(|\bcreateSecureServer\s*\(|\b(?:app|server|fastify|http|api|router|httpServer|instance)\s*\.\s*listen\s*\(|\bBun\.serve\s*\(|\bexport\s+default\s*\{[^}]*\bfetch\b|\bnew\s+WebSocketServer\s*\(|\bnew\s+WebSocket\.Server\s*\(|\.listen\s*\(\s*(?:\d{2,5}|port|PORT|process\.env)/;

function chooseFramework(files: ProjectFiles, folder: string, manifest: PackageJson, start: NodeStart): Fact<NodeFramework> | undefined {
  const all = frameworksOf(manifest).filter(({ value }) => isReal(files, folder, manifest, value));
  const meta = all.find(({ value }) => value.role === 'meta');
  const server = all.find(({ value }) => value.role === 'server');
  const builder = all.find(({ value }) => value.role === 'builder');
  const runsOwnCode = start.command !== null && (start.entry !== null || start.needsShell);
  if (meta !== undefined && !(meta.value.name === 'angular' && runsOwnCode && server !== undefined)) return meta;
  if (server !== undefined && (builder === undefined || runsOwnCode)) return server;
  // A back end that also builds its pages has no start script that names a file server or a development server of the builder.
  if (
    server !== undefined &&
    builder !== undefined &&
    start.instead === null &&
    builder.value.name === 'vite' &&
    !files.has(inFolder(folder, 'index.html'))
  )
    return server;
  return builder ?? all.find(({ value }) => value.role === 'worker');
}

/** Some packages are also tools of libraries and tests: a site has pages. */
function isReal(files: ProjectFiles, folder: string, manifest: PackageJson, framework: NodeFramework): boolean {
  if (framework.name === 'vite')
    return hasPage(files, folder, manifest) && !/\blib\s*:\s*\{/.test(configurationFile(files, folder, 'vite.config')?.text ?? '');
  if (framework.name === 'expo')
    return /\bexport\b|\bweb\b/.test([...manifest.scripts.values()].join('\n')) && manifest.uses('react-native-web');
  if (framework.name === 'angular')
    return files.has(inFolder(folder, 'angular.json')) || files.has(inFolder(folder, 'project.json')) || manifest.uses('@angular/cli');
  if (framework.name === 'nuxt' || framework.name === 'nextjs' || framework.role !== 'server') return true;
  return !(
    'peerDependencies' in manifest.value &&
    !manifest.dependencies.has(framework.packages[0] ?? '') &&
    !manifest.devDependencies.has(framework.packages[0] ?? '')
  );
}

function hasPage(files: ProjectFiles, folder: string, manifest: PackageJson): boolean {
  const root = /\broot\s*:\s*['"`]\.?\/?([^'"`]+)['"`]/.exec(configurationFile(files, folder, 'vite.config')?.text ?? '')?.[1];
  const pages = [
    'index.html',
    'src/index.html',
    'client/index.html',
    'public/index.html',
    ...(root === undefined ? [] : [`${root.replace(/\/$/, '')}/index.html`]),
  ];
  return (
    pages.some((page) => files.has(inFolder(folder, page))) ||
    (/\bvite\s+build\b/.test(manifest.scripts.get('build') ?? '') &&
      !['exports', 'module', 'types', 'main', 'peerDependencies'].some((key) => key in manifest.value))
  );
}

function chooseStart(
  files: ProjectFiles,
  folder: string,
  manifest: PackageJson,
  manager: 'npm' | 'yarn' | 'pnpm' | 'bun',
  stated: NodeStart,
  framework: Fact<NodeFramework> | undefined,
  built: BuiltApp | undefined,
): NodeStart {
  const withCommand = (command: Fact<string> | null): NodeStart => ({
    ...stated,
    command,
    script: null,
    entry: command === null ? null : (/^node\s+(\S+)/.exec(command.value)?.[1] ?? null),
  });
  if (built !== undefined) {
    if (built.mode === 'standalone') return withCommand(built.start);
    if (built.mode === 'static') return stated.entry === null && !stated.needsShell ? { ...stated, command: null, script: null } : stated;
    const selfContained = framework?.value.name === 'nuxt' && built.output === '.output';
    return stated.command === null || (selfContained && /^nux[it]\s/.test(stated.command.value)) ? withCommand(built.start) : stated;
  }
  if (stated.command !== null) return stated;
  if (framework?.value.start !== undefined) {
    const start = withCommand({ value: framework.value.start, evidence: { ...framework.evidence, rule: 'framework-start' } });
    if (framework.value.name !== 'adonisjs') return start;
    return files.has(inFolder(folder, 'bin/server.ts'))
      ? start
      : withCommand({ value: 'node build/server.js', evidence: { ...framework.evidence, rule: 'framework-start' } });
  }
  if (stated.instead === 'delegates' || stated.instead === 'static') return stated;
  if (isLibrary(manifest) && framework === undefined) return stated;
  return entryStart(files, folder, manifest, manager) ?? stated;
}

/** A package that others import, rather than one that runs. */
function isLibrary(manifest: PackageJson): boolean {
  return (
    ['exports', 'types', 'typings', 'peerDependencies', 'files', 'publishConfig', 'bin'].some((key) => key in manifest.value) &&
    manifest.value['private'] !== true
  );
}

function kindOf(
  manifest: PackageJson,
  start: NodeStart,
  framework: Fact<NodeFramework> | undefined,
  served: boolean,
  http: Fact<string> | undefined,
): Fact<AppKind> | null {
  const of = (kind: AppKind, fact: Fact<unknown>): Fact<AppKind> => withValue(fact, kind);
  if (served && framework !== undefined) return of('static', framework);
  if (framework?.value.role === 'meta' || framework?.value.role === 'server') return of('web', framework);
  if (start.command !== null) {
    if (http !== undefined) return of('web', http);
    if (framework?.value.role === 'worker') return of('worker', framework);
    return 'bin' in manifest.value ? manifest.fact('cli', ['bin'], 'package-json-bin') : null;
  }
  if ('bin' in manifest.value) return manifest.fact('cli', ['bin'], 'package-json-bin');
  return framework === undefined ? found('library', { file: manifest.file, line: null }, 'nothing-starts') : null;
}

function httpServer(files: ProjectFiles, sources: readonly string[]): Fact<string> | undefined {
  for (const file of sources) {
    const hit = findLine(files.read(file) ?? '', serverCode);
    if (hit !== undefined) return found(hit.match[0], { file, line: hit.line }, 'source-server', hit.match[0]);
  }
  return undefined;
}

const portPatterns = [
  new RegExp(
    `(?:process|Bun|import\\.meta)\\.env(?:\\.|\\[\\s*['"\`])${portVariable}(?:['"\`]\\s*\\])?\\s*(?:,\\s*10\\s*)?\\)?\\s*(?:\\|\\||\\?\\?|\\?[^:\\n]{1,60}:)\\s*(?:Number\\(|parseInt\\()?['"\`]?(\\d{2,5})`,
  ),
  new RegExp(`\\{[^}]*\\b${portVariable}\\s*(?::\\s*\\w+\\s*)?=\\s*['"]?(\\d{2,5})[^}]*\\}\\s*=\\s*process\\.env`),
  /\.listen\s*\(\s*['"`]?(\d{2,5})\b/,
  /\.listen\s*\(\s*\{[^}]*?\bport\s*:\s*(\d{2,5})\b/,
  /(?:^|[\s,{(])(?:const|let|var)?\s*(?:port|PORT|serverPort|SERVER_PORT|httpPort|HTTP_PORT|appPort)\s*(?::\s*number\s*)?=\s*['"`]?(\d{2,5})\b/,
  /\b(?:serve|Bun\.serve|startStandaloneServer|createServer|Server|server|httpServer)\s*\([\s\S]{0,300}?\bport\s*:\s*(?:[^,}\n]*?(?:\|\||\?\?)\s*)?['"]?(\d{2,5})\b/,
  /\bexport\s+default\s*\{[\s\S]{0,200}?\bport\s*:\s*(?:[^,}\n]*?(?:\|\||\?\?)\s*)?(\d{2,5})\b/,
  new RegExp(`\\.(?:get|getOrThrow|number|int|port)\\(\\s*['"\`]${portVariable}['"\`]\\s*,\\s*['"]?(\\d{2,5})`, 'i'),
  new RegExp(`\\b${portVariable}\\b[^\\n]{0,60}?(?:default\\(|default:\\s*)['"]?(\\d{2,5})`, 'i'),
  /\.set\(\s*['"`]port['"`]\s*,[^)\n]*?(\d{2,5})\b/,
  /^\s*['"]?port['"]?\s*:\s*(?:[^,}\n]*?(?:\|\||\?\?)\s*)?['"]?(\d{2,5})\b/m,
];

function portOf(
  files: ProjectFiles,
  folder: string,
  manifest: PackageJson,
  sources: readonly string[],
  start: NodeStart,
  framework: NodeFramework | undefined,
  kind: AppKind,
): Fact<number> | null {
  if (kind === 'static') return byDefault(staticPort, 'the unprivileged port of the web server that serves the files');
  const command =
    start.script === null ? (start.command?.value ?? '') : `${manifest.scripts.get(start.script) ?? ''} ${start.command?.value ?? ''}`;
  const inCommand = portInCommand(command) ?? validPort(start.env['PORT']);
  if (inCommand !== undefined && start.command !== null)
    return { value: inCommand, evidence: { ...start.command.evidence, rule: 'start-command-port' } };
  const isMeta = framework?.role === 'meta';
  const fromSource =
    isMeta && start.entry === null
      ? undefined
      : portFromSource(
          files,
          isMeta ? ownServer(files, folder, start) : sources.filter((file) => !/\.(?:config|vue|svelte|astro)\b/.test(file)),
          portPatterns,
        );
  return firstFact(
    fromSource,
    configuredPort(files, folder),
    portFromEnvFile(files, folder),
    platformFacts(files, folder).port,
    composeServiceOf(composeServices(files, folder), folder)?.port,
    framework?.port == null ? undefined : byDefault(framework.port, `${framework.name}'s own default`),
    byDefault(3000, 'nothing says it; PORT is set to this'),
  );
}

/** The file a meta-framework's custom server is in. */
function ownServer(files: ProjectFiles, folder: string, start: NodeStart): readonly string[] {
  const file = inFolder(folder, (start.entry ?? '').replace(/^\.\//, ''));
  return files.has(file) ? [file] : [];
}

/** node-config's default.json. */
function configuredPort(files: ProjectFiles, folder: string): Fact<number> | undefined {
  const file = inFolder(folder, 'config/default.json');
  const hit = findLine(files.read(file) ?? '', /"port"\s*:\s*"?(\d{2,5})/);
  const port = validPort(hit?.match[1]);
  return hit === undefined || port === undefined ? undefined : found(port, { file, line: hit.line }, 'node-config-port', hit.match[0]);
}

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

interface Prisma {
  readonly schema: string;
  readonly services: readonly Fact<string>[];
  readonly migrate: Fact<string> | null;
}

function prismaSchema(files: ProjectFiles, folder: string, manifest: PackageJson): Prisma | undefined {
  if (!manifest.uses('prisma') && !manifest.uses('@prisma/client')) return undefined;
  const configured = asString(asObject(manifest.value['prisma'])['schema'])?.replace(/^\.\//, '');
  const schema = [configured, 'prisma/schema.prisma', 'schema.prisma', 'prisma/schema/schema.prisma', 'src/prisma/schema.prisma'].find(
    (name) => name !== undefined && files.has(inFolder(folder, name)),
  );
  if (schema === undefined) return undefined;
  const file = inFolder(folder, schema);
  const hit = findLine(files.read(file) ?? '', /^\s*provider\s*=\s*"(postgresql|postgres|mysql|mongodb|cockroachdb)"/m);
  const name = ({ postgresql: 'postgres', postgres: 'postgres', mysql: 'mysql', mongodb: 'mongodb' } as Readonly<Record<string, string>>)[
    hit?.match[1] ?? ''
  ];
  const migrations = files.below(inFolder(folder, `${schema.replace(/\/?[^/]*$/, '') || '.'}/migrations`.replace(/^\.\//, '')));
  const services = hit === undefined || name === undefined ? [] : [found(name, { file, line: hit.line }, 'prisma-provider', hit.match[0])];
  return {
    schema,
    services,
    migrate:
      migrations.length === 0 ? null : found('prisma migrate deploy', { file: migrations[0] ?? file, line: null }, 'prisma-migrations'),
  };
}
