import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { findLine, lineAt } from '../lines.ts';
import { baseName, folderOf, inFolder, resolvePath, slug, upwards } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import { portFromSource, portVariable } from '../ports.ts';
import type { AppKind, AppProfile, Fact } from '../profile.ts';
import { filesWithExtension } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Stack } from '../stack.ts';
import { releases } from '../version-range.ts';

/** What scaffolding needs of a .NET app. Paths are relative to the project unless said otherwise. */
export interface DotnetDetails {
  /** The project file that is published. */
  readonly projectFile: string;
  /** Name of the assembly, without `.dll`. */
  readonly assembly: string;
  readonly targetFramework: string | null;
  /** Project files that this one refers to, directly or through others, in the order of their paths. */
  readonly references: readonly string[];
  /** Files that restore reads beside project files: Directory.*.props, nuget.config, global.json, lock files. */
  readonly restoreFiles: readonly string[];
  /** Folder that holds everything the build needs: the nearest one above the project and all its references. */
  readonly buildRoot: string;
  /** Base image for the run: ASP.NET, or the plain runtime. */
  readonly runtime: 'aspnet' | 'runtime' | 'static';
  /** True when the project compiles ahead of time to a native binary. */
  readonly nativeAot: boolean;
  /** Folder that a static Blazor app is published to, below the publish folder. */
  readonly outputFolder: string | null;
  readonly healthPath: string | null;
}

/** .NET projects that run: web, worker, console, Blazor. Details: `DotnetDetails`. */
export const stack: Stack = {
  name: 'dotnet',
  candidates: (files) =>
    filesWithExtension(files, ['.csproj', '.fsproj', '.vbproj']).map((path) => ({ folder: folderOf(path), strength: 'manifest' })),
  read: readDotnetApp,
};

const projectFile = /\.(?:cs|fs|vb)proj$/;
const portPatterns = [
  new RegExp(`GetEnvironmentVariable\\(\\s*"${portVariable}"\\s*\\)\\s*\\?\\?\\s*"(\\d{2,5})"`),
  /\b(?:UseUrls|Run|RunAsync|Urls\.Add)\(\s*\$?"https?:\/\/[^"]*?:(\d{2,5})/,
  /\b(?:ListenAnyIP|ListenLocalhost)\(\s*(\d{2,5})/,
  /\bListen\(\s*IPAddress\.\w+\s*,\s*(\d{2,5})/,
  /"(?:Url|Urls|urls)"\s*:\s*"https?:\/\/[^":]*:(\d{2,5})/,
  /ASPNETCORE_(?:URLS|HTTP_PORTS)[=\s"]+(?:https?:\/\/[^:]*:)?(\d{2,5})/,
];

function readDotnetApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const projects = files
    .below(folder)
    .filter((path) => projectFile.test(path) && folderOf(path) === folder)
    .map((file) => readProject(files, file))
    .filter((project) => !project.isTest);
  const project =
    projects.find((one) => one.sdk === 'web') ??
    projects.find((one) => one.sdk === 'worker') ??
    projects.find((one) => one.isExe) ??
    projects[0];
  if (project === undefined) return undefined;
  const sources = [
    ...sourceFiles(files, folder, ['.cs', '.fs', '.vb']),
    ...['appsettings.json', 'appsettings.Production.json', 'Dockerfile']
      .map((name) => inFolder(folder, name))
      .filter((file) => files.has(file)),
  ];
  const { framework, kind } = natureOf(project, files, sources);
  const stated = statedCommand(files, folder);
  const version = dotnetVersion(files, folder, project);
  const runs = kind?.value !== 'library' && kind?.value !== 'static';
  const oldPort = version !== null && Number.parseFloat(version.value) < 8;
  const references = referencesOf(files, project, new Set());
  const buildRoot = commonFolder([folder, ...references.map(folderOf)]);
  const details: DotnetDetails = {
    projectFile: project.file,
    assembly: project.assembly,
    targetFramework: project.targetFramework?.value ?? null,
    references,
    restoreFiles: files.paths.filter(
      (path) => isRestoreFile(path) && (folderOf(path) === '.' || folder === folderOf(path) || folder.startsWith(`${folderOf(path)}/`)),
    ),
    buildRoot,
    runtime: kind?.value === 'static' ? 'static' : project.sdk === 'web' || framework !== null ? 'aspnet' : 'runtime',
    nativeAot: /<PublishAot>\s*true/i.test(project.text),
    outputFolder: kind?.value === 'static' ? 'wwwroot' : null,
    healthPath:
      /MapHealthChecks\(\s*"([^"]+)"/.exec(sources.map((file) => files.read(file) ?? '').join('\n'))?.[1] ?? healthRoute(files, sources),
  };
  return assemble({
    files,
    folder,
    name: slug(project.assembly.replace(/([a-z0-9])([A-Z])/g, '$1-$2')),
    language: found('dotnet', { file: project.file, line: null }, 'project-file'),
    kind,
    framework,
    packageManager: found('nuget', { file: project.file, line: null }, 'project-file'),
    runtimeVersion: version,
    buildCommand:
      runs || kind.value === 'static'
        ? found(`dotnet publish ${baseName(project.file)} -c Release`, { file: project.file, line: null }, 'project-file')
        : null,
    startCommand: runs
      ? (stated ??
        found(
          details.nativeAot ? `./${project.assembly}` : `dotnet ${project.assembly}.dll`,
          { file: project.file, line: project.assemblyLine },
          'assembly-name',
          project.assembly,
        ))
      : null,
    port:
      kind?.value === 'static'
        ? byDefault(8080, 'the unprivileged port of the web server that serves the files')
        : kind?.value === 'web'
          ? portOfApp(files, folder, stated, portFromSource(files, sources, portPatterns), {
              port: oldPort ? 80 : 8080,
              text: "the ASP.NET image's own default",
            })
          : null,
    dependencies: project.packages,
    sources,
    details,
  });
}

interface Project {
  readonly file: string;
  readonly text: string;
  readonly sdk: 'web' | 'worker' | 'blazor' | 'plain';
  readonly sdkLine: number;
  readonly isExe: boolean;
  readonly isTest: boolean;
  readonly assembly: string;
  readonly assemblyLine: number | null;
  readonly targetFramework: Fact<string> | undefined;
  readonly packages: ReadonlyMap<string, Fact<string>>;
}

/** A project file line by line: MSBuild is not run, so conditions and computed properties are not followed. */
function readProject(files: ProjectFiles, file: string): Project {
  const text = files.read(file) ?? '';
  const sdk = findLine(text, /<Project\s+[^>]*Sdk="([^"]+)"/) ?? findLine(text, /<Sdk\s+Name="([^"]+)"/);
  const name = sdk?.match[1] ?? '';
  const assembly = findLine(text, /<AssemblyName>\s*([^<$]+?)\s*<\/AssemblyName>/);
  const packages = new Map<string, Fact<string>>();
  for (const match of text.matchAll(/<PackageReference\s+[^>]*Include="([^"]+)"/g))
    packages.set(match[1] ?? '', found(match[1] ?? '', { file, line: lineAt(text, match.index) }, 'package-reference', match[0]));
  return {
    file,
    text,
    sdk: /BlazorWebAssembly/.test(name) ? 'blazor' : /\.Web\b/.test(name) ? 'web' : /\.Worker\b/.test(name) ? 'worker' : 'plain',
    sdkLine: sdk?.line ?? 1,
    isExe: /<OutputType>\s*(?:Win)?Exe/i.test(text),
    isTest:
      /<IsTestProject>\s*true/i.test(text) ||
      packages.has('Microsoft.NET.Test.Sdk') ||
      /(?:^|[./])(?:Unit|Integration|Functional)?Tests?\.(?:cs|fs|vb)proj$/i.test(file),
    assembly: assembly?.match[1] ?? baseName(file).replace(projectFile, ''),
    assemblyLine: assembly?.line ?? null,
    targetFramework: targetFramework(file, text) ?? inheritedFramework(files, file),
    packages,
  };
}

/** The newest of `<TargetFrameworks>net8.0;net10.0</TargetFrameworks>`. */
function targetFramework(file: string, text: string): Fact<string> | undefined {
  const hit = findLine(text, /<TargetFrameworks?>\s*([^<]+?)\s*<\/TargetFrameworks?>/);
  const newest = (hit?.match[1] ?? '')
    .split(';')
    .filter((one) => /^net(?:coreapp)?\d+\.\d/.test(one.trim()))
    .sort((a, b) => versionNumber(b) - versionNumber(a))[0];
  return hit === undefined || newest === undefined
    ? undefined
    : found(newest.trim(), { file, line: hit.line }, 'target-framework', hit.match[0]);
}

function versionNumber(framework: string): number {
  return Number.parseFloat(/(\d+\.\d+)/.exec(framework)?.[1] ?? '0');
}

function inheritedFramework(files: ProjectFiles, file: string): Fact<string> | undefined {
  for (const at of upwards(folderOf(file))) {
    const shared = inFolder(at, 'Directory.Build.props');
    const fact = targetFramework(shared, files.read(shared) ?? '');
    if (fact !== undefined) return fact;
  }
  return undefined;
}

function natureOf(
  project: Project,
  files: ProjectFiles,
  sources: readonly string[],
): { readonly framework: Fact<string> | null; readonly kind: Fact<AppKind> | null } {
  const place = { file: project.file, line: project.sdkLine };
  const of = (kind: AppKind, framework: string | null) => ({
    framework: framework === null ? null : found(framework, place, 'project-sdk'),
    kind: found(kind, place, 'project-sdk'),
  });
  if (project.sdk === 'blazor') return of('static', 'blazor');
  if (project.sdk === 'web') {
    const blazor = sources
      .map((file) => ({
        file,
        hit: findLine(files.read(file) ?? '', /\b(?:AddServerSideBlazor|AddInteractiveServerComponents|MapRazorComponents|MapBlazorHub)\b/),
      }))
      .find(({ hit }) => hit !== undefined);
    return blazor?.hit === undefined
      ? of('web', 'aspnet-core')
      : {
          framework: found('blazor', { file: blazor.file, line: blazor.hit.line }, 'source-call', blazor.hit.match[0]),
          kind: found('web', place, 'project-sdk'),
        };
  }
  if (project.sdk === 'worker') return of('worker', null);
  const reference = /<FrameworkReference\s+Include="Microsoft\.AspNetCore\.App"/.exec(project.text);
  if (reference !== null && project.isExe) return of('web', 'aspnet-core');
  if (!project.isExe) return of('library', null);
  const server = sources
    .map((file) => ({ file, hit: findLine(files.read(file) ?? '', /\bnew\s+(?:HttpListener|TcpListener)\(/) }))
    .find(({ hit }) => hit !== undefined);
  return {
    framework: null,
    kind:
      server?.hit === undefined ? null : found('web', { file: server.file, line: server.hit.line }, 'source-server', server.hit.match[0]),
  };
}

/** The target framework's version; global.json names the SDK when the project does not say. */
function dotnetVersion(files: ProjectFiles, folder: string, project: Project): Fact<string> | null {
  const target = project.targetFramework;
  const version = /^net(?:coreapp)?(\d+\.\d+)/.exec(target?.value ?? '')?.[1];
  if (target !== undefined && version !== undefined) return withValue(target, version);
  for (const at of upwards(folder)) {
    const file = inFolder(at, 'global.json');
    const hit = findLine(files.read(file) ?? '', /"version"\s*:\s*"(\d+\.\d+)\.\d+/);
    if (hit !== undefined) return found(hit.match[1] ?? '', { file, line: hit.line }, 'global-json', hit.match[0]);
  }
  const image = versionFromDockerfile(files, folder, ['aspnet', 'runtime', 'sdk']);
  if (image !== undefined) return image;
  // The .NET Framework runs on Windows alone.
  return /<TargetFrameworks?>\s*net4|<TargetFrameworkVersion>\s*v4/.test(project.text)
    ? null
    : byDefault(releases.dotnet.preferred, 'the current long-term release');
}

function referencesOf(files: ProjectFiles, project: Pick<Project, 'file' | 'text'>, seen: Set<string>): readonly string[] {
  for (const match of project.text.matchAll(/<ProjectReference\s+[^>]*Include="([^"]+)"/g)) {
    const file = resolvePath(folderOf(project.file), (match[1] ?? '').replaceAll('\\', '/'));
    if (file === undefined || seen.has(file) || !files.has(file)) continue;
    seen.add(file);
    referencesOf(files, { file, text: files.read(file) ?? '' }, seen);
  }
  return [...seen].sort();
}

function isRestoreFile(path: string): boolean {
  return /^(?:Directory\.(?:Build|Packages)\.props|Directory\.Build\.targets|nuget\.config|global\.json|packages\.lock\.json)$/i.test(
    baseName(path),
  );
}

function commonFolder(folders: readonly string[]): string {
  return (
    upwards(folders[0] ?? '.').find((at) => folders.every((folder) => at === '.' || folder === at || folder.startsWith(`${at}/`))) ?? '.'
  );
}
