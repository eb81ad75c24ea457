import { aboveSources, baseName, folderOf } from '../paths.ts';
import { readPythonApp } from '../python/app.ts';
import { entryFiles } from '../python/start.ts';
import { filesNamed } from '../scan.ts';
import type { Candidate, Stack } from '../stack.ts';

export type { PythonDetails } from '../python/details.ts';

const manifests = ['requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.py', 'uv.lock', 'poetry.lock'];
/** In a folder called requirements. */
const splitRequirements = ['base.txt', 'common.txt', 'main.txt', 'prod.txt', 'production.txt'];
const sources = [...entryFiles, 'manage.py', 'setup.cfg', 'environment.yml'];

/** Python services, workers and tools, whichever manager installs them. Details: `PythonDetails`. */
export const stack: Stack = {
  name: 'python',
  candidates: (files) =>
    filesNamed(files, [...manifests, ...splitRequirements, ...sources]).flatMap((path): readonly Candidate[] => {
      const name = baseName(path);
      if (manifests.includes(name)) return [{ folder: owner(folderOf(path)), strength: 'manifest' }];
      if (sources.includes(name)) return [{ folder: aboveSources(folderOf(path)), strength: 'source' }];
      return baseName(folderOf(path)) === 'requirements' ? [{ folder: owner(folderOf(path)), strength: 'manifest' }] : [];
    }),
  read: readPythonApp,
};

/** `requirements/` holds requirements of the folder above. */
function owner(folder: string): string {
  return baseName(folder) === 'requirements' ? folderOf(folder) : folder;
}
