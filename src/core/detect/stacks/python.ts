import { aboveSources, baseName, folderOf } from '../paths.ts';
import { entryFiles, readPythonApp } from '../python/app.ts';
import type { Candidate, Stack } from '../stack.ts';

export type { PythonDetails } from '../python/details.ts';

const manifests = new Set(['requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.py', 'uv.lock', 'poetry.lock']);
const sources = new Set([...entryFiles, 'manage.py', 'setup.cfg', 'environment.yml']);

/** Python services, workers and tools, whichever manager installs them. Details: `PythonDetails`. */
export const stack: Stack = {
  name: 'python',
  candidates: (files) =>
    files.paths.flatMap((path): readonly Candidate[] => {
      const name = baseName(path);
      if (manifests.has(name)) return [{ folder: owner(folderOf(path)), strength: 'manifest' }];
      if (/(?:^|\/)requirements\/(?:base|common|prod|production|main)\.txt$/.test(path))
        return [{ folder: owner(folderOf(path)), strength: 'manifest' }];
      return sources.has(name) ? [{ folder: aboveSources(folderOf(path)), strength: 'source' }] : [];
    }),
  read: readPythonApp,
};

/** `requirements/` holds requirements of the folder above. */
function owner(folder: string): string {
  return baseName(folder) === 'requirements' ? folderOf(folder) : folder;
}
