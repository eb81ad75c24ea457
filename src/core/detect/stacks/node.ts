import { readNodeApp } from '../node/app.ts';
import { folderOf } from '../paths.ts';
import type { Stack } from '../stack.ts';

export type { NodeDetails } from '../node/details.ts';

/** Apps, sites and libraries with a package.json, on Node.js or Bun. Details: `NodeDetails`. */
export const stack: Stack = {
  name: 'node',
  candidates: (files) =>
    files.paths
      .filter((path) => path === 'package.json' || path.endsWith('/package.json'))
      .map((path) => ({ folder: folderOf(path), strength: 'manifest' as const })),
  read: readNodeApp,
};
