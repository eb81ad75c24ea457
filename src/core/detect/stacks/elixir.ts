import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { findLine } from '../lines.ts';
import { baseName, folderOf, inFolder, slug } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import { portFromSource } from '../ports.ts';
import type { AppKind, AppProfile, Fact, Process } from '../profile.ts';
import { filesNamed } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Stack } from '../stack.ts';
import { versionFromFile, versionFromToolManager } from '../version-files.ts';
import { rangeFromPessimistic, releases, versionForRange } from '../version-range.ts';

/** What scaffolding needs of an Elixir app. */
export interface ElixirDetails {
  /** Name of the release: `shop`. */
  readonly app: string;
  /** Module that prefixes the app's own: `Shop`. */
  readonly module: string;
  readonly lockFile: string | null;
  /** Erlang/OTP, when a version file names it. */
  readonly otpVersion: string | null;
  /** True when `assets.deploy` of mix.exs builds assets. */
  readonly buildsAssets: boolean;
  /** True when assets need npm beside Mix. */
  readonly needsNode: boolean;
  /** True when rel/overlays/bin has the scripts of `mix phx.gen.release`. */
  readonly releaseScripts: boolean;
  readonly ecto: boolean;
  readonly umbrella: boolean;
  readonly healthPath: string | null;
}

/** Elixir apps with Mix. Details: `ElixirDetails`. */
export const stack: Stack = {
  name: 'elixir',
  candidates: (files) =>
    filesNamed(files, ['mix.exs'])
      .filter((path) => !/(?:^|\/)apps\/[^/]+\/mix\.exs$/.test(path))
      .map((path) => ({ folder: folderOf(path), strength: 'manifest' })),
  read: readElixirApp,
};

const portPatterns = [
  /System\.get_env\(\s*"PORT"\s*(?:,|\)\s*\|\|)\s*"?(\d{2,5})/,
  /\bhttp:\s*\[[^\]]*?\bport:\s*(\d{2,5})/,
  /\b(?:plug|scheme):\s*[^\n]*?\bport:\s*(\d{2,5})/,
  /\boptions:\s*\[\s*port:\s*(\d{2,5})/,
  /\bport:\s*(\d{4,5})\b/,
];

function readElixirApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const file = inFolder(folder, 'mix.exs');
  const text = files.read(file) ?? '';
  const dependencies = dependenciesOf(files, folder, file, text);
  const umbrella = /\bapps_path:/.test(text);
  const app =
    /\bapp:\s*:(\w+)/.exec(text)?.[1] ?? /\breleases:\s*\[\s*(\w+):/.exec(text)?.[1] ?? (folder === '.' ? 'app' : baseName(folder));
  const sources = sourceFiles(files, folder, ['.ex', '.exs']).filter((path) => baseName(path) !== 'mix.exs');
  const phoenix = dependencies.get('phoenix');
  const plug = dependencies.get('plug_cowboy') ?? dependencies.get('bandit') ?? dependencies.get('plug');
  const framework = phoenix === undefined ? (plug === undefined ? null : withValue(plug, 'plug')) : withValue(phoenix, 'phoenix');
  const application = findLine(text, /\bmod:\s*\{/);
  const stated = statedCommand(files, folder);
  const runsMix = stated !== null && /\bmix\s+(?:phx\.server|run)\b/.test(stated.value);
  const releaseScripts = files.has(inFolder(folder, 'rel/overlays/bin/server'));
  const runs = application !== undefined || framework !== null || umbrella;
  const start =
    stated !== null && !runsMix
      ? stated
      : runs
        ? found(releaseScripts ? 'bin/server' : `bin/${app} start`, { file, line: application?.line ?? null }, 'mix-release')
        : null;
  const kind: Fact<AppKind> | null =
    framework !== null ? withValue(framework, 'web') : runs ? null : found('library', { file, line: null }, 'nothing-starts');
  const details: ElixirDetails = {
    app,
    module: /defmodule\s+([\w.]+)\.MixProject/.exec(text)?.[1] ?? app.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    lockFile: files.has(inFolder(folder, 'mix.lock')) ? inFolder(folder, 'mix.lock') : null,
    otpVersion: /^(?:OTP-)?(\d+(?:\.\d+)*)/.exec(versionFromToolManager(files, folder, ['erlang'])?.value ?? '')?.[1] ?? null,
    buildsAssets: /"assets\.deploy"/.test(text),
    needsNode: files.has(inFolder(folder, 'assets/package.json')),
    releaseScripts,
    ecto: dependencies.has('ecto_sql') || dependencies.has('phoenix_ecto'),
    umbrella,
    healthPath: healthRoute(files, sources),
  };
  return assemble({
    files,
    folder,
    name: slug(app),
    language: found('elixir', { file, line: null }, 'mix-exs'),
    kind,
    framework,
    packageManager: found('mix', { file, line: null }, 'mix-exs'),
    runtimeVersion: elixirVersion(files, folder, file, text),
    buildCommand: runs ? found('mix release', { file, line: null }, 'mix-release') : null,
    startCommand: start,
    port:
      kind?.value === 'web'
        ? portOfApp(files, folder, stated, portFromSource(files, portSources(files, folder, sources), portPatterns), {
            port: 4000,
            text: "Phoenix's own default",
          })
        : null,
    dependencies,
    sources,
    processes: details.ecto ? releaseOf(files, folder, app, details, dependencies) : [],
    details,
  });
}

/** Production's configuration, then code; what config/dev.exs and test.exs say does not count. */
function portSources(files: ProjectFiles, folder: string, sources: readonly string[]): readonly string[] {
  const configuration = ['config/runtime.exs', 'config/prod.exs', 'config/config.exs']
    .map((name) => inFolder(folder, name))
    .filter((path) => files.has(path));
  return [...configuration, ...sources.filter((path) => !configuration.includes(path) && !/(?:^|\/)config\/(?:dev|test)\.exs$/.test(path))];
}

function dependenciesOf(files: ProjectFiles, folder: string, file: string, text: string): ReadonlyMap<string, Fact<string>> {
  const dependencies = new Map<string, Fact<string>>();
  const inner = files.below(inFolder(folder, 'apps')).filter((path) => baseName(path) === 'mix.exs');
  for (const [path, content] of [[file, text] as const, ...inner.map((one) => [one, files.read(one) ?? ''] as const)]) {
    for (const [index, line] of content.split(/\r?\n/).entries()) {
      const name = /^\s*\{\s*:(\w+)\s*,/.exec(line)?.[1];
      if (name !== undefined && !/\bonly:\s*(?:\[\s*)?:(?:dev|test)/.test(line) && !dependencies.has(name))
        dependencies.set(name, found(name, { file: path, line: index + 1 }, 'mix-dependency', line));
    }
  }
  return dependencies;
}

/** .elixir-version, asdf and mise (`1.16.2-otp-26`), the requirement of mix.exs, an existing Dockerfile. */
function elixirVersion(files: ProjectFiles, folder: string, file: string, text: string): Fact<string> {
  const requirement = findLine(text, /\belixir:\s*"([^"]+)"/);
  const stated = [
    versionFromFile(files, folder, '.elixir-version', 'elixir-version-file'),
    versionFromToolManager(files, folder, ['elixir']),
    requirement === undefined
      ? undefined
      : found(requirement.match[1] ?? '', { file, line: requirement.line }, 'mix-elixir', requirement.match[0]),
    versionFromDockerfile(files, folder, ['elixir']),
  ];
  for (const fact of stated) {
    const version =
      fact === undefined ? undefined : versionForRange(rangeFromPessimistic(fact.value.replace(/-otp-\d+$/, '')), releases.elixir);
    if (fact !== undefined && version !== undefined) return withValue(fact, version);
  }
  return byDefault(releases.elixir.preferred, 'a release that current frameworks run on');
}

function releaseOf(
  files: ProjectFiles,
  folder: string,
  app: string,
  details: ElixirDetails,
  dependencies: ReadonlyMap<string, Fact<string>>,
): readonly Fact<Process>[] {
  const script = inFolder(folder, 'rel/overlays/bin/migrate');
  if (files.has(script)) return [found({ name: 'release', command: 'bin/migrate' }, { file: script, line: null }, 'release-script')];
  const module = inFolder(folder, `lib/${app}/release.ex`);
  const fact = dependencies.get('ecto_sql') ?? dependencies.get('phoenix_ecto');
  return files.has(module) && fact !== undefined
    ? [withValue(fact, { name: 'release', command: `bin/${app} eval ${details.module}.Release.migrate` })]
    : [];
}
