import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import { contentLines, findLine } from '../lines.ts';
import { baseName, folderOf, inFolder, nameOfFolder, slug } from '../paths.ts';
import { portFromSource } from '../ports.ts';
import type { AppKind, AppProfile, Fact } from '../profile.ts';
import { filesNamed } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Candidate, Stack } from '../stack.ts';

/** What scaffolding needs of a C or C++ app. */
export interface CppDetails {
  readonly build: 'cmake' | 'meson' | 'make' | 'compiler';
  /** The executable that starts. */
  readonly target: string;
  /** CMake's find_package and pkg-config names. */
  readonly libraries: readonly string[];
  /** conanfile or vcpkg.json, when a package manager brings libraries. */
  readonly packageFile: string | null;
  /** True when there is no C++ in the sources. */
  readonly plainC: boolean;
  readonly healthPath: string | null;
}

/** C and C++ apps that CMake, Meson or make builds. Details: `CppDetails`. */
export const stack: Stack = {
  name: 'cpp',
  candidates: (files) =>
    filesNamed(files, buildFiles).flatMap((path): readonly Candidate[] => {
      const name = baseName(path);
      const folder = folderOf(path);
      if (name === 'CMakeLists.txt' || name === 'meson.build')
        return isInner(files, folder, name) ? [] : [{ folder, strength: 'manifest' }];
      if (name === 'Makefile') return compiles(files.read(path) ?? '') ? [{ folder, strength: 'source' }] : [];
      return /^main\.(?:c|cc|cpp|cxx)$/.test(name) ? [{ folder, strength: 'source' }] : [];
    }),
  read: readCppApp,
};

const buildFiles = ['CMakeLists.txt', 'meson.build', 'Makefile', 'main.c', 'main.cc', 'main.cpp', 'main.cxx'];
const extensions = ['.c', '.cc', '.cpp', '.cxx', '.h', '.hpp'];
const frameworks: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['drogon', /["<]drogon\/|\bDrogon\b/],
  ['crow', /["<]crow(?:\.h|\/)|\bCrow\b/],
  ['pistache', /["<]pistache\/|\bPistache\b/i],
  ['oatpp', /["<]oatpp\/|\boatpp\b/],
  ['cpp-httplib', /["<]httplib\.h|\bhttplib\b/],
];
const portPatterns = [
  /\bhtons\(\s*(\d{2,5})\s*\)/,
  /\.port\(\s*(\d{2,5})\s*\)/,
  /\b(?:listen|addListener|bind_to_port|set_listen_port)\(\s*"[^"]*"\s*,\s*(\d{2,5})/,
  /\b(?:tcp::endpoint|Address)\s*\w*[({][^;\n]*?,\s*(?:Port\()?(\d{2,5})/,
  /#define\s+\w*PORT\w*\s+(\d{2,5})\b/,
  /\b(?:int|unsigned|auto|short|uint16_t|std::uint16_t|size_t)\s+(?:\w*_)?port\w*\s*[={(]\s*(\d{2,5})\b/i,
];
const serverCode =
  /\b(?:listen|accept)\s*\(\s*\w+\s*,|\bhtons\(|\bhttplib::Server\b|\bcrow::SimpleApp\b|\bapp\(\)\.(?:addListener|run)|\btcp::acceptor\b/;

function readCppApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const sources = sourceFiles(files, folder, extensions);
  const manifest = ['CMakeLists.txt', 'meson.build', 'Makefile'].map((name) => inFolder(folder, name)).find((file) => files.has(file));
  const code = sources.filter((path) => !/\.h(?:pp)?$/.test(path));
  if (code.length === 0) return undefined;
  const text = files.read(manifest ?? '') ?? '';
  const name = baseName(manifest ?? '');
  const target = targetOf(files, folder, text, name, code);
  const file = manifest ?? code[0] ?? folder;
  const framework = frameworkOf(files, [...(manifest === undefined ? [] : [manifest]), ...sources]);
  const server = sources.map((path) => ({ path, hit: findLine(files.read(path) ?? '', serverCode) })).find(({ hit }) => hit !== undefined);
  const stated = statedCommand(files, folder);
  const start = stated ?? (target === undefined ? null : found(`./${target.name}`, { file, line: target.line }, target.rule, target.name));
  const kind: Fact<AppKind> | null =
    start === null
      ? found('library', { file, line: null }, 'nothing-starts')
      : framework !== null
        ? withValue(framework, 'web')
        : server?.hit === undefined
          ? null
          : found('web', { file: server.path, line: server.hit.line }, 'source-server', server.hit.match[0]);
  const plainC = code.every((path) => path.endsWith('.c'));
  const details: CppDetails = {
    build: name === 'CMakeLists.txt' ? 'cmake' : name === 'meson.build' ? 'meson' : name === 'Makefile' ? 'make' : 'compiler',
    target: target?.name ?? nameOfFolder(folder),
    libraries: [
      ...new Set(
        [
          ...text.matchAll(
            /\bfind_package\(\s*(\w+)|\bpkg_check_modules\(\s*\w+\s+(?:REQUIRED\s+)?([\w.+-]+)|\bdependency\(\s*'([^']+)'/gi,
          ),
        ].map((match) => match[1] ?? match[2] ?? match[3] ?? ''),
      ),
    ],
    packageFile: ['conanfile.txt', 'conanfile.py', 'vcpkg.json'].find((one) => files.has(inFolder(folder, one))) ?? null,
    plainC,
    healthPath: healthRoute(files, sources),
  };
  return assemble({
    files,
    folder,
    name: slug(target?.name ?? nameOfFolder(folder)),
    language: found('cpp', { file, line: null }, manifest === undefined ? 'cpp-source' : 'cpp-build-file'),
    kind,
    framework,
    packageManager: null,
    runtimeVersion: null,
    buildCommand: found(buildOf(details.build, details.target, plainC), { file, line: null }, `${details.build}-build`),
    startCommand: start,
    port: kind?.value === 'web' ? portOfApp(files, folder, stated, portFromSource(files, sources, portPatterns), undefined) : null,
    dependencies: new Map(details.libraries.map((library) => [library, found(library, { file, line: null }, 'cpp-library')])),
    sources,
    details,
  });
}

interface Target {
  readonly name: string;
  readonly line: number | null;
  readonly rule: string;
}

/** The executable of the build file; without one, what a compiler makes of the main file. */
function targetOf(files: ProjectFiles, folder: string, text: string, manifest: string, code: readonly string[]): Target | undefined {
  if (manifest === 'CMakeLists.txt') {
    const all = [
      text,
      ...files
        .below(folder)
        .filter((path) => baseName(path) === 'CMakeLists.txt' && folderOf(path) !== folder)
        .map((path) => files.read(path) ?? ''),
    ];
    const project = /\bproject\s*\(\s*["']?([\w.-]+)/i.exec(text)?.[1];
    for (const content of all) {
      const hit = findLine(content.replace(/#[^\n]*/g, ''), /\badd_executable\s*\(\s*["']?([\w.${}-]+)/i);
      const name = hit?.match[1]
        ?.replace(/\$\{(?:CMAKE_)?PROJECT_NAME\}/g, project ?? '')
        .replace(
          /\$\{(\w+)\}/g,
          (_, variable: string) => new RegExp(`\\bset\\s*\\(\\s*${variable}\\s+["']?([\\w.-]+)`, 'i').exec(content)?.[1] ?? '',
        );
      if (hit !== undefined && name !== undefined && name !== '' && !/test/i.test(name))
        return { name, line: content === text ? hit.line : null, rule: 'cmake-add-executable' };
    }
    return undefined;
  }
  if (manifest === 'meson.build') {
    const hit = findLine(text, /\bexecutable\s*\(\s*'([^']+)'/);
    return hit === undefined ? undefined : { name: hit.match[1] ?? 'app', line: hit.line, rule: 'meson-executable' };
  }
  if (manifest === 'Makefile') {
    const hit =
      findLine(text, /^(?:TARGET|PROGRAM|BIN|BINARY|EXECUTABLE|EXEC|OUT|NAME)\s*:?=\s*(?:\.\/)?([\w./-]+)\s*$/m) ??
      findLine(text, /-o\s+((?!\$)[\w./-]+)(?=\s)/);
    if (hit !== undefined && !/\.o$/.test(hit.match[1] ?? ''))
      return { name: hit.match[1] ?? 'app', line: hit.line, rule: 'makefile-target' };
    const rule = contentLines(text)
      .map(({ text: line, line: number }) => ({ name: /^([\w-]+):\s*[\w./-]+\.(?:o|c|cc|cpp)\b/.exec(line)?.[1], line: number }))
      .find((one) => one.name !== undefined);
    return rule?.name === undefined ? undefined : { name: rule.name, line: rule.line, rule: 'makefile-target' };
  }
  const main = code.find((path) => /\bint\s+main\s*\(/.test(files.read(path) ?? ''));
  return main === undefined ? undefined : { name: baseName(main).replace(/\.\w+$/, ''), line: null, rule: 'main-function' };
}

function buildOf(build: CppDetails['build'], target: string, plainC: boolean): string {
  if (build === 'cmake') return 'cmake -B build -DCMAKE_BUILD_TYPE=Release && cmake --build build';
  if (build === 'meson') return 'meson setup build --buildtype=release && meson compile -C build';
  return build === 'make' ? 'make' : `${plainC ? 'cc' : 'c++'} -O2 -o ${target} *.${plainC ? 'c' : 'cpp'}`;
}

function frameworkOf(files: ProjectFiles, paths: readonly string[]): Fact<string> | null {
  for (const [name, pattern] of frameworks) {
    for (const file of paths) {
      const hit = findLine(files.read(file) ?? '', pattern);
      if (hit !== undefined) return found(name, { file, line: hit.line }, 'cpp-framework', hit.match[0]);
    }
  }
  return null;
}

/** A subdirectory's build file belongs to the one above. */
function isInner(files: ProjectFiles, folder: string, name: string): boolean {
  return folder !== '.' && files.has(inFolder(folderOf(folder), name));
}

function compiles(makefile: string): boolean {
  return /\b(?:gcc|g\+\+|clang(?:\+\+)?|cc)\b|\$[({](?:CC|CXX)[)}]/.test(makefile);
}
