import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { findLine } from '../lines.ts';
import { baseName, folderOf, inFolder, nameOfFolder, relativeTo, slug, upwards } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import { portFromSource, portVariable } from '../ports.ts';
import type { AppKind, AppProfile, Fact, Process } from '../profile.ts';
import { filesNamed } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Candidate, Stack } from '../stack.ts';
import { versionFromFile, versionFromToolManager } from '../version-files.ts';
import { pinnedVersion, releases } from '../version-range.ts';

/** What scaffolding needs of a Go app. Paths are relative to the app's folder unless said otherwise. */
export interface GoDetails {
  /** Package that is built, as `go build` wants it: `.` or `./cmd/server`. */
  readonly mainPackage: string;
  /** Name of the binary in the image. */
  readonly binary: string;
  /** Every other main package, with the name its binary gets. */
  readonly otherPackages: readonly { readonly package: string; readonly binary: string }[];
  /** Module path of go.mod; null without one. */
  readonly module: string | null;
  readonly hasSum: boolean;
  /** Folder of go.work, relative to the project; null outside a workspace. */
  readonly workspaceRoot: string | null;
  /** True when the code or a dependency is written in C, so that the binary needs a C library. */
  readonly cgo: boolean;
  /** Folders that the code reads when it runs and that are not embedded. */
  readonly runtimeFolders: readonly string[];
  readonly healthPath: string | null;
}

/** Go modules, workspaces' members, and lone main packages. */
export const stack: Stack = {
  name: 'go',
  candidates: (files) =>
    filesNamed(files, ['go.mod', 'main.go']).flatMap((path): readonly Candidate[] => {
      const name = baseName(path);
      if (name === 'go.mod') return [{ folder: folderOf(path), strength: 'manifest' }];
      return name === 'main.go' ? [{ folder: folderOf(path), strength: 'source' }] : [];
    }),
  read: readGoApp,
};

const frameworks: readonly (readonly [string, string])[] = [
  ['gin', 'github.com/gin-gonic/gin'],
  ['echo', 'github.com/labstack/echo'],
  ['fiber', 'github.com/gofiber/fiber'],
  ['beego', 'github.com/beego/beego'],
  ['beego', 'github.com/astaxie/beego'],
  ['buffalo', 'github.com/gobuffalo/buffalo'],
  ['iris', 'github.com/kataras/iris'],
  ['revel', 'github.com/revel/revel'],
  ['hertz', 'github.com/cloudwego/hertz'],
  ['go-zero', 'github.com/zeromicro/go-zero'],
  ['kratos', 'github.com/go-kratos/kratos'],
  ['huma', 'github.com/danielgtaylor/huma'],
  ['chi', 'github.com/go-chi/chi'],
  ['gorilla-mux', 'github.com/gorilla/mux'],
  ['httprouter', 'github.com/julienschmidt/httprouter'],
  ['fasthttp', 'github.com/valyala/fasthttp'],
];
const ownPorts: Readonly<Record<string, number>> = {
  gin: 8080,
  echo: 1323,
  fiber: 3000,
  beego: 8080,
  buffalo: 3000,
  revel: 9000,
  hertz: 8888,
};
const cgoModules = [
  'github.com/mattn/go-sqlite3',
  'github.com/confluentinc/confluent-kafka-go',
  'github.com/davidbyttow/govips',
  'gopkg.in/gographics/imagick',
  'github.com/h2non/bimg',
  'github.com/libgit2/git2go',
  'gocv.io/x/gocv',
  'github.com/duckdb/duckdb-go',
  'github.com/marcboeker/go-duckdb',
  'github.com/godror/godror',
];
const serverCode =
  /\bhttp\.(?:ListenAndServe|Serve)(?:TLS)?\(|\bListenAndServe(?:TLS)?\(|\.(?:Run|Start|Listen)\(\s*(?:"[\w.]*:\d+"|":"|fmt\.Sprintf\(":)|\bgrpc\.NewServer\(|\bnet\.Listen\(|\bgin\.(?:Default|New)\(/;
const portPatterns = [
  new RegExp(`(?:[gG]et[eE]nv\\w*|[eE]nv\\w*|[lL]ookup\\w*|GetOr\\w*)\\(\\s*"${portVariable}"\\s*,\\s*"?:?(\\d{2,5})`),
  /\.SetDefault\(\s*"(?:\w+\.)*(?:PORT|port)"\s*,\s*"?:?(\d{2,5})/,
  /`[^`]*\benv(?:Default)?:"[^"]*PORT[^"]*"[^`]*(?:envDefault|default):"(\d{2,5})"/,
  /\b(?:ListenAndServe(?:TLS)?|Run|Start|StartServer|Listen|RunTLS|Serve)\(\s*"[\w.]*:(\d{2,5})"/,
  /\bAddr\s*[:=]+\s*"[\w.]*:(\d{2,5})"/,
  /\b(?!\w*(?:db|redis|pg|postgres|mysql|sql|mongo|smtp|mail|kafka|metrics|debug)\w*[pP])\w*[pP](?:ort|ORT)\s*(?:string|int)?\s*:?=\s*"?:?(\d{2,5})\b/,
  /\bdefault\w*Port\w*\s*(?:string|int)?\s*:?=\s*"?:?(\d{2,5})\b/i,
  /\b(?:flag\.\w+|Flags\(\)\.\w+)\([^)\n]*"(?:\w*port|p|addr|address|listen|http)"[^)\n]*?,\s*"?(?:[\w.]*:)?(\d{2,5})\b/i,
  /\b(?:addr|address|listenAddr|listen|host|bind|serverAddr|httpAddr)\s*(?:string)?\s*:?=\s*"[\w.]*:(\d{2,5})"/i,
  /\bnet\.Listen\(\s*"tcp[46]?"\s*,\s*"[\w.]*:(\d{2,5})"/,
  /\bWithHostPorts\(\s*"[\w.]*:(\d{2,5})"/,
];

function readGoApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const module = readModule(files, folder);
  const sources = sourceFiles(files, folder, ['.go']);
  const mains = mainPackages(files, folder, sources);
  const base = baseOf(module?.path, folder);
  const main = chooseMain(mains, base);
  if (main === undefined && module === undefined) return undefined;
  const language = found(
    'go' as const,
    module === undefined ? { file: main?.file ?? folder, line: null } : { file: module.file, line: null },
    module === undefined ? 'go-source' : 'go-mod',
  );
  const binary = main === undefined ? base : main.package === '.' ? base : baseName(main.package);
  const workspaceRoot = upwards(folder).find((at) => files.has(inFolder(at, 'go.work')));
  const dependencies = module?.dependencies ?? new Map<string, Fact<string>>();
  const framework = frameworkOf(dependencies, files, sources);
  const server = sources.map((file) => ({ file, hit: findLine(files.read(file) ?? '', serverCode) })).find(({ hit }) => hit !== undefined);
  const stated = statedCommand(files, folder);
  const kind = kindOf(module, main, framework, server, dependencies, stated);
  const start =
    stated ?? (main === undefined ? null : found(`./${binary}`, { file: main.file, line: main.line }, 'go-main-package', main.package));
  const others = mains.filter((other) => other !== main);
  const details: GoDetails = {
    mainPackage: main === undefined ? '.' : main.package,
    binary,
    otherPackages: others.map((other) => ({ package: other.package, binary: other.package === '.' ? base : baseName(other.package) })),
    module: module?.path ?? null,
    hasSum: files.has(inFolder(folder, 'go.sum')),
    workspaceRoot: workspaceRoot ?? null,
    cgo:
      cgoModules.some((name) => [...dependencies.keys()].some((key) => key === name || key.startsWith(`${name}/`))) ||
      sources.some((file) => /^import "C"|^\s*"C"$/m.test(files.read(file) ?? '')),
    runtimeFolders: runtimeFolders(files, folder, sources),
    healthPath: healthRoute(files, sources),
  };
  return assemble({
    files,
    folder,
    name: slug(base),
    language,
    kind,
    framework,
    packageManager: module === undefined ? null : found('gomod', { file: module.file, line: null }, 'go-mod'),
    runtimeVersion: goVersion(files, folder, module, workspaceRoot),
    buildCommand: main === undefined ? null : withValue(start ?? language, `go build -o ${binary} ${main.package}`),
    startCommand: start,
    port:
      kind?.value === 'web'
        ? portOfApp(files, folder, stated, portFromSource(files, serverFirst(sources, server?.file), portPatterns), {
            port: ownPorts[framework?.value ?? ''] ?? 8080,
            text: framework === null ? 'nothing says it; PORT is set to this' : `${framework.value}'s own default`,
          })
        : null,
    dependencies,
    sources,
    processes: others
      .filter((other) => /^(?:.*\/)?(?:worker|consumer|scheduler|cron|jobs?)$/.test(other.package))
      .map((other): Fact<Process> =>
        found(
          { name: baseName(other.package), command: `./${baseName(other.package)}` },
          { file: other.file, line: other.line },
          'go-main-package',
        ),
      ),
    details,
  });
}

interface GoModule {
  readonly file: string;
  readonly path: string | undefined;
  readonly version: Fact<string> | undefined;
  /** Direct ones; what the go command added is left out. */
  readonly dependencies: ReadonlyMap<string, Fact<string>>;
}

function readModule(files: ProjectFiles, folder: string): GoModule | undefined {
  const file = inFolder(folder, 'go.mod');
  const text = files.read(file);
  if (text === undefined) return undefined;
  const dependencies = new Map<string, Fact<string>>();
  let path: string | undefined;
  let version: Fact<string> | undefined;
  let block = '';
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/\/\/(?!\s*indirect).*$/, '').trim();
    const opens = /^(\w+)\s*\($/.exec(line)?.[1];
    if (opens !== undefined) block = opens;
    else if (line === ')') block = '';
    const words = (block === '' ? line : `${block} ${line}`).split(/\s+/);
    const place = { file, line: index + 1 };
    if (words[0] === 'module' && words[1] !== undefined) path = words[1].replaceAll('"', '');
    if (words[0] === 'go' && words[1] !== undefined && words.length === 2) version = found(words[1], place, 'go-mod-go', line);
    if (words[0] === 'require' && words[2] !== undefined && words[1] !== undefined && !line.includes('// indirect'))
      dependencies.set(words[1], found(words[1], place, 'go-mod-require', line));
  }
  return { file, path, version, dependencies };
}

interface MainPackage {
  readonly package: string;
  readonly file: string;
  readonly line: number;
}

function mainPackages(files: ProjectFiles, folder: string, sources: readonly string[]): readonly MainPackage[] {
  const packages = new Map<string, MainPackage>();
  for (const file of sources) {
    const text = files.read(file) ?? '';
    const hit =
      /^package main\b/m.test(text) && !/^\/\/(?:go:build| \+build) (?:ignore|tools?)\b/m.test(text)
        ? findLine(text, /^func main\(\)/m)
        : undefined;
    if (hit === undefined) continue;
    const at = relativeTo(folder, folderOf(file));
    const name = folderOf(file) === folder ? '.' : `./${at}`;
    if (!packages.has(name)) packages.set(name, { package: name, file, line: hit.line });
  }
  return [...packages.values()];
}

/** The root's, the only one, the one named like the module, or one with a server's name. */
function chooseMain(mains: readonly MainPackage[], base: string): MainPackage | undefined {
  const root = mains.find((main) => main.package === '.');
  if (root !== undefined || mains.length <= 1) return root ?? mains[0];
  const preferred = [base, 'server', 'api', 'web', 'app', 'main', 'service', 'http'];
  const inCommands = mains.filter((main) => main.package.startsWith('./cmd'));
  const pool = inCommands.length > 0 ? inCommands : mains;
  return (
    preferred.map((name) => pool.find((main) => baseName(main.package) === name)).find((main) => main !== undefined) ??
    (pool.length === 1 ? pool[0] : (pool.find((main) => /server|api|web/.test(main.package)) ?? pool[0]))
  );
}

/** Name that `go build` gives the binary: the last part of the module path, without its major version. */
function baseOf(module: string | undefined, folder: string): string {
  const name = baseName((module ?? '').replace(/\/v\d+$/, '')).replace(/\.v\d+$/, '');
  return name === '' || name === '.' ? nameOfFolder(folder) : name;
}

function frameworkOf(
  dependencies: ReadonlyMap<string, Fact<string>>,
  files: ProjectFiles,
  sources: readonly string[],
): Fact<string> | null {
  for (const [name, path] of frameworks) {
    const fact = [...dependencies].find(([key]) => key === path || key.startsWith(`${path}/`))?.[1];
    if (fact !== undefined) return withValue(fact, name);
  }
  if (dependencies.size > 0) return null;
  for (const file of sources) {
    for (const [name, path] of frameworks) {
      const hit = findLine(files.read(file) ?? '', new RegExp(`"${path.replaceAll('.', '\\.')}(?:/[^"]*)?"`));
      if (hit !== undefined) return found(name, { file, line: hit.line }, 'go-import', hit.match[0]);
    }
  }
  return null;
}

function kindOf(
  module: GoModule | undefined,
  main: MainPackage | undefined,
  framework: Fact<string> | null,
  server: { readonly file: string; readonly hit: ReturnType<typeof findLine> } | undefined,
  dependencies: ReadonlyMap<string, Fact<string>>,
  stated: Fact<string> | null,
): Fact<AppKind> | null {
  if (main === undefined) return module === undefined ? null : found('library', { file: module.file, line: null }, 'nothing-starts');
  if (server?.hit !== undefined) return found('web', { file: server.file, line: server.hit.line }, 'source-server', server.hit.match[0]);
  if (framework !== null) return withValue(framework, 'web');
  if (stated?.evidence.rule === 'procfile') return withValue(stated, 'web');
  const tool = ['github.com/spf13/cobra', 'github.com/urfave/cli', 'github.com/alecthomas/kong']
    .map((name) => [...dependencies].find(([key]) => key === name || key.startsWith(`${name}/`))?.[1])
    .find((fact) => fact !== undefined);
  return tool === undefined ? null : withValue(tool, 'cli');
}

/** asdf, mise or goenv, else the go directive of go.mod or go.work, else an existing Dockerfile. */
function goVersion(files: ProjectFiles, folder: string, module: GoModule | undefined, workspaceRoot: string | undefined): Fact<string> {
  const work = workspaceRoot === undefined ? undefined : inFolder(workspaceRoot, 'go.work');
  const inWork = work === undefined ? undefined : findLine(files.read(work) ?? '', /^go\s+([\d.]+)/m);
  const stated = [
    versionFromFile(files, folder, '.go-version', 'go-version-file'),
    versionFromToolManager(files, folder, ['go', 'golang']),
    module?.version,
    inWork === undefined || work === undefined
      ? undefined
      : found(inWork.match[1] ?? '', { file: work, line: inWork.line }, 'go-work-go', inWork.match[0]),
    versionFromDockerfile(files, folder, ['golang']),
  ];
  for (const fact of stated) {
    const version = fact === undefined ? undefined : pinnedVersion(fact.value.replace(/^go/, '').replace(/rc\d+$/, ''));
    if (fact !== undefined && version?.includes('.') === true) return withValue(fact, version);
  }
  return byDefault(releases.go.preferred, 'the release of the base image');
}

/** The file that starts the server says its port best. */
function serverFirst(sources: readonly string[], server: string | undefined): readonly string[] {
  return server === undefined ? sources : [server, ...sources.filter((file) => file !== server)];
}

function runtimeFolders(files: ProjectFiles, folder: string, sources: readonly string[]): readonly string[] {
  const texts = sources.map((file) => files.read(file) ?? '');
  return ['templates', 'views', 'static', 'public', 'assets', 'web', 'migrations', 'config', 'configs', 'locales'].filter((name) => {
    if (files.below(inFolder(folder, name)).every((path) => path.endsWith('.go'))) return false;
    const read = new RegExp(`["'\`](?:\\./)?${name}(?:/[^"'\`]*)?["'\`]`);
    return texts.some((text) => read.test(text)) && !texts.some((text) => new RegExp(`//go:embed[^\\n]*\\b${name}\\b`).test(text));
  });
}
