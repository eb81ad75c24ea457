import type { ProjectFiles } from '../files.ts';
import type { PackageJson } from '../package-json.ts';
import { inFolder } from '../paths.ts';
import type { Fact } from '../profile.ts';
import { configurationFile, frameworksOf, type NodeFramework } from './frameworks.ts';
import type { BuiltApp } from './modes.ts';
import type { NodePackageManager } from './package-manager.ts';
import { meaningOfScript, scriptFact } from './start.ts';
import { entryStart, type NodeStart } from './start-command.ts';

/** The framework that the app is, of all those it depends on: what its start command runs decides between a server and a page it builds. */
export function chooseFramework(
  files: ProjectFiles,
  folder: string,
  manifest: PackageJson,
  start: NodeStart,
): Fact<NodeFramework> | undefined {
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

/**
 * The start command, once the framework and its mode are known; null when files are served or nothing starts.
 * `isImported`: the package is there for others, so that its main file is no entry.
 */
export function chooseStart(
  files: ProjectFiles,
  folder: string,
  manifest: PackageJson,
  manager: NodePackageManager,
  stated: NodeStart,
  framework: Fact<NodeFramework> | undefined,
  built: BuiltApp | undefined,
  isImported: boolean,
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
  const start = meaningOfScript(manifest, 'start');
  // Nothing builds what the file server serves, so it is the app's own process.
  if (start?.type === 'static')
    return { ...stated, command: scriptFact(manifest, 'start', start.command.text), script: 'start', instead: null };
  if (stated.instead === 'delegates') return stated;
  if ((isImported || isLibrary(manifest)) && framework === undefined) return stated;
  return entryStart(files, folder, manifest, manager) ?? stated;
}

/** A package that others import, rather than one that runs. */
function isLibrary(manifest: PackageJson): boolean {
  return (
    ['exports', 'types', 'typings', 'peerDependencies', 'files', 'publishConfig', 'bin'].some((key) => key in manifest.value) &&
    manifest.value['private'] !== true
  );
}
