import { readNodeApp } from '../node/app.ts';
import { nxApps, readNxApp } from '../node/nx.ts';
import { baseName, folderOf } from '../paths.ts';
import { filesNamed } from '../scan.ts';
import type { Candidate, Stack } from '../stack.ts';

export type { NodeDetails } from '../node/details.ts';

/** Apps, sites and libraries with a package.json, or of an Nx workspace, on Node.js or Bun. Details: `NodeDetails`. */
export const stack: Stack = {
  name: 'node',
  candidates: (files) =>
    filesNamed(files, ['package.json', 'nx.json']).flatMap((path): readonly Candidate[] => {
      const name = baseName(path);
      if (name === 'package.json') return [{ folder: folderOf(path), strength: 'manifest' }];
      return name === 'nx.json' ? nxApps(files, folderOf(path)).map((folder) => ({ folder, strength: 'manifest' })) : [];
    }),
  read: (files, folder) => readNodeApp(files, folder) ?? readNxApp(files, folder),
};
