import { assemble } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { asObject, asString, type JsonObject, readJson } from '../json.ts';
import { type PackageJson, readPackageJson } from '../package-json.ts';
import { baseName, folderOf, inFolder, slug, upwards } from '../paths.ts';
import { portFromSource } from '../ports.ts';
import type { AppProfile, Fact } from '../profile.ts';
import { firstMatch, oncePerProject } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { NodeDetails } from './details.ts';
import { packageManagerOf } from './package-manager.ts';
import { nodePortPatterns } from './port.ts';
import { nodeVersion } from './version.ts';

/** Folders of apps in an Nx workspace that share the package.json of its root: those with a project.json of type application. */
export const nxApps = oncePerProject((files, root): readonly string[] => {
  if (!files.has(inFolder(root, 'nx.json')) || !files.has(inFolder(root, 'package.json'))) return [];
  return files
    .below(root)
    .filter((path) => baseName(path) === 'project.json' && folderOf(path) !== root && !files.has(inFolder(folderOf(path), 'package.json')))
    .filter((path) => asObject(readJson(files.read(path) ?? '').value)['projectType'] === 'application' && !/-e2e$/.test(folderOf(path)))
    .map(folderOf);
});

/** Reads an app of an Nx workspace from its project.json; undefined for all other folders. */
export function readNxApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const root = upwards(folder).find((at) => nxApps(files, at).includes(folder));
  const manifest = root === undefined ? undefined : readPackageJson(files, root);
  if (root === undefined || manifest === undefined) return undefined;
  const file = inFolder(folder, 'project.json');
  const document = readJson(files.read(file) ?? '');
  const project = asObject(document.value);
  const name = asString(project['name']) ?? folder.slice(root === '.' ? 0 : root.length + 1).replaceAll('/', '-');
  const build = asObject(asObject(project['targets'])['build']);
  const options = asObject(build['options']);
  const output = asString(options['outputPath']) ?? asString(asObject(options['outputPath'])['base']) ?? `dist/${folder}`;
  const place = { file, line: document.line('targets', 'build', 'executor') };
  const nature = natureOf(files, folder, asString(build['executor']) ?? '', options);
  const sources = sourceFiles(files, folder, ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.jsx', '.tsx']);
  const manager = packageManagerOf(files, [root], [manifest]);
  const start =
    nature.mode === 'static'
      ? null
      : found(
          nature.framework === 'nextjs' ? `next start ${output}` : `node ${output}/main.js`,
          place,
          'nx-executor',
          asString(build['executor']) ?? name,
        );
  const framework = nature.framework ?? importedServer(files, sources, manifest);
  const details: NodeDetails = {
    runtime: 'node',
    entry: nature.mode === null ? `${output}/main.js` : null,
    startScript: null,
    startEnv: {},
    startNeedsShell: false,
    outputFolder: output,
    frameworkMode: nature.mode,
    spaFallback: nature.mode === 'static',
    buildScript: null,
    scripts: {},
    workspaceRoot: root,
    workspaceTool: 'nx',
    packageName: name,
    workspacePackages: [],
    lockFile: manager.lockFile,
    packageManagerVersion: manager.version,
    yarnBerry: manager.yarnBerry,
    hasDependencies: manifest.dependencies.size > 0,
    hasDevDependencies: manifest.devDependencies.size > 0,
    typescript: true,
    prismaSchema: null,
    nativeDependencies: [],
    spawnsChildren: false,
    handlesSigterm: firstMatch(files, sources, ['SIGTERM', 'enableShutdownHooks'], /SIGTERM|enableShutdownHooks/, 'mention') !== undefined,
    healthPath: healthRoute(files, sources),
    publicFolders: ['public'].filter((one) => files.below(inFolder(folder, one)).length > 0),
  };
  const port =
    nature.mode === 'static'
      ? byDefault(8080, 'the unprivileged port of the web server that serves the files')
      : nature.mode === 'server'
        ? byDefault(3000, `${framework ?? 'the server'}'s own default`)
        : (portFromSource(files, sources, nodePortPatterns) ?? byDefault(3000, 'nothing says it; PORT is set to this'));
  return assemble({
    files,
    folder,
    name: slug(name),
    language: found('node', { file, line: null }, 'nx-project'),
    kind: found(nature.mode === 'static' ? 'static' : 'web', place, 'nx-executor'),
    framework: framework === null ? null : found(framework, place, 'nx-executor'),
    packageManager: manager.manager,
    runtimeVersion: nodeVersion(files, folder, [manifest]),
    buildCommand: found(`npx nx build ${name}`, place, 'nx-executor'),
    startCommand: start,
    port,
    dependencies: nature.mode === 'static' ? new Map<string, Fact<unknown>>() : importedDependencies(files, sources, manifest),
    sources,
    details,
    problems: manifest.problems,
  });
}

interface Nature {
  readonly framework: string | null;
  readonly mode: NodeDetails['frameworkMode'];
}

/** What an app is by the executor that builds it; by its configuration files where plugins infer the targets. */
function natureOf(files: ProjectFiles, folder: string, executor: string, options: JsonObject): Nature {
  const has = (name: string) => ['js', 'mjs', 'ts', 'mts'].some((extension) => files.has(inFolder(folder, `${name}.${extension}`)));
  if (/next:build/.test(executor) || has('next.config')) return { framework: 'nextjs', mode: 'server' };
  if (/angular/.test(executor)) return { framework: 'angular', mode: 'static' };
  if (/vite:build/.test(executor) || (has('vite.config') && files.has(inFolder(folder, 'index.html'))))
    return { framework: 'vite', mode: 'static' };
  if (
    /\bweb:|react:/.test(executor) ||
    (/webpack/.test(executor) && options['target'] !== 'node' && files.has(inFolder(folder, 'src/index.html')))
  )
    return { framework: null, mode: 'static' };
  return { framework: null, mode: null };
}

const servers = [
  ['nestjs', '@nestjs/core'],
  ['fastify', 'fastify'],
  ['express', 'express'],
  ['koa', 'koa'],
  ['hapi', '@hapi/hapi'],
] as const;

function importedServer(files: ProjectFiles, sources: readonly string[], manifest: PackageJson): string | null {
  return (
    servers.find(
      ([, name]) => manifest.uses(name) && firstMatch(files, sources, [name], importPattern(name), 'import') !== undefined,
    )?.[0] ?? null
  );
}

/** The root's dependencies belong to all apps; an app has those that it imports. */
function importedDependencies(files: ProjectFiles, sources: readonly string[], manifest: PackageJson): ReadonlyMap<string, Fact<unknown>> {
  const dependencies = new Map<string, Fact<unknown>>();
  for (const name of manifest.dependencies.keys()) {
    const fact = firstMatch(files, sources, [name], importPattern(name), 'source-import');
    if (fact !== undefined) dependencies.set(name, withValue(fact, name));
  }
  return dependencies;
}

function importPattern(name: string): RegExp {
  return new RegExp(`(?:from|require\\(|import)\\s*['"\`]${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:/[^'"\`]*)?['"\`]`);
}
