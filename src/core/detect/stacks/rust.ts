import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { asArray, asObject, asString } from '../json.ts';
import { findLine } from '../lines.ts';
import { baseName, folderOf, inFolder, relativeTo, slug, upwards } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import { portFromSource, portVariable, validPort } from '../ports.ts';
import type { AppKind, AppProfile, Fact } from '../profile.ts';
import { filesNamed } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Stack } from '../stack.ts';
import { readToml, type TomlDocument } from '../toml.ts';
import { versionFromToolManager } from '../version-files.ts';
import { pinnedVersion, releases } from '../version-range.ts';

/** What scaffolding needs of a Rust app. Paths are relative to the app's folder unless said otherwise. */
export interface RustDetails {
  /** Name of the binary that starts. */
  readonly binary: string;
  /** Every other binary of the package. */
  readonly otherBinaries: readonly string[];
  /** Name for `cargo build -p`. */
  readonly package: string;
  /** Folder of the workspace's Cargo.toml, relative to the project; null outside a workspace. */
  readonly workspaceRoot: string | null;
  /** Folders of the workspace's members, relative to the project: their manifests are needed to resolve dependencies. */
  readonly workspaceMembers: readonly string[];
  /** Cargo.lock, relative to the project. */
  readonly lockFile: string | null;
  readonly edition: string | null;
  /** Dependencies that link C libraries: `openssl-sys`, `libpq`. */
  readonly nativeDependencies: readonly string[];
  /** Folders that the code reads when it runs: Rocket's templates and static files. */
  readonly runtimeFolders: readonly string[];
  readonly healthPath: string | null;
}

/** Cargo packages with a binary; members of workspaces one by one. */
export const stack: Stack = {
  name: 'rust',
  candidates: (files) => filesNamed(files, ['Cargo.toml']).map((path) => ({ folder: folderOf(path), strength: 'manifest' })),
  read: readRustApp,
};

const frameworks: readonly (readonly [name: string, crate: string, port: number])[] = [
  ['rocket', 'rocket', 8000],
  ['loco', 'loco-rs', 5150],
  ['leptos', 'leptos_axum', 3000],
  ['actix-web', 'actix-web', 8080],
  ['axum', 'axum', 3000],
  ['poem', 'poem', 3000],
  ['salvo', 'salvo', 5800],
  ['warp', 'warp', 3030],
  ['tide', 'tide', 8080],
  ['gotham', 'gotham', 7878],
  ['tonic', 'tonic', 50051],
  ['hyper', 'hyper', 3000],
];
const nativeCrates = [
  'openssl',
  'openssl-sys',
  'native-tls',
  'pq-sys',
  'mysqlclient-sys',
  'libsqlite3-sys',
  'rdkafka',
  'libgit2-sys',
  'diesel[postgres]',
  'diesel[mysql]',
  'sqlx[native-tls]',
  'reqwest',
];
const serverCode =
  /\baxum::serve\(|\bHttpServer::new\(|\brocket::build\(|#\[launch\]|\bTcpListener::bind\(|\bServer::(?:bind|new|builder)\(|\bwarp::serve\(/;
const portPatterns = [
  new RegExp(
    `(?:env::)?var(?:_os)?\\(\\s*"${portVariable}"\\s*\\)[\\s\\S]{0,160}?(?:unwrap_or|unwrap_or_else|map_or|or)\\w*\\([^)\\n]*?"?(\\d{2,5})\\b`,
  ),
  /"(?:0\.0\.0\.0|127\.0\.0\.1|localhost|\[::\]|\[::1\]):(\d{2,5})"/,
  /\(\s*"(?:0\.0\.0\.0|127\.0\.0\.1|localhost|::)"\s*,\s*(\d{2,5})\s*\)/,
  /\(\s*\[\s*\d+\s*,\s*\d+\s*,\s*\d+\s*,\s*\d+\s*\]\s*,\s*(\d{2,5})\s*\)/,
  /Ipv[46]Addr::\w+(?:\([^)]*\))?\)?\s*,\s*(\d{2,5})\s*\)/,
  /\bport\s*(?::\s*u16\s*)?[=:]\s*(\d{2,5})\b/,
  /const\s+\w*PORT\w*\s*:\s*u16\s*=\s*(\d{2,5})/,
];

function readRustApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const file = inFolder(folder, 'Cargo.toml');
  const document = readToml(files.read(file) ?? '');
  const manifest = document.value;
  const problems =
    document.error === null
      ? []
      : [{ message: `${file} is not valid TOML: ${document.error.message}. What it says is missing.`, file, line: document.error.line }];
  const name = asString(asObject(manifest['package'])['name']);
  if (name === undefined && document.error === null) return undefined;
  const crate = name ?? baseName(folder === '.' ? 'app' : folder);
  const workspaceRoot =
    'workspace' in manifest
      ? folder
      : upwards(folder)
          .slice(1)
          .find((at) => 'workspace' in readToml(files.read(inFolder(at, 'Cargo.toml')) ?? '').value);
  const dependencies = dependenciesOf(
    file,
    document,
    workspaceRoot === undefined || workspaceRoot === folder ? undefined : readToml(files.read(inFolder(workspaceRoot, 'Cargo.toml')) ?? ''),
  );
  const binaries = binariesOf(files, folder, crate, manifest);
  const defaultRun = asString(asObject(manifest['package'])['default-run']);
  const binary = binaries.find((one) => one.name === defaultRun) ?? binaries.find((one) => one.name === crate) ?? binaries[0];
  const sources = sourceFiles(files, folder, ['.rs']);
  const row = frameworks.find(([, key]) => dependencies.has(key));
  const framework = row === undefined ? null : withValue(dependencies.get(row[1]) as Fact<string>, row[0]);
  const server = sources.map((path) => ({ path, hit: findLine(files.read(path) ?? '', serverCode) })).find(({ hit }) => hit !== undefined);
  const stated = statedCommand(files, folder);
  const start =
    stated ?? (binary === undefined ? null : found(`./${binary.name}`, { file: binary.file, line: null }, 'cargo-binary', binary.name));
  const isServer =
    framework !== null && framework.value !== 'hyper'
      ? framework
      : server?.hit === undefined
        ? null
        : found('server', { file: server.path, line: server.hit.line }, 'source-server', server.hit.match[0]);
  const kind: Fact<AppKind> | null =
    binary === undefined
      ? found('library', { file, line: null }, 'nothing-starts')
      : isServer !== null
        ? withValue(isServer, 'web')
        : dependencies.has('clap') || dependencies.has('structopt')
          ? withValue((dependencies.get('clap') ?? dependencies.get('structopt')) as Fact<string>, 'cli')
          : null;
  const lockFile = [folder, ...(workspaceRoot === undefined ? [] : [workspaceRoot])]
    .map((at) => inFolder(at, 'Cargo.lock'))
    .find((path) => files.has(path));
  const details: RustDetails = {
    binary: binary?.name ?? crate,
    otherBinaries: binaries.filter((one) => one !== binary).map((one) => one.name),
    package: crate,
    workspaceRoot: workspaceRoot ?? null,
    workspaceMembers:
      workspaceRoot === undefined
        ? []
        : files
            .below(workspaceRoot)
            .filter((path) => baseName(path) === 'Cargo.toml' && folderOf(path) !== workspaceRoot)
            .map(folderOf),
    lockFile: lockFile ?? null,
    edition: asString(asObject(manifest['package'])['edition']) ?? null,
    nativeDependencies: nativeCrates.filter((key) => dependencies.has(key)),
    runtimeFolders: ['templates', 'static', 'public', 'assets', 'migrations', 'config'].filter(
      (at) =>
        files.below(inFolder(folder, at)).length > 0 &&
        sources.some((path) =>
          new RegExp(`"(?:\\./)?${at}(?:/[^"]*)?"|FileServer|Template::fairing|FsDir|StaticFiles`).test(files.read(path) ?? ''),
        ),
    ),
    healthPath: healthRoute(files, sources),
  };
  return assemble({
    files,
    folder,
    name: slug(crate),
    language: found('rust', { file, line: null }, 'cargo-toml'),
    kind,
    framework,
    packageManager: found('cargo', { file, line: null }, 'cargo-toml'),
    runtimeVersion: rustVersion(files, folder, file, document, workspaceRoot),
    buildCommand:
      binary === undefined
        ? null
        : found(
            `cargo build --release${workspaceRoot === undefined ? '' : ` -p ${crate}`}${binaries.length > 1 ? ` --bin ${binary.name}` : ''}`,
            { file, line: null },
            'cargo-toml',
          ),
    startCommand: start,
    port:
      kind?.value === 'web'
        ? portOfApp(files, folder, stated, rocketPort(files, folder) ?? portFromSource(files, sources, portPatterns), {
            port: row?.[2] ?? 8080,
            text: row === undefined ? 'nothing says it; PORT is set to this' : `${row[0]}'s own default`,
          })
        : null,
    dependencies,
    sources,
    details,
    problems,
  });
}

interface Binary {
  readonly name: string;
  readonly file: string;
}

/** `[[bin]]`, src/main.rs and src/bin, as Cargo finds them. */
function binariesOf(files: ProjectFiles, folder: string, crate: string, manifest: Readonly<Record<string, unknown>>): readonly Binary[] {
  const binaries = new Map<string, Binary>();
  const add = (name: string, path: string) => {
    if (!binaries.has(name) && ![...binaries.values()].some((one) => one.file === path)) binaries.set(name, { name, file: path });
  };
  for (const entry of asArray(manifest['bin']).map(asObject)) {
    const name = asString(entry['name']);
    if (name !== undefined) add(name, inFolder(folder, asString(entry['path'])?.replace(/^\.\//, '') ?? 'src/main.rs'));
  }
  const main = inFolder(folder, 'src/main.rs');
  if (files.has(main)) add(crate, main);
  for (const path of files.below(inFolder(folder, 'src/bin'))) {
    const inner = relativeTo(inFolder(folder, 'src/bin'), path);
    if (/^[^/]+\.rs$/.test(inner)) add(inner.replace(/\.rs$/, ''), path);
    else if (/^[^/]+\/main\.rs$/.test(inner)) add(folderOf(inner), path);
  }
  return [...binaries.values()];
}

/** By crate, and as `crate[feature]`; what a member takes from its workspace has the workspace's features too. */
function dependenciesOf(file: string, document: TomlDocument, workspace: TomlDocument | undefined): ReadonlyMap<string, Fact<string>> {
  const shared = asObject(asObject(workspace?.value['workspace'])['dependencies']);
  const dependencies = new Map<string, Fact<string>>();
  for (const [key, value] of Object.entries(asObject(document.value['dependencies']))) {
    const crate = asString(asObject(value)['package']) ?? key;
    const line = document.line('dependencies', key) ?? document.line(`dependencies.${key}`);
    const fact = found(crate, { file, line }, 'cargo-dependency', key);
    dependencies.set(crate, fact);
    const inherited = asObject(value)['workspace'] === true ? asArray(asObject(shared[key])['features']) : [];
    for (const feature of [...asArray(asObject(value)['features']), ...inherited]) dependencies.set(`${crate}[${String(feature)}]`, fact);
  }
  return dependencies;
}

/** rust-toolchain, asdf and mise, the package's rust-version, an existing Dockerfile. Channels without a number are the default release. */
function rustVersion(
  files: ProjectFiles,
  folder: string,
  file: string,
  document: TomlDocument,
  workspaceRoot: string | undefined,
): Fact<string> {
  const stated = [toolchain(files, folder), versionFromToolManager(files, folder, ['rust']), minimum(file, document, 'package')];
  if (workspaceRoot !== undefined) {
    const rootFile = inFolder(workspaceRoot, 'Cargo.toml');
    stated.push(minimum(rootFile, readToml(files.read(rootFile) ?? ''), 'workspace.package'));
  }
  stated.push(versionFromDockerfile(files, folder, ['rust']));
  for (const fact of stated) {
    const version = fact === undefined ? undefined : pinnedVersion(fact.value);
    if (fact !== undefined && version?.includes('.') === true) return withValue(fact, version);
  }
  return byDefault(releases.rust.preferred, 'the release of the base image');
}

function toolchain(files: ProjectFiles, folder: string): Fact<string> | undefined {
  for (const at of upwards(folder)) {
    for (const name of ['rust-toolchain.toml', 'rust-toolchain']) {
      const file = inFolder(at, name);
      const hit = findLine(files.read(file) ?? '', /^\s*(?:channel\s*=\s*["']?)?([\d]+\.[\d.]+)/m);
      if (hit !== undefined) return found(hit.match[1] ?? '', { file, line: hit.line }, 'rust-toolchain', hit.match[0]);
    }
  }
  return undefined;
}

function minimum(file: string, document: TomlDocument, table: string): Fact<string> | undefined {
  const section = table.split('.').reduce((value, key) => asObject(value[key]), document.value);
  const version = asString(section['rust-version']);
  return version === undefined
    ? undefined
    : found(version, { file, line: document.line(table, 'rust-version') }, 'cargo-rust-version', version);
}

function rocketPort(files: ProjectFiles, folder: string): Fact<number> | undefined {
  const file = inFolder(folder, 'Rocket.toml');
  const hit = findLine(files.read(file) ?? '', /^\s*port\s*=\s*(\d{2,5})/m);
  const port = validPort(hit?.match[1]);
  return hit === undefined || port === undefined ? undefined : found(port, { file, line: hit.line }, 'rocket-toml-port', hit.match[0]);
}
