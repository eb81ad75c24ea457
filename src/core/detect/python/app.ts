import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { asObject, asString } from '../json.ts';
import { findLine } from '../lines.ts';
import { inFolder, nameOfFolder, relativeTo, slug } from '../paths.ts';
import { startFromDockerfile } from '../platform-files.ts';
import { portFromSource, portVariable } from '../ports.ts';
import type { AppKind, AppProfile, Fact, Process } from '../profile.ts';
import { splitCommands } from '../shell-words.ts';
import { sourceFiles } from '../source-files.ts';
import { type PythonManifests, readPythonManifests } from './dependencies.ts';
import type { PythonDetails, PythonServer } from './details.ts';
import { type DjangoProject, inDjangoFolder, readDjango, shortReference } from './django.ts';
import { appObject, type AppObject, importOf, moduleOf, type PythonFramework, pythonFrameworks, serveCommand } from './frameworks.ts';
import { pythonVersion } from './version.ts';

export const entryFiles = [
  'main.py',
  'app.py',
  'server.py',
  'run.py',
  'start.py',
  'bot.py',
  'hello.py',
  'wsgi.py',
  'asgi.py',
  'api.py',
  'application.py',
  'index.py',
  'worker.py',
  'script.py',
  '__main__.py',
];

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
  const kind = kindOf(manifests, frameworkFact, framework?.framework, django, start.command, sourcePort, celery, sources, files);
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

interface ChosenFramework {
  readonly framework: PythonFramework;
  readonly fact: Fact<unknown>;
  readonly object: AppObject | undefined;
}

interface PythonStart {
  readonly command: Fact<string> | null;
  readonly server: PythonServer | null;
  readonly entry: string | null;
}

const noStart: PythonStart = { command: null, server: null, entry: null };
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
const workers = [
  'discord-py',
  'discord',
  'nextcord',
  'py-cord',
  'disnake',
  'python-telegram-bot',
  'aiogram',
  'pytelegrambotapi',
  'telethon',
  'slack-bolt',
  'celery',
  'rq',
  'dramatiq',
  'huey',
  'apscheduler',
  'schedule',
  'scrapy',
  'kafka-python',
  'confluent-kafka',
  'pika',
];

/** A framework counts when its app object, or at least an import of it, is in the code; with no code, as a dependency alone. */
function frameworkOf(
  files: ProjectFiles,
  folder: string,
  manifests: PythonManifests,
  sources: readonly string[],
  srcLayout: boolean,
): ChosenFramework | undefined {
  const choices = pythonFrameworks.flatMap((framework): readonly ChosenFramework[] => {
    const dependency = framework.packages.map((name) => manifests.dependencies.get(name)).find((fact) => fact !== undefined);
    const imported = importOf(files, sources, framework.imports);
    const fact = dependency ?? imported;
    if (fact === undefined || (imported === undefined && sources.length > 0)) return [];
    if (framework.name === 'aiohttp' && !sources.some((file) => /\bweb\.(?:run_app|Application|_run_app)\(/.test(files.read(file) ?? '')))
      return [];
    return [{ framework, fact, object: framework.makes === null ? undefined : appObject(files, folder, sources, framework, srcLayout) }];
  });
  return choices.find(({ framework, object }) => object !== undefined || framework.makes === null) ?? choices[0];
}

/** Procfile and platform files, unless they start a development server. */
function statedStart(files: ProjectFiles, folder: string): Fact<string> | null {
  const stated = statedCommand(files, folder);
  if (stated === null) return null;
  const commands = splitCommands(stated.value);
  const last = commands?.at(-1);
  if (/\brunserver\b|\bflask\s+run\b|--reload\b/.test(last?.text ?? stated.value)) return null;
  const onlyMigrationsBefore =
    commands?.slice(0, -1).every((command) => /\bmigrate\b|\bcollectstatic\b|\bupgrade\b/.test(command.text)) === true;
  return last !== undefined && onlyMigrationsBefore && Object.keys(last.env).length === 0 ? { ...stated, value: last.text } : stated;
}

function startOf(
  files: ProjectFiles,
  folder: string,
  manifests: PythonManifests,
  sources: readonly string[],
  django: DjangoProject | undefined,
  chosen: ChosenFramework | undefined,
  port: number,
): PythonStart {
  if (django !== undefined) return djangoStart(manifests, django, port);
  const has = (name: string) => manifests.dependencies.has(name);
  const runs = chosen?.framework.runs;
  if (chosen !== undefined && (runs === 'streamlit' || runs === 'chainlit')) {
    const file = sources.find(
      (path) =>
        importOf(files, [path], chosen.framework.imports) !== undefined &&
        (entryFiles.includes(relativeTo(folder, path)) || !relativeTo(folder, path).includes('/')),
    );
    const script = file === undefined ? undefined : relativeTo(folder, file);
    if (file === undefined || script === undefined) return noStart;
    const command =
      runs === 'streamlit'
        ? `streamlit run ${script} --server.port ${String(port)} --server.address 0.0.0.0`
        : `chainlit run ${script} --host 0.0.0.0 --port ${String(port)}`;
    return { command: found(command, { file, line: null }, `${runs}-script`), server: runs, entry: script };
  }
  if (chosen?.object !== undefined && (runs === 'asgi' || runs === 'wsgi' || runs === 'sanic')) {
    const server: PythonServer =
      runs === 'sanic'
        ? 'sanic'
        : runs === 'wsgi'
          ? !has('gunicorn') && has('waitress')
            ? 'waitress'
            : 'gunicorn'
          : !has('uvicorn') && has('hypercorn')
            ? 'hypercorn'
            : !has('uvicorn') && has('granian')
              ? 'granian'
              : 'uvicorn';
    return { command: withValue(chosen.object.place, serveCommand(server, chosen.object, port)), server, entry: null };
  }
  if (manifests.dependencies.has('pyramid')) {
    const ini = ['production.ini'].map((name) => inFolder(folder, name)).find((file) => files.has(file));
    if (ini !== undefined)
      return { command: found('pserve production.ini', { file: ini, line: null }, 'pyramid-ini'), server: null, entry: null };
  }
  return scriptStart(files, folder, manifests, sources);
}

function djangoStart(manifests: PythonManifests, django: DjangoProject, port: number): PythonStart {
  const at = `0.0.0.0:${String(port)}`;
  const needsAsgi = django.asgi !== null && ['channels', 'daphne'].some((name) => manifests.dependencies.has(name));
  if (django.asgi !== null && (needsAsgi || django.wsgi === null)) {
    const server: PythonServer =
      manifests.dependencies.has('daphne') || manifests.dependencies.has('channels[daphne]') ? 'daphne' : 'uvicorn';
    const object: AppObject = { reference: django.asgi.value, factory: false, place: django.asgi };
    const folderFlag = django.folder === '.' ? '' : server === 'uvicorn' ? ` --app-dir ${django.folder}` : '';
    return { command: withValue(django.asgi, serveCommand(server, object, port) + folderFlag), server, entry: null };
  }
  if (django.wsgi === null) return noStart;
  if (!manifests.dependencies.has('gunicorn') && manifests.dependencies.has('waitress'))
    return {
      command: withValue(django.wsgi, `waitress-serve --port=${String(port)} ${django.wsgi.value}`),
      server: 'waitress',
      entry: null,
    };
  const chdir = django.folder === '.' ? '' : ` --chdir ${django.folder}`;
  return {
    command: withValue(django.wsgi, `gunicorn ${shortReference(django.wsgi.value)}${chdir} --bind ${at}`),
    server: 'gunicorn',
    entry: null,
  };
}

/** `python main.py`, a package's `python -m`, or a script of the project. */
function scriptStart(files: ProjectFiles, folder: string, manifests: PythonManifests, sources: readonly string[]): PythonStart {
  for (const name of [...entryFiles, ...entryFiles.map((entry) => `src/${entry}`), ...entryFiles.map((entry) => `app/${entry}`)]) {
    const file = inFolder(folder, name);
    if (!files.has(file)) continue;
    if (name === 'src/__main__.py' || name === 'app/__main__.py')
      return { command: found(`python -m ${name.split('/')[0] ?? ''}`, { file, line: null }, 'package-main'), server: null, entry: null };
    return { command: found(`python ${name}`, { file, line: null }, 'entry-file'), server: null, entry: name };
  }
  const scripts = asObject(
    asObject(manifests.pyproject?.document.value['project'])['scripts'] ??
      asObject(asObject(manifests.pyproject?.document.value['tool'])['poetry'])['scripts'],
  );
  const script = Object.keys(scripts)[0];
  if (script !== undefined && manifests.pyproject !== undefined) {
    const line =
      manifests.pyproject.document.line('project.scripts', script) ?? manifests.pyproject.document.line('tool.poetry.scripts', script);
    return {
      command: found(script, { file: manifests.pyproject.file, line }, 'pyproject-scripts', `${script} = ${String(scripts[script])}`),
      server: null,
      entry: null,
    };
  }
  const main = sources.find((path) => path.endsWith('/__main__.py'));
  if (main !== undefined)
    return {
      command: found(
        `python -m ${moduleOf(relativeTo(folder, main), true).replace(/\.__main__$/, '')}`,
        { file: main, line: null },
        'package-main',
      ),
      server: null,
      entry: null,
    };
  const guarded = sources
    .filter((path) => !relativeTo(folder, path).includes('/'))
    .map((file) => ({ file, hit: findLine(files.read(file) ?? '', /^if\s+__name__\s*==\s*['"]__main__['"]/m) }));
  const runnable = guarded.filter(
    ({ file, hit }) => hit !== undefined && !/(?:^|\/)(?:setup|manage|conftest|noxfile|tasks|fabfile)\.py$/.test(file),
  );
  const one = runnable.length === 1 ? runnable[0] : undefined;
  if (one?.hit !== undefined)
    return {
      command: found(`python ${relativeTo(folder, one.file)}`, { file: one.file, line: one.hit.line }, 'main-guard'),
      server: null,
      entry: relativeTo(folder, one.file),
    };
  const lone =
    sources.length === 1 && sources[0] !== undefined && !/(?:setup|__init__|conftest)\.py$/.test(sources[0]) ? sources[0] : undefined;
  return lone === undefined
    ? { ...noStart, command: startFromDockerfile(files, folder) ?? null }
    : {
        command: found(`python ${relativeTo(folder, lone)}`, { file: lone, line: null }, 'only-file'),
        server: null,
        entry: relativeTo(folder, lone),
      };
}

function kindOf(
  manifests: PythonManifests,
  frameworkFact: Fact<unknown> | undefined,
  framework: PythonFramework | undefined,
  django: DjangoProject | undefined,
  start: Fact<string> | null,
  port: Fact<number> | undefined,
  celery: Fact<Process> | undefined,
  sources: readonly string[],
  files: ProjectFiles,
): Fact<AppKind> | null {
  if (frameworkFact !== undefined && (django !== undefined || framework !== undefined)) return withValue(frameworkFact, 'web');
  if (start?.evidence.rule === 'procfile') return withValue(start, 'web');
  const server = sources
    .map((file) => ({
      file,
      hit: findLine(
        files.read(file) ?? '',
        /\b(?:HTTPServer|ThreadingHTTPServer|make_server|TCPServer|start_server|uvicorn\.run|serve_forever)\(/,
      ),
    }))
    .find(({ hit }) => hit !== undefined);
  if (server?.hit !== undefined) return found('web', { file: server.file, line: server.hit.line }, 'source-server', server.hit.match[0]);
  if (celery !== undefined) return withValue(celery, 'worker');
  const worker = workers.map((name) => manifests.dependencies.get(name)).find((fact) => fact !== undefined);
  if (worker !== undefined && start !== null) return withValue(worker, 'worker');
  if (start?.evidence.rule === 'pyproject-scripts') return withValue(start, 'cli');
  if (start === null && manifests.pyproject !== undefined)
    return found('library', { file: manifests.pyproject.file, line: null }, 'nothing-starts');
  return port === undefined || start === null ? null : withValue(port, 'web');
}

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
