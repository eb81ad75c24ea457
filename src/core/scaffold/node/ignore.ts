import { inFolder } from '../../detect/paths.ts';
import type { IgnoreNeeds } from '../scaffolder.ts';
import type { RuntimeFiles } from './outputs.ts';
import { hasFolder, isMonorepoApp, type NodeProject } from './project.ts';
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
    unused,
    copied: [...copiedPaths(project), ...(runtime?.assets ?? []).map((path) => inFolder(workspace.app.folder, path))],
  };
}

const unused = [
  ...['**/test', '**/tests', '**/__tests__', '**/e2e', '**/cypress', '**/*.test.*', '**/*.spec.*'],
  ...['**/README*', '**/CHANGELOG*', 'docs', '**/*.log', '**/.storybook', '**/.husky', 'Procfile', 'Makefile'],
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
