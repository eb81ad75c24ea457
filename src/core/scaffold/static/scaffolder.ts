import { asString } from '../../detect/json.ts';
import type { StaticDetails } from '../../detect/stacks/static.ts';
import { inFolder } from '../../detect/paths.ts';
import type { AppProfile } from '../../detect/profile.ts';
import { copy, dockerfileText, expose, from, type Line, user } from '../dockerfile-text.ts';
import { imageLabels } from '../labels.ts';
import { nodeIgnore } from '../node/ignore.ts';
import { type NodeProject, readNodeProject } from '../node/project.ts';
import { publicEnv, suspiciousNotes } from '../node/public-env.ts';
import { baseStages, buildCommands, buildSecrets, buildStage, imageFolder } from '../node/stages.ts';
import { type AppImage, appUser, type IgnoreNeeds, type Scaffolder } from '../scaffolder.ts';
import { nginxConf, nginxPort, nginxRoot, type Site } from './nginx.ts';

/** Sites: files that are there, or that a build with Node makes, behind nginx. */
export const scaffolder: Scaffolder = {
  name: 'static',
  handles: (app) => app.kind?.value === 'static' || app.language?.value === 'static',
  image: (app, files) => {
    const project = app.language?.value === 'node' ? readNodeProject(app, files) : undefined;
    const commands = project === undefined ? [] : buildCommands(project);
    return project === undefined || commands.length === 0 ? plainSite(app) : builtSite(project, commands);
  },
};

const server = 'nginxinc/nginx-unprivileged:stable';

function plainSite(app: AppProfile): AppImage {
  const { outputFolder = '.' }: Partial<StaticDetails> = app.details;
  const wholeFolder = outputFolder === '.';
  const conf = nginxConf({ spaFallback: false, hashed: [], hidden: wholeFolder ? ['nginx.conf'] : [] });
  const dockerfile = dockerfileText([serverStage(app, 'nginx.conf', copy([outputFolder], nginxRoot))]);
  const ignore: IgnoreNeeds = {
    dependencies: ['**/node_modules'],
    outputs: [],
    unused: ['**/README*', 'LICENSE*', 'package.json', 'package-lock.json'],
    copied: wholeFolder ? [] : [outputFolder],
  };
  return image(app, { context: app.path, dockerfile, conf, ignore, notes: [] });
}

function builtSite(project: NodeProject, commands: readonly string[]): AppImage {
  const { app, details, manifest, workspace } = project;
  const base = `node:${app.runtimeVersion?.value ?? '24'}-slim`;
  const output = details.outputFolder ?? 'dist';
  const conf = nginxConf({ spaFallback: details.spaFallback === true, hashed: hashedFolders(app), hidden: [] });
  const confPath = inFolder(workspace.app.folder, 'nginx.conf');
  const env = publicEnv(app);
  const dockerfile = dockerfileText([
    ...baseStages(project, base),
    buildStage(project, base, commands),
    serverStage(
      app,
      confPath,
      copy([`${imageFolder(workspace.app)}/${output}`], nginxRoot, { from: 'build' }),
      asString(manifest.value['description']),
    ),
  ]);
  const notes = [
    ...(details.outputFolder === undefined || details.outputFolder === null
      ? [`The build's output folder was not found; the Dockerfile copies ${output}.`]
      : []),
    ...suspiciousNotes(app),
  ];
  const ignore = nodeIgnore(project);
  return {
    ...image(app, { context: workspace.root, dockerfile, conf, ignore: { ...ignore, copied: [...ignore.copied, confPath] }, notes }),
    buildArgs: env.buildArgs,
    buildSecrets: buildSecrets(project),
  };
}

function serverStage(app: AppProfile, conf: string, pages: Line, description?: string): readonly Line[] {
  return [
    from(server, 'runtime'),
    imageLabels(app.name, description),
    copy([conf], '/etc/nginx/nginx.conf'),
    pages,
    user(appUser),
    expose(nginxPort),
  ];
}

function image(
  app: AppProfile,
  parts: {
    readonly context: string;
    readonly dockerfile: string;
    readonly conf: string;
    readonly ignore: IgnoreNeeds;
    readonly notes: readonly string[];
  },
): AppImage {
  return {
    context: parts.context,
    dockerfile: parts.dockerfile,
    files: [{ path: inFolder(app.path, 'nginx.conf'), content: parts.conf }],
    ignore: parts.ignore,
    buildArgs: [],
    buildSecrets: [],
    runtime: { port: nginxPort, user: appUser, healthPath: '/', needsInit: false, env: {}, writable: [], processes: [] },
    notes: parts.notes,
  };
}

/** Where each tool puts the files with a hash in their name. */
function hashedFolders(app: AppProfile): Site['hashed'] {
  const folders: Readonly<Record<string, readonly string[]>> = {
    vite: ['assets'],
    'vue-cli': ['css', 'js', 'img'],
    'create-react-app': ['static'],
    nextjs: ['_next/static'],
    nuxt: ['_nuxt'],
    astro: ['_astro'],
    sveltekit: ['_app/immutable'],
    'react-router': ['assets'],
    remix: ['assets'],
    vitepress: ['assets'],
    docusaurus: ['assets'],
    gatsby: ['static'],
  };
  const name = app.framework?.value ?? '';
  return Object.hasOwn(folders, name) ? (folders[name] ?? []) : [];
}
