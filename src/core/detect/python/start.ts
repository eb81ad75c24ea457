import { statedCommand } from '../assemble.ts';
import { found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asObject } from '../json.ts';
import { findLine } from '../lines.ts';
import { inFolder, relativeTo } from '../paths.ts';
import { startFromDockerfile } from '../platform-files.ts';
import type { Fact } from '../profile.ts';
import { splitCommands } from '../shell-words.ts';
import type { PythonManifests } from './dependencies.ts';
import type { PythonServer } from './details.ts';
import { type DjangoProject, shortReference } from './django.ts';
import { type AppObject, type ChosenFramework, importOf, moduleOf, serveCommand } from './frameworks.ts';

/** Names that the file which starts an app usually has, the likeliest first. */
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

/** What starts the app, by its own files. */
export interface PythonStart {
  readonly command: Fact<string> | null;
  readonly server: PythonServer | null;
  readonly entry: string | null;
}

export const noStart: PythonStart = { command: null, server: null, entry: null };
/** Procfile and platform files, unless they start a development server. */
export function statedStart(files: ProjectFiles, folder: string): Fact<string> | null {
  const stated = statedCommand(files, folder);
  if (stated === null) return null;
  const commands = splitCommands(stated.value);
  const last = commands?.at(-1);
  if (/\brunserver\b|\bflask\s+run\b|--reload\b/.test(last?.text ?? stated.value)) return null;
  const onlyMigrationsBefore =
    commands?.slice(0, -1).every((command) => /\bmigrate\b|\bcollectstatic\b|\bupgrade\b/.test(command.text)) === true;
  return last !== undefined && onlyMigrationsBefore && Object.keys(last.env).length === 0 ? { ...stated, value: last.text } : stated;
}

/** The server that the framework wants, else a script. */
export function startOf(
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
