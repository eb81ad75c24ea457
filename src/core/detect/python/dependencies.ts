import { found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asArray, asObject, asString } from '../json.ts';
import { contentLines, lineOf } from '../lines.ts';
import { inFolder, isWithin, relativeTo, resolvePath, upwards } from '../paths.ts';
import type { Fact, PackageManager, ProfileProblem } from '../profile.ts';
import { readToml, type TomlDocument } from '../toml.ts';

/** What the manifests of a Python project say, whichever tool they are for. */
export interface PythonManifests {
  readonly packageManager: Fact<PackageManager> | null;
  /** By normalised name (PEP 503), and as `name[extra]` for each extra. */
  readonly dependencies: ReadonlyMap<string, Fact<string>>;
  readonly requirementsFile: string | null;
  readonly lockFile: string | null;
  readonly workspaceRoot: string | null;
  readonly pyproject: TomlFile | undefined;
  readonly pipfile: TomlFile | undefined;
  readonly problems: readonly ProfileProblem[];
}

export interface TomlFile {
  readonly file: string;
  readonly document: TomlDocument;
}

const requirementsFiles = [
  'requirements.txt',
  'requirements/production.txt',
  'requirements/prod.txt',
  'requirements/base.txt',
  'requirements/common.txt',
  'requirements/requirements.txt',
  'requirements/main.txt',
  'requirements-prod.txt',
  'requirements_prod.txt',
  'requirements.prod.txt',
];

export function readPythonManifests(files: ProjectFiles, folder: string): PythonManifests {
  const pyproject = tomlFile(files, inFolder(folder, 'pyproject.toml'));
  const pipfile = tomlFile(files, inFolder(folder, 'Pipfile'));
  const requirements = requirementsFiles.find((name) => files.has(inFolder(folder, name)));
  const dependencies = new Map<string, Fact<string>>();
  const add = (specifier: string, file: string, line: number | null) => {
    for (const name of namesOf(specifier))
      if (!dependencies.has(name)) dependencies.set(name, found(name, { file, line }, 'python-dependency', specifier));
  };
  if (requirements !== undefined) readRequirements(files, inFolder(folder, requirements), add, new Set());
  if (pyproject !== undefined) readPyproject(files, pyproject, add);
  if (pipfile !== undefined)
    for (const name of Object.keys(asObject(pipfile.document.value['packages'])))
      add(name, pipfile.file, pipfile.document.line('packages', name));
  readSetup(files, folder, add);

  const workspaceRoot = uvWorkspaceRoot(files, folder);
  const { packageManager, lockFile } = managerOf(files, folder, workspaceRoot, pyproject, pipfile, requirements);
  return {
    packageManager,
    dependencies,
    requirementsFile: packageManager?.value === 'pip' ? (requirements ?? null) : null,
    lockFile,
    workspaceRoot: workspaceRoot ?? null,
    pyproject,
    pipfile,
    problems: [pyproject, pipfile].flatMap((toml) =>
      toml === undefined || toml.document.error === null
        ? []
        : [
            {
              message: `${toml.file} is not valid TOML: ${toml.document.error.message}. What it says is missing.`,
              file: toml.file,
              line: toml.document.error.line,
            },
          ],
    ),
  };
}

type Add = (specifier: string, file: string, line: number | null) => void;

const lockFiles = [
  ['uv.lock', 'uv'],
  ['poetry.lock', 'poetry'],
  ['pdm.lock', 'pdm'],
  ['Pipfile.lock', 'pipenv'],
] as const;

/** A lock file names the tool; without one the requirements do, then the tables and the build backend of pyproject.toml. */
function managerOf(
  files: ProjectFiles,
  folder: string,
  workspaceRoot: string | undefined,
  pyproject: TomlFile | undefined,
  pipfile: TomlFile | undefined,
  requirements: string | undefined,
): { readonly packageManager: Fact<PackageManager> | null; readonly lockFile: string | null } {
  for (const at of workspaceRoot === undefined ? [folder] : [folder, workspaceRoot]) {
    for (const [name, manager] of lockFiles) {
      const file = inFolder(at, name);
      if (files.has(file)) return { packageManager: found(manager, { file, line: null }, 'lock-file'), lockFile: file };
    }
  }
  const of = (manager: PackageManager, file: string, line: number | null, rule: string) => ({
    packageManager: found(manager, { file, line }, rule),
    lockFile: null,
  });
  if (workspaceRoot !== undefined) return of('uv', inFolder(workspaceRoot, 'pyproject.toml'), null, 'uv-workspace');
  if (requirements !== undefined) return of('pip', inFolder(folder, requirements), null, 'requirements-file');
  if (pyproject !== undefined) {
    const { document, file } = pyproject;
    const tool = asObject(document.value['tool']);
    for (const manager of ['poetry', 'pdm', 'uv'] as const) {
      if (manager in tool) return of(manager, file, document.line(`tool.${manager}`), 'pyproject-tool');
    }
    const backend = asString(asObject(document.value['build-system'])['build-backend']) ?? '';
    const manager = /^poetry/.test(backend) ? 'poetry' : /^pdm/.test(backend) ? 'pdm' : /^uv_build/.test(backend) ? 'uv' : undefined;
    if (manager !== undefined) return of(manager, file, document.line('build-system', 'build-backend'), 'pyproject-build-backend');
  }
  if (pipfile !== undefined) return of('pipenv', pipfile.file, null, 'pipfile');
  if (pyproject !== undefined) return of('pip', pyproject.file, null, 'pyproject');
  const setup = ['setup.py', 'setup.cfg'].map((name) => inFolder(folder, name)).find((file) => files.has(file));
  return setup === undefined ? { packageManager: null, lockFile: null } : of('pip', setup, null, 'setup-file');
}

function tomlFile(files: ProjectFiles, file: string): TomlFile | undefined {
  const text = files.read(file);
  return text === undefined ? undefined : { file, document: readToml(text) };
}

function readRequirements(files: ProjectFiles, file: string, add: Add, seen: Set<string>): void {
  const text = files.read(file);
  if (text === undefined || seen.has(file)) return;
  seen.add(file);
  for (const { text: content, line } of contentLines(text)) {
    const other = /^(?:-r|--requirement)[=\s]+(\S+)/.exec(content)?.[1];
    const path = other === undefined ? undefined : resolvePath(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.', other);
    if (path !== undefined) readRequirements(files, path, add, seen);
    else if (!content.startsWith('-')) add(content, file, line);
  }
}

function readPyproject(files: ProjectFiles, { file, document }: TomlFile, add: Add): void {
  const text = files.read(file) ?? '';
  const project = asObject(document.value['project']);
  const groups = asObject(project['optional-dependencies']);
  for (const specifier of [
    ...asArray(project['dependencies']),
    ...['production', 'prod', 'server', 'web'].flatMap((name) => asArray(groups[name])),
  ]) {
    if (typeof specifier === 'string') add(specifier, file, lineOf(text, specifier));
  }
  const poetry = asObject(asObject(asObject(document.value['tool'])['poetry'])['dependencies']);
  for (const [name, value] of Object.entries(poetry)) {
    const extras = asArray(asObject(value)['extras']).filter((extra) => typeof extra === 'string');
    add(extras.length === 0 ? name : `${name}[${extras.join(',')}]`, file, document.line('tool.poetry.dependencies', name));
  }
}

function readSetup(files: ProjectFiles, folder: string, add: Add): void {
  for (const name of ['setup.py', 'setup.cfg']) {
    const file = inFolder(folder, name);
    const text = files.read(file) ?? '';
    const list = /install_requires\s*=\s*(?:\[([^\]]*)\]|((?:\s*\n[ \t]+\S.*)+))/.exec(text);
    for (const specifier of (list?.[1]?.match(/["']([^"']+)["']/g) ?? list?.[2]?.split('\n') ?? []).map((item) =>
      item.replace(/["']/g, '').trim(),
    )) {
      if (specifier !== '') add(specifier, file, lineOf(text, specifier));
    }
  }
}

/** `Django[argon2]>=5 ; python_version > "3"` gives django and django[argon2]. */
function namesOf(specifier: string): readonly string[] {
  const match = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?/.exec(specifier.replace(/^git\+.*#egg=/, ''));
  if (match === null || /^https?:/.test(specifier)) return [];
  const name = (match[1] ?? '').toLowerCase().replace(/[-_.]+/g, '-');
  return [name, ...(match[2] ?? '').split(',').flatMap((extra) => (extra.trim() === '' ? [] : [`${name}[${extra.trim().toLowerCase()}]`]))];
}

function uvWorkspaceRoot(files: ProjectFiles, folder: string): string | undefined {
  return upwards(folder)
    .slice(1)
    .find((root) => {
      const text = files.read(inFolder(root, 'pyproject.toml'));
      if (text?.includes('[tool.uv.workspace]') !== true) return false;
      const members = asArray(asObject(asObject(asObject(readToml(text).value['tool'])['uv'])['workspace'])['members']);
      const relative = relativeTo(root, folder);
      return (
        isWithin(root, folder) &&
        members.some(
          (member) =>
            typeof member === 'string' &&
            new RegExp(`^${member.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '[^/]+')}$`).test(relative),
        )
      );
    });
}
