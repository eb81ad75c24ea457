import { asString } from '../../detect/json.ts';
import { inFolder } from '../../detect/paths.ts';
import {
  cmd,
  comment,
  copy,
  dockerfileText,
  entrypoint,
  env,
  expose,
  from,
  healthcheck,
  type Line,
  user,
  workdir,
} from '../dockerfile-text.ts';
import { imageLabels } from '../labels.ts';
import { type AppImage, appUser, type Scaffolder } from '../scaffolder.ts';
import { unknownImage } from '../unknown/scaffolder.ts';
import { type ServerNeeds, serverNeeds } from './frameworks.ts';
import { nodeIgnore } from './ignore.ts';
import { type RuntimeFiles, runtimeFiles } from './outputs.ts';
import { prismaOf } from './prisma.ts';
import { probe } from './probe.ts';
import { otherProcesses } from './processes.ts';
import { isMonorepoApp, type NodeProject, readNodeProject } from './project.ts';
import { publicEnv, suspiciousNotes } from './public-env.ts';
import {
  baseStages,
  buildCommands,
  buildSecrets,
  buildStage,
  copyInit,
  dependenciesStage,
  imageFolder,
  imageRoot,
  initEntrypoint,
  initStage,
  sharedFiles,
} from './stages.ts';
import { type Start, startArgv } from './start.ts';

export const scaffolder: Scaffolder = {
  name: 'node',
  handles: (app) => app.language?.value === 'node' && app.kind?.value !== 'static',
  image: (app, files) => {
    const project = readNodeProject(app, files);
    return project === undefined ? unknownImage(app) : nodeImage(project);
  },
};

function nodeImage(project: NodeProject): AppImage {
  const { app, details, manifest, workspace } = project;
  const listens = app.kind?.value !== 'worker' && app.kind?.value !== 'cli';
  const port = listens ? (app.port?.value ?? 3000) : null;
  const known = port === null ? {} : { PORT: String(port) };
  const start = startArgv(project, app.startCommand?.value ?? `node ${asString(manifest.value['main']) ?? 'index.js'}`, known);
  const bun = details.runtime === 'bun';
  const version = app.runtimeVersion?.value ?? (bun ? '1' : '24');
  const image = bun ? `oven/bun:${version}-slim` : `node:${version}-slim`;
  const needs = serverNeeds(project);
  const needsInit = details.spawnsChildren === true || !(details.handlesSigterm === true || needs.handlesTerm);
  const builds = buildCommands(project);
  const prisma = prismaOf(project);
  const files = runtimeFiles(project, start, needs);
  const processes = otherProcesses(project, known, prisma !== undefined);
  const toolForDevelopment = developmentTool(project, start, files);
  const withModules = !needs.bundled && hasRunningDependencies(project, toolForDevelopment !== undefined);
  const commands = [
    ...(prisma === undefined ? [] : [prisma.generate]),
    ...builds,
    ...(files.kind === 'build' ? [removeModules(project)] : []),
  ];
  const withBuild = commands.length > 0 || processes.some(({ target }) => target === 'build');
  const readsPort = app.env.some(({ value }) => value === 'PORT') || app.framework !== null;
  const dockerfile = dockerfileText([
    ...baseStages(project, image, prisma?.packages),
    ...(withBuild ? [buildStage(project, image, commands)] : []),
    ...(withModules ? [dependenciesStage(project, image, toolForDevelopment !== undefined)] : []),
    ...(needsInit ? [initStage()] : []),
    [
      from('base', 'runtime'),
      imageLabels(app.name, asString(manifest.value['description'])),
      env({ NODE_ENV: 'production', ...needs.env, ...details.startEnv, ...(port !== null && readsPort && { PORT: String(port) }) }),
      needsInit && copyInit(),
      withModules &&
        (isMonorepoApp(project)
          ? copy([imageRoot], './', { from: 'dependencies' })
          : copy([`${imageRoot}/node_modules`], './node_modules', { from: 'dependencies' })),
      withModules && prisma?.copyClient,
      ...copyRuntimeFiles(project, files, needs),
      isMonorepoApp(project) && workdir(imageFolder(workspace.app)),
      user(appUser),
      port !== null && expose(port),
      port !== null && healthcheck(probe(bun ? null : version, port, details.healthPath ?? null)),
      needsInit && entrypoint(initEntrypoint),
      app.startCommand === null && comment('No start command was found: this is a guess.'),
      cmd(start.argv),
    ],
  ]);
  return {
    context: workspace.root,
    dockerfile,
    files: [],
    ignore: nodeIgnore(project, files),
    buildArgs: withBuild ? publicEnv(app).buildArgs : [],
    buildSecrets: withBuild || withModules ? buildSecrets(project) : [],
    runtime: {
      port,
      user: appUser,
      healthPath: details.healthPath ?? null,
      needsInit,
      env: {},
      writable: needs.writes === null ? [] : [`${imageFolder(workspace.app)}/${needs.writes}`],
      processes,
    },
    notes: notesFor(project, port, toolForDevelopment),
  };
}

function notesFor({ app, details, manager }: NodeProject, port: number | null, toolForDevelopment: string | undefined): readonly string[] {
  return [
    port !== null && app.port === null && `No port was found; the image and compose.yaml say ${String(port)}.`,
    app.startCommand === null && 'No start command was found; the last line of the Dockerfile is a guess.',
    manager.lock === null &&
      `No lock file was found, so each build may install other versions. Run ${manager.name} install and commit its lock file.`,
    toolForDevelopment !== undefined &&
      `The app needs ${toolForDevelopment} to start, a development dependency, so the image holds all of them. Move it to dependencies to leave the others out.`,
    app.framework?.value === 'nextjs' &&
      details.frameworkMode === 'server' &&
      "The image holds all production dependencies. With output: 'standalone' in Next's configuration it would hold only what the server needs.",
    ...suspiciousNotes(app),
    ...manager.secrets.map(
      ({ id, file }) => `${file} holds credentials, so the build mounts it as a secret: docker build --secret id=${id},src=${file}.`,
    ),
    ...(details.nativeDependencies ?? []).map(
      (name) => `${name} may need a compiler or system libraries in the build and dependencies stages.`,
    ),
  ].filter((note) => note !== false);
}

/** What the app needs to start although only development brings it: the tool that starts it, or the compiler for a configuration in TypeScript. */
function developmentTool({ manifest }: NodeProject, start: Start, files: RuntimeFiles): string | undefined {
  const tool = files.assets.includes('next.config.ts') ? 'typescript' : start.tool;
  return tool !== null && !manifest.dependencies.has(tool) && manifest.devDependencies.has(tool) ? tool : undefined;
}

function hasRunningDependencies({ manifest, workspace }: NodeProject, withDevelopment: boolean): boolean {
  return withDevelopment || manifest.dependencies.size > 0 || workspace.running.some((member) => member.manifest.dependencies.size > 0);
}

/** Before all of the build stage is copied: what runs has modules of its own. */
function removeModules(project: NodeProject): string {
  return isMonorepoApp(project) ? `find ${imageRoot} -name node_modules -prune -exec rm -rf {} +` : `rm -rf ${imageRoot}/node_modules`;
}

function copyRuntimeFiles(project: NodeProject, files: RuntimeFiles, needs: ServerNeeds): readonly Line[] {
  const { workspace } = project;
  if (files.kind === 'build') return [copy([imageRoot], './', { from: 'build', ...(needs.writes !== null && { chown: appUser }) })];
  const members = files.members.map(({ path, built }) =>
    built ? copy([`${imageRoot}/${path}`], path, { from: 'build' }) : copy([path], path),
  );
  if (files.kind === 'sources') {
    if (!isMonorepoApp(project)) return [copy(['.'], '.'), ...members];
    // Runners of TypeScript read the settings that the package's own extend.
    return [
      project.details.typescript === true && copy(sharedFiles(project), './'),
      ...members,
      copy([workspace.app.folder], workspace.app.folder),
    ];
  }
  const folder = imageFolder(workspace.app);
  const inImage = (path: string): string => (isMonorepoApp(project) ? inFolder(workspace.app.folder, path) : `./${path}`);
  const owner = (path: string): { readonly chown?: string } =>
    needs.writes !== null && path.startsWith(needs.writes) ? { chown: appUser } : {};
  return [
    !isMonorepoApp(project) && !needs.bundled && copy(['package.json'], './'),
    ...members,
    ...files.outputs.map(({ path, to }) => copy([`${folder}/${path}`], to === '/' ? './' : inImage(to), { from: 'build', ...owner(path) })),
    ...files.assets.map((path) => copy([inFolder(workspace.app.folder, path)], inImage(path))),
  ];
}
