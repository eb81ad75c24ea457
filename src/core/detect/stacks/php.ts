import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { asObject, asString, readJson, stringEntries } from '../json.ts';
import { contentLines, findLine } from '../lines.ts';
import { baseName, folderOf, inFolder, nameOfFolder, slug } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import type { AppProfile, Fact, Process } from '../profile.ts';
import { filesNamed } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Candidate, Stack } from '../stack.ts';
import { versionFromFile, versionFromToolManager } from '../version-files.ts';
import { rangeFromComposer, releases, versionForRange } from '../version-range.ts';

/** What scaffolding needs of a PHP app. Paths are relative to the app's folder. */
export interface PhpDetails {
  /** Folder that the web server serves: `public`, `web`, `.`. */
  readonly documentRoot: string;
  /** Extensions that composer.json requires, without `ext-`, and those that the services need. */
  readonly extensions: readonly string[];
  readonly lockFile: string | null;
  readonly hasComposer: boolean;
  /** True when requests are answered by a long-running server (Octane, FrankenPHP worker) instead of a web server's module. */
  readonly octane: 'frankenphp' | 'swoole' | 'roadrunner' | null;
  /** Folders that the app writes to: Laravel's storage, Symfony's var. */
  readonly writable: readonly string[];
  /** True when package.json builds assets into the document root. */
  readonly buildsAssets: boolean;
  /** Lock file of the assets' package manager, for the stage that builds them. */
  readonly assetsLockFile: string | null;
  readonly healthPath: string | null;
}

/** PHP apps with Composer or without. Details: `PhpDetails`. */
export const stack: Stack = {
  name: 'php',
  candidates: (files) =>
    filesNamed(files, ['composer.json', 'wp-config.php', 'wp-config-sample.php', 'artisan', 'index.php']).flatMap(
      (path): readonly Candidate[] => {
        const name = baseName(path);
        if (name === 'composer.json') return [{ folder: folderOf(path), strength: 'manifest' }];
        if (name === 'wp-config.php' || name === 'wp-config-sample.php' || name === 'artisan')
          return [{ folder: folderOf(path), strength: 'manifest' }];
        return name === 'index.php' ? [{ folder: siteRoot(folderOf(path)), strength: 'source' }] : [];
      },
    ),
  read: readPhpApp,
};

const frameworks: readonly (readonly [name: string, packages: readonly string[]])[] = [
  ['laravel', ['laravel/framework']],
  ['lumen', ['laravel/lumen-framework']],
  ['drupal', ['drupal/core', 'drupal/core-recommended', 'drupal/recommended-project']],
  ['symfony', ['symfony/framework-bundle', 'symfony/symfony', 'symfony/runtime']],
  ['wordpress', ['johnpbloch/wordpress', 'roots/wordpress', 'roots/bedrock']],
  ['cakephp', ['cakephp/cakephp']],
  ['codeigniter', ['codeigniter4/framework', 'codeigniter/framework']],
  ['yii', ['yiisoft/yii2', 'yiisoft/yii']],
  ['laminas', ['laminas/laminas-mvc', 'zendframework/zendframework', 'mezzio/mezzio']],
  ['slim', ['slim/slim']],
  ['laravel-zero', ['laravel-zero/framework']],
  ['phalcon', ['phalcon/devtools']],
  ['flight', ['flightphp/core', 'mikecao/flight']],
  ['spiral', ['spiral/framework']],
  ['hyperf', ['hyperf/framework', 'hyperf/http-server']],
];
const documentRoots = ['public', 'web', 'webroot', 'www', 'htdocs', 'public_html', 'html', 'src', '.'];

function readPhpApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const composerFile = inFolder(folder, 'composer.json');
  const hasComposer = files.has(composerFile);
  const composer = readJson(files.read(composerFile) ?? '{}');
  const manifest = asObject(composer.value);
  const requires = new Map(
    stringEntries(manifest['require']).map(
      ([name, range]) =>
        [name, found(name, { file: composerFile, line: composer.line('require', name) }, 'composer-require', `${name} ${range}`)] as const,
    ),
  );
  const sources = sourceFiles(files, folder, ['.php']);
  const documentRoot = documentRootOf(files, folder, manifest);
  const framework = frameworkOf(files, folder, requires);
  const runs = documentRoot !== null || framework !== null;
  if (!runs && sources.length === 0 && !hasComposer) return undefined;
  const place = { file: hasComposer ? composerFile : firstFile(files, folder, sources), line: null };
  const octane = octaneServer(files, folder, requires);
  const stated = statedCommand(files, folder);
  const ownStart = stated === null || /heroku-php|vendor\/bin\/heroku|artisan\s+serve|php\s+-S/.test(stated.value) ? null : stated;
  const start = runs ? (ownStart ?? startOf(requires, octane)) : scriptStart(files, folder, sources);
  const kind =
    framework?.value === 'laravel-zero'
      ? withValue(framework, 'cli' as const)
      : runs
        ? found('web' as const, place, documentRoot === null ? 'php-framework' : 'document-root')
        : start === null
          ? found('library' as const, place, 'nothing-starts')
          : null;
  const services =
    framework?.value === 'wordpress'
      ? [withValue(framework, 'mysql')]
      : framework?.value === 'laravel'
        ? laravelServices(files, folder)
        : [];
  const details: PhpDetails = {
    documentRoot:
      documentRoot ?? (framework?.value === 'laravel' || framework?.value === 'symfony' || framework?.value === 'slim' ? 'public' : '.'),
    extensions: [...requires.keys()].filter((name) => name.startsWith('ext-')).map((name) => name.slice(4)),
    lockFile: files.has(inFolder(folder, 'composer.lock')) ? inFolder(folder, 'composer.lock') : null,
    hasComposer,
    octane,
    writable: writableFolders(framework?.value),
    buildsAssets: /"build"\s*:/.test(files.read(inFolder(folder, 'package.json')) ?? ''),
    assetsLockFile:
      ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb', 'package-lock.json']
        .map((name) => inFolder(folder, name))
        .find((file) => files.has(file)) ?? null,
    healthPath:
      framework?.value === 'laravel'
        ? (findLine(files.read(inFolder(folder, 'bootstrap/app.php')) ?? '', /health:\s*'([^']+)'/)?.match[1] ?? null)
        : healthRoute(files, sources),
  };
  const profile = assemble({
    files,
    folder,
    name: nameOf(asString(manifest['name']), folder),
    language: found('php', place, hasComposer ? 'composer-json' : 'php-source'),
    kind,
    framework,
    packageManager: hasComposer ? found('composer', { file: composerFile, line: null }, 'composer-json') : null,
    runtimeVersion: phpVersion(files, folder, composerFile, manifest, composer.line),
    buildCommand: details.buildsAssets
      ? found('npm run build', { file: inFolder(folder, 'package.json'), line: null }, 'package-json-script')
      : null,
    startCommand: start,
    port:
      kind?.value === 'web'
        ? portOfApp(files, folder, ownStart ?? (octane === null ? null : start), undefined, {
            port: octane === null ? 8080 : 8000,
            text: 'the unprivileged port of the web server',
          })
        : null,
    dependencies: requires,
    sources,
    services,
    processes: processesFor(files, folder, framework?.value, requires),
    details,
    problems:
      composer.error === null
        ? []
        : [
            {
              message: `${composerFile} is not valid JSON: ${composer.error.message}. Facts after this line are missing.`,
              file: composerFile,
              line: composer.error.line,
            },
          ],
  });
  const extensions = new Set([
    ...details.extensions,
    ...profile.services.flatMap((service) => serviceExtensions[service.value.name] ?? []),
  ]);
  return { ...profile, details: { ...details, extensions: [...extensions].sort() } };
}

/** Extensions without which PHP does not reach a service. */
const serviceExtensions: Readonly<Record<string, readonly string[]>> = {
  postgres: ['pdo_pgsql'],
  mysql: ['pdo_mysql', 'mysqli'],
  mariadb: ['pdo_mysql', 'mysqli'],
  mongodb: ['mongodb'],
};

function frameworkOf(files: ProjectFiles, folder: string, requires: ReadonlyMap<string, Fact<string>>): Fact<string> | null {
  for (const [name, packages] of frameworks) {
    const fact = packages.map((key) => requires.get(key)).find((one) => one !== undefined);
    if (fact !== undefined) return withValue(fact, name);
  }
  const wordpress = ['wp-config.php', 'wp-config-sample.php', 'wp-load.php']
    .map((name) => inFolder(folder, name))
    .find((file) => files.has(file));
  return wordpress === undefined ? null : found('wordpress', { file: wordpress, line: null }, 'wordpress-files');
}

/** The folder whose index.php answers requests, or null. */
function documentRootOf(files: ProjectFiles, folder: string, manifest: Readonly<Record<string, unknown>>): string | null {
  const stated = asString(asObject(manifest['extra'])['public-dir']);
  const roots = stated === undefined ? documentRoots : [stated.replace(/\/$/, ''), ...documentRoots];
  const withIndex = roots.find((root) => files.has(inFolder(folder, root === '.' ? 'index.php' : `${root}/index.php`)));
  if (withIndex !== undefined || manifest['type'] === 'library') return withIndex ?? null;
  return roots.find((root) => hasPage(files, root === '.' ? folder : inFolder(folder, root))) ?? null;
}

/** A folder that holds a page: PHP with HTML in it, and no classes. */
function hasPage(files: ProjectFiles, folder: string): boolean {
  return files
    .below(folder)
    .filter((path) => path.endsWith('.php') && folderOf(path) === folder)
    .some(
      (path) =>
        /<html|<body|<h1|<!doctype|\?>/i.test(files.read(path) ?? '') &&
        !/^\s*(?:namespace|(?:final |abstract )?class|interface|trait)\s/m.test(files.read(path) ?? ''),
    );
}

function octaneServer(files: ProjectFiles, folder: string, requires: ReadonlyMap<string, Fact<string>>): PhpDetails['octane'] {
  if (!requires.has('laravel/octane')) return null;
  const env =
    ['.env.example', '.env'].map((name) => files.read(inFolder(folder, name)) ?? '').join('\n') +
    (files.read(inFolder(folder, 'config/octane.php')) ?? '');
  return (
    (/OCTANE_SERVER['"]?\s*[=,]\s*['"]?(frankenphp|swoole|roadrunner)/.exec(env)?.[1] as PhpDetails['octane'] | undefined) ?? 'frankenphp'
  );
}

/** Requests are answered by a web server in the image; only Octane and Hyperf bring their own. */
function startOf(requires: ReadonlyMap<string, Fact<string>>, octane: PhpDetails['octane']): Fact<string> {
  const fact = requires.get('laravel/octane');
  if (octane !== null && fact !== undefined)
    return withValue(fact, `php artisan octane:start --server=${octane} --host=0.0.0.0 --port=8000`);
  const hyperf = requires.get('hyperf/http-server');
  return hyperf === undefined
    ? byDefault('apache2-foreground', 'Apache with the PHP module serves the document root')
    : withValue(hyperf, 'php bin/hyperf.php start');
}

function scriptStart(files: ProjectFiles, folder: string, sources: readonly string[]): Fact<string> | null {
  const name = ['main.php', 'app.php', 'server.php', 'run.php', 'worker.php'].find((one) => files.has(inFolder(folder, one)));
  if (name !== undefined) return found(`php ${name}`, { file: inFolder(folder, name), line: null }, 'entry-file');
  const lone = sources.length === 1 && !files.has(inFolder(folder, 'composer.json')) ? sources[0] : undefined;
  return lone === undefined ? null : found(`php ${baseName(lone)}`, { file: lone, line: null }, 'only-file');
}

/** What Laravel's example environment turns on; its addresses alone say nothing, they are always there. */
function laravelServices(files: ProjectFiles, folder: string): readonly Fact<string>[] {
  const names: Readonly<Record<string, string>> = {
    pgsql: 'postgres',
    mysql: 'mysql',
    mariadb: 'mariadb',
    mongodb: 'mongodb',
    redis: 'redis',
    memcached: 'memcached',
    smtp: 'mailpit',
  };
  const services: Fact<string>[] = [];
  const file = ['.env.example', '.env'].map((name) => inFolder(folder, name)).find((path) => files.has(path));
  for (const { text, line } of contentLines(files.read(file ?? '') ?? '')) {
    const value =
      /^(?:DB_CONNECTION|CACHE_(?:DRIVER|STORE)|QUEUE_CONNECTION|SESSION_DRIVER|MAIL_MAILER)\s*=\s*["']?(\w+)/.exec(text)?.[1] ?? '';
    const name = names[value];
    if (name !== undefined && file !== undefined) services.push(found(name, { file, line }, 'laravel-environment', text));
  }
  return services;
}

function processesFor(
  files: ProjectFiles,
  folder: string,
  framework: string | undefined,
  requires: ReadonlyMap<string, Fact<string>>,
): readonly Fact<Process>[] {
  const of = (name: string, command: string, file: string, rule: string) =>
    found({ name, command }, { file: inFolder(folder, file), line: null }, rule);
  const processes: Fact<Process>[] = [];
  if (framework === 'laravel') {
    if (files.below(inFolder(folder, 'database/migrations')).length > 0)
      processes.push(of('release', 'php artisan migrate --force', 'database/migrations', 'laravel-migrations'));
    const horizon = requires.get('laravel/horizon');
    if (horizon !== undefined) processes.push(withValue(horizon, { name: 'worker', command: 'php artisan horizon' }));
    else if (files.below(inFolder(folder, 'app/Jobs')).length > 0)
      processes.push(of('worker', 'php artisan queue:work', 'app/Jobs', 'laravel-jobs'));
    const schedule = ['routes/console.php', 'app/Console/Kernel.php', 'bootstrap/app.php'].find((name) =>
      /(?:Schedule::|\$schedule->)(?:command|job|call)/.test(files.read(inFolder(folder, name)) ?? ''),
    );
    if (schedule !== undefined) processes.push(of('scheduler', 'php artisan schedule:work', schedule, 'laravel-schedule'));
  }
  if (framework === 'symfony') {
    const migrations = requires.get('doctrine/doctrine-migrations-bundle');
    if (migrations !== undefined)
      processes.push(withValue(migrations, { name: 'release', command: 'php bin/console doctrine:migrations:migrate --no-interaction' }));
    const messenger = requires.get('symfony/messenger');
    if (messenger !== undefined && /^\s*async:/m.test(files.read(inFolder(folder, 'config/packages/messenger.yaml')) ?? ''))
      processes.push(withValue(messenger, { name: 'worker', command: 'php bin/console messenger:consume async' }));
  }
  return processes;
}

function writableFolders(framework: string | undefined): readonly string[] {
  const folders: Readonly<Record<string, readonly string[]>> = {
    laravel: ['storage', 'bootstrap/cache'],
    lumen: ['storage'],
    symfony: ['var'],
    cakephp: ['logs', 'tmp'],
    codeigniter: ['writable'],
    yii: ['runtime', 'web/assets'],
    wordpress: ['wp-content/uploads'],
    drupal: ['web/sites/default/files'],
  };
  return folders[framework ?? ''] ?? [];
}

/** .php-version, asdf and mise, composer.json's platform, then its range, an existing Dockerfile. */
function phpVersion(
  files: ProjectFiles,
  folder: string,
  composerFile: string,
  manifest: Readonly<Record<string, unknown>>,
  line: (...keys: string[]) => number | null,
): Fact<string> {
  const at = (keys: readonly string[], rule: string) => {
    const value = asString(keys.reduce<unknown>((object, key) => asObject(object)[key], manifest));
    return value === undefined ? undefined : found(value, { file: composerFile, line: line(...keys) }, rule, value);
  };
  const stated = [
    versionFromFile(files, folder, '.php-version', 'php-version-file'),
    versionFromToolManager(files, folder, ['php']),
    at(['config', 'platform', 'php'], 'composer-platform'),
    at(['require', 'php'], 'composer-require-php'),
    at(['require', 'php-64bit'], 'composer-require-php'),
    versionFromDockerfile(files, folder, ['php']),
  ];
  for (const fact of stated) {
    const version = fact === undefined ? undefined : versionForRange(rangeFromComposer(fact.value), releases.php);
    if (fact !== undefined && version?.includes('.') === true) return withValue(fact, version);
    if (fact !== undefined && version !== undefined) return withValue(fact, versionForRange(`^${version}`, releases.php) ?? version);
  }
  return byDefault(releases.php.preferred, 'the release of the base image');
}

/** `public/index.php` is the page of the folder above. */
function siteRoot(folder: string): string {
  return ['public', 'web', 'webroot', 'www', 'htdocs', 'public_html', 'html', 'src'].includes(baseName(folder)) ? folderOf(folder) : folder;
}

function firstFile(files: ProjectFiles, folder: string, sources: readonly string[]): string {
  return (
    ['artisan', 'wp-config.php', 'index.php', 'public/index.php'].map((name) => inFolder(folder, name)).find((file) => files.has(file)) ??
    sources[0] ??
    inFolder(folder, 'index.php')
  );
}

function nameOf(name: string | undefined, folder: string): string {
  // A skeleton's name is not the app's.
  return name === undefined || /^(?:laravel|symfony)\//.test(name) ? nameOfFolder(folder) : slug(baseName(name));
}
