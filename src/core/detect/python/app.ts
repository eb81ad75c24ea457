import { assemble, portOfApp } from '../assemble.ts';
import { found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { asObject, asString } from '../json.ts';
import { findLine } from '../lines.ts';
import { inFolder, nameOfFolder, relativeTo, slug } from '../paths.ts';
import { portFromSource, portVariable } from '../ports.ts';
import type { AppProfile, Fact, Process } from '../profile.ts';
import { splitCommands } from '../shell-words.ts';
import { sourceFiles } from '../source-files.ts';
import { type PythonManifests, readPythonManifests } from './dependencies.ts';
import type { PythonDetails, PythonServer } from './details.ts';
import { type DjangoProject, inDjangoFolder, readDjango } from './django.ts';
import { frameworkOf, moduleOf } from './frameworks.ts';
import { kindOf } from './kind.ts';
import { noStart, startOf, statedStart } from './start.ts';
import { pythonVersion } from './version.ts';

/** Reads the Python project in `folder`; undefined when there is no code and nothing to install. */
export function readPythonApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const manifests = readPythonManifests(files, folder);
  const sources = sourceFiles(files, folder, ['.py']);
  const django = readDjango(files, folder, sources);
  const srcLayout = isSrcLayout(files, folder);
  const framework = django === undefined ? frameworkOf(files, folder, manifests, sources, srcLayout) : undefined;
  if (
    sources.length === 0 &&
    files.below(folder).every((path) => !path.endsWith('.py')) &&
    manifests.packageManager?.value === 'pip' &&
    manifests.dependencies.size === 0
  )
    return undefined;

  const sourcePort = portFromSource(files, sources, portPatterns);
  const fallback = django === undefined ? (framework === undefined ? undefined : framework.framework.port) : 8000;
  const stated = statedStart(files, folder);
  const port =
    django === undefined && (framework === undefined || framework.framework.port === null) && sourcePort === undefined && stated === null
      ? null
      : portOfApp(
          files,
          folder,
          stated,
          sourcePort,
          fallback === null || fallback === undefined
            ? undefined
            : { port: fallback, text: `${django === undefined ? (framework?.framework.name ?? 'the server') : 'Django'}'s own default` },
        );
  const start =
    stated === null ? startOf(files, folder, manifests, sources, django, framework, port?.value ?? 8000) : { ...noStart, command: stated };
  const frameworkFact = django === undefined ? framework?.fact : (manifests.dependencies.get('django') ?? django.managePlace);
  const celery = celeryApp(files, folder, sources, srcLayout, django);
  const kind = kindOf(files, sources, manifests, { framework: frameworkFact, start: start.command, port: sourcePort, celery });
  const hasStatic = django !== undefined && django.collectStatic !== null;
  const details: PythonDetails = {
    requirementsFile: manifests.requirementsFile,
    lockFile: manifests.lockFile,
    installsProject: installsProject(files, folder, manifests),
    packageName: asString(asObject(manifests.pyproject?.document.value['project'])['name']) ?? null,
    workspaceRoot: manifests.workspaceRoot,
    srcLayout,
    wsgiModule: django?.wsgi?.value ?? (framework?.framework.runs === 'wsgi' ? (framework.object?.reference ?? null) : null),
    asgiModule: django?.asgi?.value ?? (framework?.framework.runs === 'asgi' ? (framework.object?.reference ?? null) : null),
    entry: start.entry,
    server: start.server ?? serverIn(start.command?.value),
    serverInstalled: isInstalled(manifests, start.server ?? serverIn(start.command?.value)),
    djangoFolder: django?.folder ?? null,
    settingsModule: django?.settingsModule ?? null,
    collectStatic: hasStatic,
    nativeDependencies: nativePackages.filter((name) => manifests.dependencies.has(name)),
    startNeedsShell: needsShell(start.command?.value),
    healthPath: healthRoute(files, sources),
  };

  return assemble({
    files,
    folder,
    name: nameOf(manifests, folder),
    language: languageFact(files, folder, manifests, sources),
    kind,
    framework:
      frameworkFact === undefined ? null : withValue(frameworkFact, django === undefined ? (framework?.framework.name ?? '') : 'django'),
    packageManager: manifests.packageManager,
    runtimeVersion: pythonVersion(files, folder, manifests),
    buildCommand:
      django === undefined || django.collectStatic === null
        ? null
        : withValue(django.collectStatic, inDjangoFolder(django, 'python manage.py collectstatic --noinput')),
    startCommand: start.command,
    port: kind?.value === 'worker' || kind?.value === 'cli' || kind?.value === 'library' ? null : port,
    dependencies: manifests.dependencies,
    sources,
    services: django?.services ?? [],
    processes: [
      ...releaseOf(files, folder, manifests, django),
      ...(celery === undefined || start.command?.value.includes('celery') === true ? [] : [celery]),
    ],
    details,
    problems: manifests.problems,
  });
}

const nativePackages = [
  'psycopg2',
  'psycopg',
  'mysqlclient',
  'pillow',
  'lxml',
  'cryptography',
  'numpy',
  'pandas',
  'scipy',
  'opencv-python',
  'opencv-python-headless',
  'pyodbc',
  'python-ldap',
  'weasyprint',
  'pycurl',
  'uwsgi',
  'gdal',
  'geopandas',
  'xmlsec',
  'playwright',
  'selenium',
  'pdf2image',
  'pydub',
  'cairosvg',
  'pyaudio',
  'torch',
  'tensorflow',
  'rdkit',
  'mariadb',
  'pymssql',
  'dlib',
  'h5py',
  'pygraphviz',
  'librosa',
  'moviepy',
  'ffmpeg-python',
  'pytesseract',
  'python-magic',
];
/** `celery -A shop worker`, from the Celery object in the code. */
function celeryApp(
  files: ProjectFiles,
  folder: string,
  sources: readonly string[],
  srcLayout: boolean,
  django: DjangoProject | undefined,
): Fact<Process> | undefined {
  for (const file of sources) {
    const hit = findLine(files.read(file) ?? '', /^(\w+)[^\S\n]*=[^\S\n]*(?:\w+\.)?Celery\(/m);
    if (hit === undefined) continue;
    const base = django === undefined || django.folder === '.' ? folder : inFolder(folder, django.folder);
    const module = moduleOf(relativeTo(base, file), srcLayout).replace(/\.celery$/, '');
    const workdir = base === folder ? '' : ` --workdir ${django?.folder ?? '.'}`;
    const app =
      /^(?:app|celery|celery_app|application)$/.test(hit.match[1] ?? '') && hit.match[1] !== 'celery_app'
        ? module
        : `${module}:${hit.match[1] ?? 'app'}`;
    return found({ name: 'worker', command: `celery${workdir} -A ${app} worker` }, { file, line: hit.line }, 'celery-app', hit.match[0]);
  }
  return undefined;
}

/** What brings the database up to date once a release. */
function releaseOf(
  files: ProjectFiles,
  folder: string,
  manifests: PythonManifests,
  django: DjangoProject | undefined,
): readonly Fact<Process>[] {
  const release = (command: string, fact: Fact<unknown>) => [withValue(fact, { name: 'release', command })];
  if (django !== undefined) return release(inDjangoFolder(django, 'python manage.py migrate --noinput'), django.managePlace);
  const migrate = manifests.dependencies.get('flask-migrate');
  if (migrate !== undefined && files.below(inFolder(folder, 'migrations')).length > 0) return release('flask db upgrade', migrate);
  const alembic = inFolder(folder, 'alembic.ini');
  return files.has(alembic) ? release('alembic upgrade head', found('alembic', { file: alembic, line: null }, 'alembic-ini')) : [];
}

const portPatterns = [
  new RegExp(
    `(?:os\\.environ\\.get|os\\.getenv|getenv|environ\\.get|env(?:\\.int)?|config)\\(\\s*['"]${portVariable}['"]\\s*,\\s*(?:default\\s*=\\s*)?(?:cast\\s*=\\s*int\\s*,\\s*default\\s*=\\s*)?['"]?(\\d{2,5})`,
  ),
  new RegExp(`(?:os\\.environ\\.get|os\\.getenv|getenv)\\(\\s*['"]${portVariable}['"]\\s*\\)\\s*or\\s*['"]?(\\d{2,5})`),
  /\b(?:run|run_app|launch|serve|start_server|run_server|run_simple)\([^()]*(?:\([^()]*\)[^()]*)*?\b(?:port|server_port)\s*=\s*(\d{2,5})\b/,
  /\.listen\(\s*(?:address\s*=\s*)?(\d{2,5})\b/,
  /(?:HTTPServer|ThreadingHTTPServer|TCPServer|make_server|start_server)\(\s*\(?\s*['"]?[^'",()]*['"]?\s*,\s*(\d{2,5})\b/,
  /^\s*(?:PORT|port|SERVER_PORT|HTTP_PORT|server_port)\s*(?::\s*int\s*)?=\s*(?:int\()?['"]?(\d{2,5})\b/m,
  /\bbind\s*=\s*['"][\w.*]*:(\d{2,5})['"]/,
];

function languageFact(files: ProjectFiles, folder: string, manifests: PythonManifests, sources: readonly string[]): Fact<'python'> {
  const manifest = ['requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.py']
    .map((name) => inFolder(folder, name))
    .find((file) => files.has(file));
  const file = manifest ?? sources[0] ?? manifests.lockFile ?? inFolder(folder, 'manage.py');
  return found('python', { file, line: null }, manifest === undefined ? 'python-source' : 'python-manifest');
}

function nameOf({ pyproject }: PythonManifests, folder: string): string {
  const value = pyproject?.document.value ?? {};
  const name = asString(asObject(value['project'])['name']) ?? asString(asObject(asObject(value['tool'])['poetry'])['name']);
  return name === undefined ? nameOfFolder(folder) : slug(name);
}

function installsProject(files: ProjectFiles, folder: string, { pyproject }: PythonManifests): boolean {
  if (pyproject !== undefined && 'build-system' in pyproject.document.value)
    return asObject(asObject(pyproject.document.value['tool'])['poetry'])['package-mode'] !== false;
  return files.has(inFolder(folder, 'setup.py'));
}

/** `src/` is on the import path, not a package itself. */
function isSrcLayout(files: ProjectFiles, folder: string): boolean {
  const src = inFolder(folder, 'src');
  if (files.has(inFolder(src, '__init__.py'))) return false;
  return (
    files.below(src).some((path) => relativeTo(src, path).split('/').length === 2 && path.endsWith('/__init__.py')) &&
    ['pyproject.toml', 'setup.py'].some((name) => files.has(inFolder(folder, name)))
  );
}

function serverIn(command: string | undefined): PythonServer | null {
  return (/\b(gunicorn|uvicorn|hypercorn|daphne|waitress|streamlit|sanic|uwsgi|granian|chainlit)\b/.exec(command ?? '')?.[1] ??
    null) as PythonServer | null;
}

function isInstalled({ dependencies }: PythonManifests, server: PythonServer | null): boolean {
  if (server === null) return true;
  return (
    dependencies.has(server) ||
    (server === 'uvicorn' &&
      (dependencies.has('fastapi[standard]') || dependencies.has('fastapi[all]') || dependencies.has('python-fasthtml')))
  );
}

function needsShell(command: string | undefined): boolean {
  return command !== undefined && (splitCommands(command)?.length !== 1 || /\$\{?\w/.test(command));
}
