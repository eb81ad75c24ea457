import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asObject, asString } from '../json.ts';
import { findLine } from '../lines.ts';
import { inFolder } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import type { Fact } from '../profile.ts';
import { versionFromFile, versionFromToolManager } from '../version-files.ts';
import { pinnedVersion, rangeFromPython, releases, versionForRange } from '../version-range.ts';
import type { PythonManifests } from './dependencies.ts';

/**
 * The Python version: .python-version, asdf and mise, runtime.txt, Pipfile, then the ranges of pyproject.toml and setup.py, an existing Dockerfile.
 * What pins a version keeps it (`3.12.1`); a range gives the default release if that meets it, else the newest that does.
 */
export function pythonVersion(files: ProjectFiles, folder: string, manifests: PythonManifests): Fact<string> {
  const stated: readonly (() => Fact<string> | undefined)[] = [
    () => versionFromFile(files, folder, '.python-version', 'python-version-file'),
    () => versionFromToolManager(files, folder, ['python']),
    () => versionFromFile(files, folder, 'runtime.txt', 'runtime-txt'),
    () => fromPipfile(manifests),
    () => fromPyproject(manifests),
    () => fromSetup(files, folder),
    () => fromConda(files, folder),
    () => versionFromDockerfile(files, folder, ['python']),
  ];
  for (const read of stated) {
    const fact = read();
    const version = fact === undefined ? undefined : pythonVersionOf(fact.value);
    if (fact !== undefined && version !== undefined) return withValue(fact, version);
  }
  return byDefault(releases.python.preferred, 'the release that most packages have wheels for');
}

/** What a version file or specifier means as an image tag; undefined when it means nothing known. */
export function pythonVersionOf(text: string): string | undefined {
  const named = text.trim().replace(/^(?:cpython|python)[-@ ]?(?=\d)/i, '');
  const pinned = pinnedVersion(named.replace(/\.\*$/, ''));
  if (pinned !== undefined) return pinned.includes('.') ? pinned : pinned === '3' ? releases.python.preferred : undefined;
  return versionForRange(rangeFromPython(named), releases.python);
}

function fromPipfile({ pipfile }: PythonManifests): Fact<string> | undefined {
  const requires = asObject(pipfile?.document.value['requires']);
  const key = ['python_full_version', 'python_version'].find((name) => asString(requires[name]) !== undefined);
  if (pipfile === undefined || key === undefined) return undefined;
  const version = String(requires[key]);
  return found(version, { file: pipfile.file, line: pipfile.document.line('requires', key) }, 'pipfile-python', `${key} ${version}`);
}

function fromPyproject({ pyproject }: PythonManifests): Fact<string> | undefined {
  if (pyproject === undefined) return undefined;
  const { document, file } = pyproject;
  const range = asString(asObject(document.value['project'])['requires-python']);
  if (range !== undefined)
    return found(range, { file, line: document.line('project', 'requires-python') }, 'pyproject-requires-python', range);
  const poetry = asObject(asObject(asObject(document.value['tool'])['poetry'])['dependencies'])['python'];
  return typeof poetry === 'string'
    ? found(poetry, { file, line: document.line('tool.poetry.dependencies', 'python') }, 'poetry-python', poetry)
    : undefined;
}

function fromSetup(files: ProjectFiles, folder: string): Fact<string> | undefined {
  for (const name of ['setup.py', 'setup.cfg']) {
    const file = inFolder(folder, name);
    const hit = findLine(files.read(file) ?? '', /python_requires\s*=\s*["']?([^"'\n]+)/);
    if (hit !== undefined) return found(hit.match[1] ?? '', { file, line: hit.line }, 'setup-python-requires', hit.match[0]);
  }
  return undefined;
}

function fromConda(files: ProjectFiles, folder: string): Fact<string> | undefined {
  for (const name of ['environment.yml', 'environment.yaml']) {
    const file = inFolder(folder, name);
    const hit = findLine(files.read(file) ?? '', /^\s*-\s*["']?python\s*[=~<>]*\s*([\d.]+)/m);
    if (hit !== undefined) return found(hit.match[1] ?? '', { file, line: hit.line }, 'conda-python', hit.match[0]);
  }
  return undefined;
}
