import { asString } from '../../detect/json.ts';
import { type ServerNeeds, startsOwnSource } from './frameworks.ts';
import { hasFolder, type NodeProject } from './project.ts';
import type { Start } from './start.ts';
import { appBuild } from './stages.ts';
import { type Member, memberFile } from './workspace.ts';

/** Which files of the app, beside its node_modules, the last stage holds. */
export interface RuntimeFiles {
  /**
   * `sources`: the code runs as it is. `outputs`: what the build wrote is known. `build`: it is not, so everything is copied out of the build stage.
   */
  readonly kind: 'sources' | 'outputs' | 'build';
  /** What the build wrote: path below the app's folder, and where it goes in the image, relative to the app's folder there or to the root for `/`. */
  readonly outputs: readonly { readonly path: string; readonly to: string }[];
  /** Source files that are read at run time, relative to the app. */
  readonly assets: readonly string[];
  /** Workspace packages that run with the app, relative to the workspace's root, from the build stage or from the context. */
  readonly members: readonly { readonly path: string; readonly built: boolean }[];
}

export function runtimeFiles(project: NodeProject, start: Start, needs: ServerNeeds): RuntimeFiles {
  const { details, workspace } = project;
  const members = needs.bundled ? [] : workspace.running.flatMap(memberFiles);
  if (appBuild(project) === undefined) return { kind: 'sources', outputs: [], assets: [], members };
  if (details.frameworkMode === 'standalone' && needs.bundled) {
    const folder = details.outputFolder ?? '.next';
    const outputs = [
      { path: `${folder}/standalone`, to: '/' },
      { path: `${folder}/static`, to: `${folder}/static` },
    ];
    return {
      kind: 'outputs',
      outputs: hasFolder(project, 'public') ? [...outputs, { path: 'public', to: 'public' }] : outputs,
      assets: [],
      members,
    };
  }
  const output = startsOwnSource(project) ? undefined : (details.outputFolder ?? outputOf(project, start));
  if (output === undefined) return { kind: 'build', outputs: [], assets: [], members: [] };
  const read = needs.reads.length > 0 ? needs.reads : needs.bundled ? [] : assetFolders;
  return {
    kind: 'outputs',
    outputs: [{ path: output, to: output }],
    assets: read.filter((path) => path !== output && (hasFolder(project, path) || project.paths.includes(path))),
    members,
  };
}

/** Folders that server code reads by path and that no compiler copies. */
const assetFolders = ['assets', 'config', 'locales', 'migrations', 'prisma', 'public', 'static', 'templates', 'views'];

/** The first folder of the started file, when no source lies there. */
function outputOf(project: NodeProject, start: Start): string | undefined {
  const entry = project.details.entry ?? start.argv.find((word) => /\.[cm]?js$/.test(word));
  const [folder, ...rest] = (entry ?? '').replace(/^\.\//, '').split('/');
  return folder === undefined || rest.length === 0 || folder === '..' || hasFolder(project, folder) ? undefined : folder;
}

function memberFiles(member: Member): RuntimeFiles['members'] {
  if (!member.manifest.scripts.has('build')) return [{ path: member.folder, built: false }];
  const outputs = entryFolders(member);
  return outputs.length === 0
    ? [{ path: member.folder, built: true }]
    : outputs.map((folder) => ({ path: memberFile(member, folder), built: true }));
}

/** First folders of the files that the manifest exports: `./dist/index.js` gives `dist`. */
function entryFolders({ manifest }: Member): readonly string[] {
  const exported = JSON.stringify(manifest.value['exports'] ?? '').matchAll(/"\.\/([^"/]+)\/[^"]*\.[cm]?js"/g);
  const named = ['main', 'module'].flatMap((key) => /^(?:\.\/)?([^/]+)\//.exec(asString(manifest.value[key]) ?? '')?.[1] ?? []);
  return [...new Set([...[...exported].flatMap((match) => match[1] ?? []), ...named])].filter((folder) => folder !== 'src');
}
