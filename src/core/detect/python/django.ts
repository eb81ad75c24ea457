import { found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { findLine } from '../lines.ts';
import { baseName, folderOf, inFolder, relativeTo } from '../paths.ts';
import type { Fact } from '../profile.ts';

/** A Django project, as manage.py and its settings say it. */
export interface DjangoProject {
  /** Folder of manage.py, relative to the app's. */
  readonly folder: string;
  readonly managePlace: Fact<string>;
  readonly settingsModule: string | null;
  readonly wsgi: Fact<string> | null;
  readonly asgi: Fact<string> | null;
  readonly collectStatic: Fact<string> | null;
  readonly services: readonly Fact<string>[];
}

/** Finds manage.py in the folder or just below it. */
export function readDjango(files: ProjectFiles, folder: string, sources: readonly string[]): DjangoProject | undefined {
  const manage = files
    .below(folder)
    .filter((path) => baseName(path) === 'manage.py' && relativeTo(folder, path).split('/').length <= 3)
    .sort((a, b) => a.split('/').length - b.split('/').length)
    .find((path) => /django|DJANGO_SETTINGS_MODULE/.test(files.read(path) ?? ''));
  if (manage === undefined) return undefined;
  const at = folderOf(manage);
  const settings = sources.filter(
    (path) => /(?:^|\/)settings(?:\.py$|\/[^/]+\.py$|_\w+\.py$)/.test(path) || /(?:^|\/)(?:config|conf)\/[^/]*\.py$/.test(path),
  );
  const module = findLine(files.read(manage) ?? '', /DJANGO_SETTINGS_MODULE['"]\s*[,\]]\s*=?\s*['"]([\w.]+)['"]/)?.match[1] ?? null;
  return {
    folder: at === folder ? '.' : relativeTo(folder, at),
    managePlace: found('manage.py', { file: manage, line: null }, 'django-manage'),
    settingsModule: module,
    wsgi: settingOf(files, settings, 'WSGI_APPLICATION') ?? moduleFile(files, at, 'wsgi'),
    asgi: settingOf(files, settings, 'ASGI_APPLICATION') ?? null,
    collectStatic: lineFact(files, settings, /^[ \t]*STATIC_ROOT\s*=.*/m, 'django-static-root') ?? null,
    services: databases(files, settings),
  };
}

const engines: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  postgresql_psycopg2: 'postgres',
  postgis: 'postgres',
  mysql: 'mysql',
};

function databases(files: ProjectFiles, settings: readonly string[]): readonly Fact<string>[] {
  return settings.flatMap((file) => {
    const hit = findLine(
      files.read(file) ?? '',
      /['"]django\.(?:db|contrib\.gis\.db)\.backends\.(postgresql(?:_psycopg2)?|postgis|mysql)['"]/,
    );
    const name = engines[hit?.match[1] ?? ''];
    return hit === undefined || name === undefined ? [] : [found(name, { file, line: hit.line }, 'django-database-engine', hit.match[0])];
  });
}

/** `WSGI_APPLICATION = 'mysite.wsgi.application'` as servers want it: `mysite.wsgi:application`. */
function settingOf(files: ProjectFiles, settings: readonly string[], name: string): Fact<string> | undefined {
  for (const file of settings) {
    const hit = findLine(files.read(file) ?? '', new RegExp(`^[ \\t]*${name}\\s*=\\s*['"]([\\w.]+)\\.(\\w+)['"]`, 'm'));
    if (hit !== undefined)
      return found(
        `${hit.match[1] ?? ''}:${hit.match[2] ?? ''}`,
        { file, line: hit.line },
        `django-${name.toLowerCase().replace('_', '-')}`,
        hit.match[0],
      );
  }
  return undefined;
}

function moduleFile(files: ProjectFiles, at: string, name: string): Fact<string> | null {
  const file = files.below(at).find((path) => baseName(path) === `${name}.py` && relativeTo(at, path).split('/').length <= 3);
  if (file === undefined) return null;
  const module = relativeTo(at, file).replace(/\.py$/, '').replaceAll('/', '.');
  return found(`${module}:application`, { file, line: null }, `django-${name}-module`);
}

function lineFact(files: ProjectFiles, paths: readonly string[], pattern: RegExp, rule: string): Fact<string> | undefined {
  for (const file of paths) {
    const hit = findLine(files.read(file) ?? '', pattern);
    if (hit !== undefined) return found(hit.match[0].trim(), { file, line: hit.line }, rule, hit.match[0]);
  }
  return undefined;
}

/** `gunicorn mysite.wsgi`: the attribute `application` is the servers' own default. */
export function shortReference(reference: string): string {
  return reference.replace(/:application$/, '');
}

/** Prefix for commands when manage.py is not in the app's own folder. */
export function inDjangoFolder(project: DjangoProject, command: string): string {
  return project.folder === '.' ? command : command.replace(/manage\.py/, inFolder(project.folder, 'manage.py'));
}
