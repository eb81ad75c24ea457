import { found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asObject, asString } from '../json.ts';
import { findLine } from '../lines.ts';
import { baseName, folderOf, inFolder, nameOfFolder, upwards } from '../paths.ts';
import type { Fact } from '../profile.ts';
import { readToml, type TomlDocument } from '../toml.ts';
import type { JavaBuild } from './build.ts';

/** Reads build.gradle or build.gradle.kts of a folder line by line; undefined when there is none. Scripts are not run, so computed values stay unknown. */
export function readGradle(files: ProjectFiles, folder: string): JavaBuild | undefined {
  const file = ['build.gradle.kts', 'build.gradle'].map((name) => inFolder(folder, name)).find((path) => files.has(path));
  if (file === undefined) return undefined;
  const settings = upwards(folder)
    .flatMap((at) => ['settings.gradle.kts', 'settings.gradle'].map((name) => inFolder(at, name)))
    .find((path) => files.has(path));
  const buildRoot = settings === undefined ? folder : folderOf(settings);
  const settingsText = files.read(settings ?? '') ?? '';
  const rootName = /rootProject\.name\s*=\s*["']([^"']+)["']/.exec(settingsText)?.[1];
  const text = withoutComments(files.read(file) ?? '');
  const rootScript = ['build.gradle.kts', 'build.gradle']
    .map((name) => inFolder(buildRoot, name))
    .find((path) => path !== file && files.has(path));
  const rootText = withoutComments(files.read(rootScript ?? '') ?? '');
  const catalogFile = inFolder(buildRoot, 'gradle/libs.versions.toml');
  const catalog = readToml(files.read(catalogFile) ?? '');
  const plugins = pluginsOf(text, catalog);
  const modules = includedModules(files, buildRoot, settingsText);
  const isBoot = plugins.has('org.springframework.boot');
  const version = /^\s*version\s*=?\s*["']([^"']+)["']/m.exec(text)?.[1];
  const name = folder === buildRoot ? (rootName ?? nameOfFolder(folder)) : baseName(folder);
  const archive = /archive(?:FileName|sBaseName|BaseName)(?:\.set\(|\s*=\s*)["']([^"']+)["']/.exec(text)?.[1]?.replace(/\.[jw]ar$/, '');
  return {
    tool: 'gradle',
    file,
    name,
    buildRoot,
    module: folder === buildRoot ? null : `:${folder.slice(buildRoot === '.' ? 0 : buildRoot.length + 1).replaceAll('/', ':')}`,
    modules,
    hasModules: folder === buildRoot && modules.length > 0,
    packaging: plugins.has('war') ? 'war' : 'jar',
    artifact: `build/libs/${archive ?? `${name}${version === undefined ? '' : `-${version}`}`}`,
    javaVersion:
      javaVersionOf(file, files.read(file) ?? '') ??
      (rootScript === undefined ? undefined : javaVersionOf(rootScript, files.read(rootScript) ?? '')),
    dependencies: dependenciesOf(file, text, catalog),
    bootVersion: isBoot
      ? (plugins.get('org.springframework.boot') ??
        pluginsOf(rootText, catalog).get('org.springframework.boot') ??
        buildscriptBoot(text) ??
        buildscriptBoot(rootText))
      : null,
    hasBootPlugin: isBoot,
    mainClass:
      /\b(?:mainClass(?:Name)?)(?:\.set\(|\s*=\s*|\s+)["']([\w.$]+)["']/.exec(text)?.[1] ??
      /["']Main-Class["']\s*(?:to|:|,|=)\s*["']([\w.$]+)["']/.exec(text)?.[1] ??
      null,
    fatJar: plugins.has('com.github.johnrengelman.shadow') || plugins.has('com.gradleup.shadow') || plugins.has('io.ktor.plugin'),
    kotlin: [...plugins.keys()].some((id) => id.startsWith('org.jetbrains.kotlin') || id === 'kotlin'),
    kotlinDsl: file.endsWith('.kts'),
    wrapper: files.has(inFolder(buildRoot, 'gradlew')) && files.has(inFolder(buildRoot, 'gradle/wrapper/gradle-wrapper.properties')),
    toolVersion:
      /gradle-([\d.]+)-(?:bin|all)/.exec(files.read(inFolder(buildRoot, 'gradle/wrapper/gradle-wrapper.properties')) ?? '')?.[1] ?? null,
    distribution: plugins.has('application'),
    problems:
      catalog.error === null
        ? []
        : [{ message: `${catalogFile} is not valid TOML: ${catalog.error.message}.`, file: catalogFile, line: catalog.error.line }],
  };
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:"'])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

/** Plugin ids with their versions: `id 'x' version '1'`, `kotlin("jvm")`, `alias(libs.plugins.x)`, `apply plugin: 'x'`. */
function pluginsOf(text: string, catalog: TomlDocument): Map<string, string | null> {
  const plugins = new Map<string, string | null>();
  for (const match of text.matchAll(
    /\bid\s*\(?\s*["']([\w.-]+)["']\s*\)?(?:\s*version\s*\(?\s*["']([^"']+)["'])?(?:\)?\s*apply\s*\(?\s*false)?/g,
  )) {
    if (!/apply\s*\(?\s*false/.test(match[0])) plugins.set(match[1] ?? '', match[2] ?? null);
  }
  for (const match of text.matchAll(/\bkotlin\(\s*["'](\w[\w.]*)["']\s*\)/g)) plugins.set(`org.jetbrains.kotlin.${match[1] ?? ''}`, null);
  for (const match of text.matchAll(/apply\s+plugin:\s*["']([\w.-]+)["']|apply\(plugin\s*=\s*["']([\w.-]+)["']\)/g))
    plugins.set(match[1] ?? match[2] ?? '', null);
  const block = /\bplugins\s*\{([^}]*)\}/.exec(text)?.[1] ?? '';
  for (const match of block.matchAll(/^\s*`?([a-z][\w-]*)`?\s*$/gm)) plugins.set(match[1] ?? '', null);
  const known = asObject(catalog.value['plugins']);
  for (const match of text.matchAll(/alias\(\s*libs\.plugins\.([\w.]+)\s*\)(\s*apply\s*\(?\s*false)?/g)) {
    const entry = Object.entries(known).find(([key]) => key.replace(/[-_]/g, '.') === match[1])?.[1];
    const [id, shortVersion] = typeof entry === 'string' ? entry.split(':') : [asString(asObject(entry)['id'])];
    if (id !== undefined && match[2] === undefined) plugins.set(id, shortVersion ?? catalogVersion(catalog, asObject(entry)['version']));
  }
  return plugins;
}

function catalogVersion(catalog: TomlDocument, version: unknown): string | null {
  if (typeof version === 'string') return version;
  const reference = asString(asObject(version)['ref']);
  return reference === undefined ? null : (asString(asObject(catalog.value['versions'])[reference]) ?? null);
}

function buildscriptBoot(text: string): string | null {
  return (
    /spring-boot-gradle-plugin:([\w.-]+)["']/.exec(text)?.[1] ??
    /springBootVersion\s*=\s*["']([\w.-]+)["']/.exec(text)?.[1] ??
    /id\s*\(?\s*["']org\.springframework\.boot["']\s*\)?\s*version\s*\(?\s*["']([^"']+)["']/.exec(text)?.[1] ??
    null
  );
}

const versionPatterns = [
  /JavaLanguageVersion\.of\(\s*["']?(\d+)/,
  /\bjvmToolchain\s*\(\s*(\d+)/,
  /\boptions\.release(?:\.set\(|\s*=\s*)(\d+)/,
  /\b(?:sourceCompatibility|targetCompatibility)\s*=?\s*(?:JavaVersion\.(?:VERSION_|toVersion\(\s*["']?))?["']?(1[._]\d+|\d+)/,
  /\bjvmTarget\s*(?:=|\.set\()\s*(?:JvmTarget\.JVM_)?["']?(1[._]\d+|\d+)/,
];

function javaVersionOf(file: string, text: string): Fact<string> | undefined {
  for (const pattern of versionPatterns) {
    const hit = findLine(text, pattern);
    if (hit !== undefined)
      return found((hit.match[1] ?? '').replace('_', '.'), { file, line: hit.line }, 'gradle-java-version', hit.match[0]);
  }
  return undefined;
}

/** `implementation 'group:artifact:1'`, `implementation("group:artifact")`, `implementation(libs.x)`. */
function dependenciesOf(file: string, text: string, catalog: TomlDocument): ReadonlyMap<string, Fact<string>> {
  const dependencies = new Map<string, Fact<string>>();
  const libraries = asObject(catalog.value['libraries']);
  for (const [index, line] of text.split('\n').entries()) {
    const configuration = /^\s*(implementation|api|compile|runtimeOnly|runtime|compileOnly|developmentOnly|providedRuntime)\b(.*)$/.exec(
      line,
    );
    if (configuration === null) continue;
    const place = { file, line: index + 1 };
    const rest = configuration[2] ?? '';
    const coordinates =
      /["']([\w.-]+):([\w.-]+)(?::[^"']*)?["']/.exec(rest) ?? /group:\s*["']([\w.-]+)["']\s*,\s*name:\s*["']([\w.-]+)["']/.exec(rest);
    if (coordinates !== null)
      dependencies.set(
        `${coordinates[1] ?? ''}:${coordinates[2] ?? ''}`,
        found(`${coordinates[1] ?? ''}:${coordinates[2] ?? ''}`, place, 'gradle-dependency', line),
      );
    const alias = /libs\.([\w.]+)/.exec(rest)?.[1];
    const entry = alias === undefined ? undefined : Object.entries(libraries).find(([key]) => key.replace(/[-_]/g, '.') === alias)?.[1];
    const module =
      typeof entry === 'string'
        ? entry.split(':').slice(0, 2).join(':')
        : (asString(asObject(entry)['module']) ??
          [asString(asObject(entry)['group']), asString(asObject(entry)['name'])].filter(Boolean).join(':'));
    if (module !== '') dependencies.set(module, found(module, place, 'gradle-dependency', line));
  }
  return dependencies;
}

/** Folders that settings.gradle includes: `include 'app', 'services:api'`. */
function includedModules(files: ProjectFiles, root: string, settings: string): readonly string[] {
  const names = [...settings.matchAll(/\binclude\s*\(?\s*((?:["'][^"']+["']\s*,?\s*)+)/g)].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/["']:?([^"']+)["']/g)].map((name) => name[1] ?? ''),
  );
  return names.map((name) => inFolder(root, name.replaceAll(':', '/'))).filter((folder) => files.below(folder).length > 0);
}
