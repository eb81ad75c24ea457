import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { findLine } from '../lines.ts';
import { baseName, folderOf, inFolder, nameOfFolder } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import { portFromSource, portVariable } from '../ports.ts';
import type { AppKind, AppProfile, Fact, Process } from '../profile.ts';
import { filesNamed } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Candidate, Stack } from '../stack.ts';
import { versionFromFile, versionFromToolManager } from '../version-files.ts';
import { rangeFromPessimistic, releases, versionForRange } from '../version-range.ts';

/** What scaffolding needs of a Ruby app. Paths are relative to the app's folder. */
export interface RubyDetails {
  /** Gemfile.lock, relative to the project. */
  readonly lockFile: string | null;
  /** Version of Bundler that wrote the lock file. */
  readonly bundlerVersion: string | null;
  /** True when the app has the Dockerfile that Rails generates, which is kept. */
  readonly ownDockerfile: boolean;
  readonly bootsnap: boolean;
  /** True when `rails assets:precompile` has something to do. */
  readonly precompilesAssets: boolean;
  /** True when package.json builds assets, so that the build needs Node. */
  readonly needsNode: boolean;
  /** Gems that are compiled against system libraries. */
  readonly nativeGems: readonly string[];
  /** Where a static generator writes; null for servers. */
  readonly outputFolder: string | null;
  readonly thruster: boolean;
  readonly healthPath: string | null;
}

/** Ruby apps with Bundler or without. Details: `RubyDetails`. */
export const stack: Stack = {
  name: 'ruby',
  candidates: (files) =>
    filesNamed(files, ['Gemfile', 'config.ru', ...entryFiles]).flatMap((path): readonly Candidate[] => {
      const name = baseName(path);
      if (name === 'Gemfile' || name === 'config.ru') return [{ folder: folderOf(path), strength: 'manifest' }];
      return entryFiles.includes(name) ? [{ folder: folderOf(path), strength: 'source' }] : [];
    }),
  read: readRubyApp,
};

const entryFiles = ['app.rb', 'main.rb', 'server.rb', 'web.rb', 'index.rb', 'run.rb', 'bot.rb', 'worker.rb'];
const frameworks: readonly (readonly [name: string, gem: string, port: number | null])[] = [
  ['rails', 'rails', 3000],
  ['rails', 'railties', 3000],
  ['bridgetown', 'bridgetown', null],
  ['jekyll', 'jekyll', null],
  ['jekyll', 'github-pages', null],
  ['middleman', 'middleman', null],
  ['hanami', 'hanami', 2300],
  ['sinatra', 'sinatra', 4567],
  ['padrino', 'padrino', 3000],
  ['roda', 'roda', 9292],
  ['grape', 'grape', 9292],
  ['cuba', 'cuba', 9292],
  ['rack', 'rack', 9292],
];
const staticOutputs: Readonly<Record<string, readonly [folder: string, build: string]>> = {
  jekyll: ['_site', 'bundle exec jekyll build'],
  bridgetown: ['output', 'bundle exec bridgetown deploy'],
  middleman: ['build', 'bundle exec middleman build'],
};
const nativeGems = [
  'pg',
  'mysql2',
  'trilogy',
  'sqlite3',
  'nokogiri',
  'bcrypt',
  'rmagick',
  'mini_magick',
  'ruby-vips',
  'image_processing',
  'ffi',
  'charlock_holmes',
  'curb',
  'puma',
  'bootsnap',
  'grpc',
  'rdkafka',
  'mysql',
];
const portPatterns = [
  new RegExp(`ENV(?:\\.fetch\\(\\s*|\\[\\s*)["']${portVariable}["']\\s*(?:\\]\\s*\\|\\||,|\\)\\s*\\{)\\s*["']?(\\d{2,5})`),
  /^\s*set\s+:port\s*,\s*(?:ENV\S*\s*(?:\|\|)?\s*)?["']?(\d{2,5})/m,
  /^\s*port\s+["']?(\d{2,5})\b/m,
  /\bTCPServer\.new\(\s*(?:["'][^"']*["']\s*,\s*)?(\d{2,5})/,
  /:?Port\s*(?:=>|:)\s*(\d{2,5})/,
  /^\s*bind\s+["']tcp:\/\/[^:"']+:(\d{2,5})/m,
];

function readRubyApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const gemfile = inFolder(folder, 'Gemfile');
  const text = files.read(gemfile);
  const gems = gemsOf(gemfile, text ?? '');
  const sources = [
    ...sourceFiles(files, folder, ['.rb']),
    ...['config.ru'].map((name) => inFolder(folder, name)).filter((file) => files.has(file)),
  ];
  const rackup = inFolder(folder, 'config.ru');
  const row = frameworks.find(([, gem]) => gems.has(gem)) ?? requiredFramework(files, sources);
  const framework =
    row === undefined
      ? null
      : withValue(gems.get(row[1]) ?? found(row[0], { file: sources[0] ?? gemfile, line: null }, 'ruby-require'), row[0]);
  const site = framework === null ? undefined : staticOutputs[framework.value];
  const stated = site === undefined ? statedCommand(files, folder) : null;
  const ownPort = row?.[2] ?? (files.has(rackup) ? 9292 : null);
  const port =
    site === undefined
      ? portOfApp(
          files,
          folder,
          stated,
          portFromSource(files, portSources(files, folder, sources), portPatterns),
          ownPort === null ? undefined : { port: ownPort, text: `${row?.[0] ?? 'Rack'}'s own default` },
        )
      : byDefault(8080, 'the unprivileged port of the web server that serves the files');
  const start = site === undefined ? (stated ?? startOf(files, folder, gems, framework, port?.value)) : null;
  const lockFile = files.has(inFolder(folder, 'Gemfile.lock')) ? inFolder(folder, 'Gemfile.lock') : null;
  const kind = kindOf(files, folder, gems, framework, site !== undefined, start, sources);
  if (text === undefined && sources.length === 0) return undefined;
  const dockerfile = files.read(inFolder(folder, 'Dockerfile')) ?? '';
  const details: RubyDetails = {
    lockFile,
    bundlerVersion: /BUNDLED WITH\s+([\d.]+)/.exec(files.read(lockFile ?? '') ?? '')?.[1] ?? null,
    ownDockerfile: framework?.value === 'rails' && /bin\/(?:rails|thrust)|docker-entrypoint/.test(dockerfile),
    bootsnap: gems.has('bootsnap'),
    precompilesAssets:
      framework?.value === 'rails' &&
      (gems.has('sprockets-rails') ||
        gems.has('propshaft') ||
        gems.has('importmap-rails') ||
        gems.has('vite_rails') ||
        files.below(inFolder(folder, 'app/assets')).length > 0),
    needsNode: files.has(inFolder(folder, 'package.json')),
    nativeGems: nativeGems.filter((name) => gems.has(name)),
    outputFolder: site?.[0] ?? null,
    thruster: gems.has('thruster'),
    healthPath:
      findLine(files.read(inFolder(folder, 'config/routes.rb')) ?? '', /get\s+["'](up)["']\s*=>\s*["']rails\/health#show/) === undefined
        ? healthRoute(files, sources)
        : '/up',
  };
  return assemble({
    files,
    folder,
    name: nameOfFolder(folder),
    language: found(
      'ruby',
      { file: text === undefined ? (sources[0] ?? rackup) : gemfile, line: null },
      text === undefined ? 'ruby-source' : 'gemfile',
    ),
    kind,
    framework,
    packageManager: text === undefined ? null : found('bundler', { file: gemfile, line: null }, 'gemfile'),
    runtimeVersion: rubyVersion(files, folder, gemfile, text ?? '', lockFile),
    buildCommand:
      site !== undefined && framework !== null
        ? withValue(framework, site[1])
        : details.precompilesAssets && framework !== null
          ? withValue(framework, 'bin/rails assets:precompile')
          : null,
    startCommand: start,
    port: kind?.value === 'web' || kind?.value === 'static' ? port : null,
    dependencies: gems,
    sources: [
      ...sources,
      ...['config/database.yml', 'config/cable.yml', 'config/redis.yml']
        .map((name) => inFolder(folder, name))
        .filter((file) => files.has(file)),
    ],
    services: databaseAdapter(files, folder),
    processes: processesFor(files, folder, gems, framework),
    details,
  });
}

/** Gems outside of the development and test groups. */
function gemsOf(file: string, text: string): ReadonlyMap<string, Fact<string>> {
  const gems = new Map<string, Fact<string>>();
  let skipping = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (/^group\b.*\bdo\b/.test(line)) skipping = /:(?:development|test)\b/.test(line) && !/:production\b/.test(line);
    else if (line === 'end') skipping = false;
    const name = /^gem\s*\(?\s*["']([\w.-]+)["']/.exec(line)?.[1];
    if (name !== undefined && !skipping && !/group:?\s*(?:=>)?\s*\[?\s*:(?:development|test)/.test(line))
      gems.set(name, found(name, { file, line: index + 1 }, 'gemfile-gem', line));
  }
  return gems;
}

function requiredFramework(files: ProjectFiles, sources: readonly string[]): (typeof frameworks)[number] | undefined {
  return frameworks.find(
    ([, gem]) =>
      gem !== 'rack' &&
      gem !== 'rails' &&
      sources.some((file) => new RegExp(`^\\s*require\\s+["']${gem}(?:/base)?["']`, 'm').test(files.read(file) ?? '')),
  );
}

/** Puma's own configuration says more of the port than anything else. */
function portSources(files: ProjectFiles, folder: string, sources: readonly string[]): readonly string[] {
  const puma = ['config/puma.rb', 'puma.rb'].map((name) => inFolder(folder, name)).filter((file) => files.has(file));
  return [...puma, ...sources.filter((file) => !puma.includes(file) && !/(?:^|\/)config\/environments\//.test(file))];
}

function startOf(
  files: ProjectFiles,
  folder: string,
  gems: ReadonlyMap<string, Fact<string>>,
  framework: Fact<string> | null,
  port: number | undefined,
): Fact<string> | null {
  const has = (name: string) => files.has(inFolder(folder, name));
  const bundle = has('Gemfile') ? 'bundle exec ' : '';
  const isGem = files.below(folder).some((path) => path.endsWith('.gemspec') && folderOf(path) === folder);
  if (framework?.value === 'rails' && !isGem)
    return withValue(framework, has('bin/rails') ? 'bin/rails server -b 0.0.0.0' : 'bundle exec rails server -b 0.0.0.0');
  const rackup = inFolder(folder, 'config.ru');
  if (files.has(rackup)) {
    const at = String(port ?? 9292);
    const place = { file: rackup, line: null };
    if (has('config/puma.rb')) return found(`${bundle}puma -C config/puma.rb`, place, 'rackup-file');
    return found(
      gems.has('puma') ? `${bundle}puma -b tcp://0.0.0.0:${at}` : `${bundle}rackup --host 0.0.0.0 --port ${at}`,
      place,
      'rackup-file',
    );
  }
  const entry = entryFiles.find((name) => has(name));
  if (entry === undefined) return null;
  const flags = framework?.value === 'sinatra' ? ' -o 0.0.0.0' : '';
  return found(`${bundle}ruby ${entry}${flags}`, { file: inFolder(folder, entry), line: null }, 'entry-file');
}

function kindOf(
  files: ProjectFiles,
  folder: string,
  gems: ReadonlyMap<string, Fact<string>>,
  framework: Fact<string> | null,
  isSite: boolean,
  start: Fact<string> | null,
  sources: readonly string[],
): Fact<AppKind> | null {
  if (framework !== null && isSite) return withValue(framework, 'static');
  if (start !== null && framework !== null) return withValue(framework, 'web');
  if (start?.evidence.rule === 'procfile' || start?.evidence.rule === 'rackup-file') return withValue(start, 'web');
  const server = sources
    .map((file) => ({
      file,
      hit: findLine(files.read(file) ?? '', /\bTCPServer\.new|\bWEBrick::HTTPServer|\bRackup?::(?:Handler|Server)/),
    }))
    .find(({ hit }) => hit !== undefined);
  if (server?.hit !== undefined) return found('web', { file: server.file, line: server.hit.line }, 'source-server', server.hit.match[0]);
  const worker = gems.get('sidekiq') ?? gems.get('resque') ?? gems.get('discordrb');
  if (worker !== undefined && start !== null) return withValue(worker, 'worker');
  return start === null ? found('library', { file: inFolder(folder, 'Gemfile'), line: null }, 'nothing-starts') : null;
}

/** .ruby-version, asdf and mise, the Gemfile, its lock file, an existing Dockerfile. */
function rubyVersion(files: ProjectFiles, folder: string, gemfile: string, text: string, lockFile: string | null): Fact<string> {
  const inGemfile = findLine(text, /^\s*ruby\s*\(?\s*((?:["'][^"']+["']\s*,?\s*)+)/m);
  const inLock = findLine(files.read(lockFile ?? '') ?? '', /RUBY VERSION\s+ruby ([\d.]+)/);
  const stated = [
    versionFromFile(files, folder, '.ruby-version', 'ruby-version-file'),
    versionFromToolManager(files, folder, ['ruby']),
    inGemfile === undefined
      ? undefined
      : found((inGemfile.match[1] ?? '').replace(/["']/g, ''), { file: gemfile, line: inGemfile.line }, 'gemfile-ruby', inGemfile.match[0]),
    inLock === undefined || lockFile === null
      ? undefined
      : found(inLock.match[1] ?? '', { file: lockFile, line: inLock.line + 1 }, 'gemfile-lock-ruby', inLock.match[0]),
    versionFromDockerfile(files, folder, ['ruby']),
  ];
  for (const fact of stated) {
    const version =
      fact === undefined
        ? undefined
        : versionForRange(rangeFromPessimistic(fact.value.replace(/^ruby-/, '').replace(/-?p\d+$/, '')), releases.ruby);
    if (fact !== undefined && version !== undefined) return withValue(fact, version);
  }
  return byDefault(releases.ruby.preferred, 'the release of the base image');
}

/** The adapter of config/database.yml, where it is not chosen by DATABASE_URL. */
function databaseAdapter(files: ProjectFiles, folder: string): readonly Fact<string>[] {
  const file = inFolder(folder, 'config/database.yml');
  const hit = findLine(files.read(file) ?? '', /^\s*adapter:\s*["']?(postgresql|postgis|mysql2|trilogy)/m);
  return hit === undefined
    ? []
    : [found(/^post/.test(hit.match[1] ?? '') ? 'postgres' : 'mysql', { file, line: hit.line }, 'database-yml-adapter', hit.match[0])];
}

function processesFor(
  files: ProjectFiles,
  folder: string,
  gems: ReadonlyMap<string, Fact<string>>,
  framework: Fact<string> | null,
): readonly Fact<Process>[] {
  const processes: Fact<Process>[] = [];
  const rails = files.has(inFolder(folder, 'bin/rails')) ? 'bin/rails' : 'bundle exec rails';
  if (
    framework?.value === 'rails' &&
    (files.below(inFolder(folder, 'db')).length > 0 || files.has(inFolder(folder, 'config/database.yml')))
  )
    processes.push(withValue(framework, { name: 'release', command: `${rails} db:prepare` }));
  const sidekiq = gems.get('sidekiq');
  const solid = gems.get('solid_queue');
  const delayed = gems.get('delayed_job') ?? gems.get('delayed_job_active_record');
  if (sidekiq !== undefined)
    processes.push(
      withValue(sidekiq, {
        name: 'worker',
        command:
          framework?.value === 'rails'
            ? 'bundle exec sidekiq'
            : `bundle exec sidekiq -r ./${entryFiles.find((name) => files.has(inFolder(folder, name))) ?? 'app.rb'}`,
      }),
    );
  else if (solid !== undefined) processes.push(withValue(solid, { name: 'worker', command: 'bin/jobs' }));
  else if (delayed !== undefined) processes.push(withValue(delayed, { name: 'worker', command: `${rails} jobs:work` }));
  return processes;
}
