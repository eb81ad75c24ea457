import { inFolder } from '../../detect/paths.ts';
import type { IgnoreNeeds } from '../scaffolder.ts';
import type { RuntimeFiles } from './outputs.ts';
import { hasFolder, isMonorepoApp, type NodeProject } from './project.ts';
import { isPublicName } from './public-env.ts';
import { copiedPaths } from './stages.ts';

/** What a Node build never needs from the folder it is built in. */
export function nodeIgnore(project: NodeProject, runtime?: RuntimeFiles): IgnoreNeeds {
  const { files, workspace } = project;
  const anywhere = isMonorepoApp(project) ? '**/' : '';
  const { outputFolder, typescript } = project.details;
  const built = [outputFolder, ...(runtime?.outputs ?? []).map(({ path }) => path)].map((path) => path?.split('/')[0]);
  const outputs = [...new Set(built)].filter((path) => path !== undefined && path !== 'public' && !hasFolder(project, path));
  const yarn = files.has(inFolder(workspace.root, '.yarnrc.yml'))
    ? ['.yarn/cache', '.yarn/unplugged', '.yarn/install-state.gz', '.pnp.*']
    : [];
  return {
    dependencies: ['**/node_modules', ...yarn],
    outputs: [...outputs.map((path) => `${anywhere}${path ?? ''}`), ...(typescript === true ? ['**/*.tsbuildinfo'] : [])],
    unused: [...project.manager.secrets.map(({ file }) => file), ...unused, ...documents(project)],
    copied: [
      ...copiedPaths(project),
      ...publicEnvFiles(project),
      ...(runtime?.assets ?? []).map((path) => inFolder(workspace.app.folder, path)),
    ],
  };
}

/** Environment files of the build that hold nothing but what the browser gets anyway. */
function publicEnvFiles({ files, paths, app, workspace }: NodeProject): readonly string[] {
  return paths
    .filter((path) => /^\.env(?:\.production)?$/.test(path))
    .filter((path) => {
      const names = [...(files.read(inFolder(app.path, path)) ?? '').matchAll(/^\s*(?:export\s+)?(\w+)\s*=/gm)].map(
        (match) => match[1] ?? '',
      );
      return names.length > 0 && names.every(isPublicName);
    })
    .map((path) => inFolder(workspace.app.folder, path));
}

/** Prose about the app; on a site it may be the content. */
function documents({ app, paths }: NodeProject): readonly string[] {
  if (app.kind?.value === 'static' || app.framework?.value === 'astro') return [];
  const docs = paths.filter((path) => path.startsWith('docs/'));
  const isProse = docs.every((path) => /\.(?:mdx?|png|jpe?g|gif|svg|webp|drawio)$/i.test(path));
  return ['**/README*', '**/CHANGELOG*', ...(isProse ? ['docs'] : [])];
}

const unused = [
  ...['**/test', '**/tests', '**/__tests__', '**/e2e', '**/cypress', '**/*.test.*', '**/*.spec.*'],
  ...['**/*.log', '**/.storybook', '**/.husky', 'Procfile', 'Makefile'],
  ...[
    '**/.eslintrc*',
    '**/eslint.config.*',
    '**/.prettierrc*',
    '**/.prettierignore',
    '**/vitest.config.*',
    '**/jest.config.*',
    '**/playwright.config.*',
  ],
];
