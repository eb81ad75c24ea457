import { inFolder, relativeTo } from '../../detect/paths.ts';
import { aptInstall, arg, comment, copy, env, from, type Line, run, type RunOptions, workdir } from '../dockerfile-text.ts';
import { serverNeeds } from './frameworks.ts';
import { toolCache } from './manager.ts';
import { isMonorepoApp, type NodeProject } from './project.ts';
import { publicEnv } from './public-env.ts';
import { type Member, memberFile } from './workspace.ts';

/** Folder of the workspace's root in every stage. */
export const imageRoot = '/app';

/** Folder of a package in every stage. */
export function imageFolder(member: Member): string {
  return member.folder === '.' ? imageRoot : `${imageRoot}/${member.folder}`;
}

/** The base that all stages share, and, where npm is not the package manager, a stage that has the right one. */
export function baseStages(project: NodeProject, image: string, packages: readonly string[] = []): readonly (readonly Line[])[] {
  const { manager } = project;
  const base = [from(image, 'base'), workdir(imageRoot), packages.length > 0 && aptInstall(packages)];
  if (!hasToolStage(project, image)) return [base];
  // Images before Node 26 bring a yarn of their own, which npm replaces only when told to.
  const force = manager.name === 'yarn' ? ' --force' : '';
  return [
    base,
    [
      from('base', 'tools'),
      arg('NPM_CONFIG_REGISTRY'),
      env(manager.env),
      run(`npm install --global${force} ${manager.tool ?? ''}`, { caches: [toolCache] }),
    ],
  ];
}

/** Installs everything, copies the sources and builds. The install sees only manifests, so a changed source does not repeat it. */
export function buildStage(project: NodeProject, image: string, commands: readonly string[]): readonly Line[] {
  const { manager, workspace } = project;
  const cacheFolder = serverNeeds(project).buildCache;
  const caches = cacheFolder === null ? [] : [{ id: `${project.app.name}-build`, target: `${imageFolder(workspace.app)}/${cacheFolder}` }];
  return [
    from(hasToolStage(project, image) ? 'tools' : 'base', 'build'),
    arg(manager.registry),
    ...copyManifests(project, false),
    run(manager.install, installMounts(project)),
    ...copySources(project),
    ...publicEnv(project.app).buildArgs.map((name) => arg(name)),
    commands.length > 0 && run(commands, { caches }),
  ];
}

/** What runs: the manifests and node_modules of the app and of the packages it needs. */
export function dependenciesStage(project: NodeProject, image: string, withDevelopment: boolean): readonly Line[] {
  const { manager } = project;
  return [
    from(hasToolStage(project, image) ? 'tools' : 'base', 'dependencies'),
    arg(manager.registry),
    ...copyManifests(project, !manager.wantsAllManifests && !withDevelopment),
    run(withDevelopment ? manager.install : manager.installProduction, installMounts(project)),
  ];
}

/**
 * Where the code handles no SIGTERM, or starts children, tini is process 1. The kernel drops signals that process 1 does not handle, so node alone would
 * be killed after the grace period; behind tini it stops as any other process does, and orphans are reaped. Debian's package is taken, since it is the only
 * source every mirror has; it is copied out of a stage of its own, so that apt leaves nothing in the image. An init in Compose alone would not help
 * `docker run` and Kubernetes, and a handler preloaded into node would end requests that a handler added later wants to finish.
 */
export function initStage(): readonly Line[] {
  return [
    comment('tini becomes process 1: node itself would ignore SIGTERM there and leave finished children behind.'),
    from('base', 'init'),
    aptInstall(['tini']),
  ];
}

export function copyInit(): Line {
  return copy(['/usr/bin/tini'], '/usr/bin/tini', { from: 'init' });
}

/** `-s`: with Compose's own init in front it is not process 1 and adopts orphans as a subreaper. */
export const initEntrypoint: readonly string[] = ['tini', '-s', '--'];

/** The commands that build the app after the workspace packages it needs. */
export function buildCommands(project: NodeProject): readonly string[] {
  const { manager, workspace } = project;
  const own = appBuild(project);
  if (!isMonorepoApp(project)) return own === undefined ? [] : [own];
  const members = workspace.needed.filter(({ manifest }) => manifest.scripts.has('build'));
  // pnpm walks the graph itself, and builds at once what does not depend on each other.
  if (manager.name === 'pnpm' && members.length > 0 && own === manager.script('build', workspace.app))
    return [`pnpm --filter=${workspace.app.name}... run build`];
  return [...members.map((member) => manager.script('build', member)), ...(own === undefined ? [] : [own])];
}

export function buildSecrets({ manager, workspace }: NodeProject): readonly { readonly id: string; readonly file: string }[] {
  return manager.secrets.map(({ id, file }) => ({ id, file: inFolder(workspace.root, file) }));
}

/** The sources that the build needs: everything the ignore file lets through, or the folders of the packages concerned. */
function copySources(project: NodeProject): readonly Line[] {
  const { workspace } = project;
  if (!isMonorepoApp(project)) return [copy(['.'], '.')];
  return [copy(sharedFiles(project), './'), ...[...workspace.needed, workspace.app].map(({ folder }) => copy([folder], folder))];
}

/** Everything the Dockerfile copies by name, relative to the context; no ignore pattern may hide it. */
export function copiedPaths(project: NodeProject): readonly string[] {
  const { manager, workspace } = project;
  const members = [...workspace.needed, workspace.app];
  const folders = isMonorepoApp(project) ? [...sharedFiles(project), ...members.map(({ folder }) => folder)] : [];
  return ['package.json', ...manager.settings, ...members.map((member) => memberFile(member, 'package.json')), ...folders];
}

function installMounts({ manager }: NodeProject): RunOptions {
  return { caches: [manager.cache], secrets: manager.secrets.map(({ id, file }) => ({ id, target: `${imageRoot}/${file}` })) };
}

function hasToolStage(project: NodeProject, image: string): boolean {
  return project.manager.tool !== null && !(project.manager.name === 'bun' && image.startsWith('oven/bun'));
}

function copyManifests(project: NodeProject, onlyRunning: boolean): readonly Line[] {
  const { files, manager, workspace } = project;
  const { root } = workspace;
  const isFolder = (path: string): boolean => !files.has(inFolder(root, path));
  const rootFiles = [
    ...(files.has(inFolder(root, 'package.json')) ? ['package.json'] : []),
    ...manager.settings.filter((path) => !isFolder(path)),
  ];
  const members = manager.wantsAllManifests ? workspace.all : onlyRunning ? workspace.running : workspace.needed;
  const others = isMonorepoApp(project) ? [...members, workspace.app] : members;
  return [
    copy(rootFiles, './'),
    ...manager.settings.filter(isFolder).map((folder) => copy([folder], folder)),
    ...others.map((member) => copy([memberFile(member, 'package.json')], `${member.folder}/`)),
  ];
}

/** Files at the workspace's root that packages extend: compiler and build tool settings. */
export function sharedFiles({ files, workspace }: NodeProject): readonly string[] {
  const shared =
    /^(?:tsconfig[\w.-]*\.json|turbo\.json|nx\.json|babel\.config\.\w+|\.babelrc|\.swcrc|postcss\.config\.\w+|tailwind\.config\.\w+|vite\.config\.\w+)$/;
  return files
    .below(workspace.root)
    .map((path) => relativeTo(workspace.root, path))
    .filter((path) => shared.test(path));
}

/** The command that builds the app itself; undefined when its sources are what runs. */
export function appBuild(project: NodeProject): string | undefined {
  const { app, details, manager, manifest, workspace } = project;
  const command = app.buildCommand?.value;
  if (command === undefined) return undefined;
  const script =
    /^(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:.-]+)$/.exec(command)?.[1] ??
    details.buildScript ??
    [...manifest.scripts].find(([, text]) => text === command)?.[0];
  const corrected = app.buildCommand?.evidence.source === 'user';
  if (script !== undefined && manifest.scripts.has(script) && (!corrected || command.endsWith(script)))
    return manager.script(script, isMonorepoApp(project) ? workspace.app : undefined);
  const runnable = /^(?:npm|npx|pnpm|yarn|bun|bunx|node|make|sh|cd)\b|[&|;]/.test(command) ? command : manager.exec(command);
  return isMonorepoApp(project) ? `(cd ${workspace.app.folder} && ${runnable})` : runnable;
}
