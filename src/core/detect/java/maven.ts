import { XMLParser } from 'fast-xml-parser';
import { found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asArray, asObject, asString, type JsonObject } from '../json.ts';
import { lineAt } from '../lines.ts';
import { folderOf, inFolder, resolvePath } from '../paths.ts';
import type { Fact, ProfileProblem } from '../profile.ts';
import type { JavaBuild } from './build.ts';

/** A pom.xml with what it inherits from parents in the project. */
interface Pom {
  readonly file: string;
  readonly text: string;
  readonly project: JsonObject;
  readonly parent: Pom | undefined;
  readonly problem: ProfileProblem | undefined;
}

/** Reads the pom.xml of a folder; undefined when there is none. */
export function readMaven(files: ProjectFiles, folder: string): JavaBuild | undefined {
  const pom = readPom(files, inFolder(folder, 'pom.xml'), 0);
  if (pom === undefined) return undefined;
  const root = rootOf(pom);
  const buildRoot = folderOf(root.file);
  const plugin = (artifact: string) =>
    chain(pom)
      .map((one) => pluginOf(one, artifact))
      .find((value) => value !== undefined);
  const boot = plugin('spring-boot-maven-plugin');
  const artifactId = asString(pom.project['artifactId']) ?? 'app';
  const finalName = asString(asObject(pom.project['build'])['finalName']);
  const modules = modulesOf(pom);
  const packaging = asString(pom.project['packaging']) ?? 'jar';
  return {
    tool: 'maven',
    file: pom.file,
    name: artifactId,
    buildRoot,
    module: buildRoot === folder ? null : folder.slice(buildRoot === '.' ? 0 : buildRoot.length + 1),
    modules: modulesBelow(files, root, 0),
    hasModules: modules.length > 0,
    packaging: packaging === 'war' ? 'war' : packaging === 'pom' ? 'none' : 'jar',
    artifact: finalName === undefined || finalName.includes('${') ? `target/${artifactId}-*` : `target/${finalName}`,
    javaVersion: versionOf(pom),
    dependencies: dependenciesOf(pom),
    bootVersion: bootVersion(pom),
    hasBootPlugin: boot !== undefined,
    mainClass: mainClassOf(pom),
    fatJar: ['maven-shade-plugin', 'maven-assembly-plugin', 'onejar-maven-plugin'].some((name) => plugin(name) !== undefined),
    kotlin: plugin('kotlin-maven-plugin') !== undefined,
    kotlinDsl: false,
    wrapper: files.has(inFolder(buildRoot, 'mvnw')) && files.has(inFolder(buildRoot, '.mvn/wrapper/maven-wrapper.properties')),
    toolVersion:
      /apache-maven-([\d.]+)-bin/.exec(files.read(inFolder(buildRoot, '.mvn/wrapper/maven-wrapper.properties')) ?? '')?.[1] ?? null,
    distribution: false,
    problems: chain(pom).flatMap((one) => (one.problem === undefined ? [] : [one.problem])),
  };
}

const parser = new XMLParser({
  parseTagValue: false,
  processEntities: false,
  ignoreAttributes: true,
  isArray: (name) => ['dependency', 'plugin', 'module', 'execution', 'profile'].includes(name),
});
const deepest = 8;

function readPom(files: ProjectFiles, file: string, depth: number): Pom | undefined {
  const text = files.read(file);
  if (text === undefined || depth > deepest) return undefined;
  const { project, problem } = parseXml(file, text);
  const parent = asObject(project['parent']);
  const relative = asString(parent['relativePath']) ?? ('artifactId' in parent && !('relativePath' in parent) ? '../pom.xml' : undefined);
  const path =
    relative === undefined ? undefined : resolvePath(folderOf(file), relative.endsWith('.xml') ? relative : `${relative}/pom.xml`);
  const above = path === undefined || path === file ? undefined : readPom(files, path, depth + 1);
  const isParent = above !== undefined && asString(above.project['artifactId']) === asString(parent['artifactId']);
  return { file, text, project, parent: isParent ? above : undefined, problem };
}

function parseXml(file: string, text: string): { readonly project: JsonObject; readonly problem: ProfileProblem | undefined } {
  try {
    const project = asObject(asObject(parser.parse(text))['project']);
    return { project, problem: Object.keys(project).length > 0 ? undefined : { message: `${file} has no <project>.`, file, line: null } };
  } catch (error) {
    return {
      project: {},
      problem: {
        message: `${file} is not valid XML: ${error instanceof Error ? error.message : String(error)}. What it says is missing.`,
        file,
        line: null,
      },
    };
  }
}

function chain(pom: Pom): readonly Pom[] {
  return pom.parent === undefined ? [pom] : [pom, ...chain(pom.parent)];
}

/** The pom that lists this one's folder among its modules, directly or through others. */
function rootOf(pom: Pom): Pom {
  const parent = pom.parent;
  return parent !== undefined && modulesOf(parent).some((module) => isOrIn(resolvePath(folderOf(parent.file), module), folderOf(pom.file)))
    ? rootOf(parent)
    : pom;
}

function isOrIn(module: string | undefined, folder: string): boolean {
  return module !== undefined && (folder === module || folder === module.replace(/\/pom\.xml$/, ''));
}

function modulesOf(pom: Pom): readonly string[] {
  return asArray(asObject(pom.project['modules'])['module']).filter((module) => typeof module === 'string');
}

function modulesBelow(files: ProjectFiles, pom: Pom, depth: number): readonly string[] {
  if (depth > deepest) return [];
  return modulesOf(pom).flatMap((module) => {
    const folder = resolvePath(folderOf(pom.file), module);
    const inner = folder === undefined ? undefined : readPom(files, inFolder(folder, 'pom.xml'), deepest);
    return folder === undefined || inner === undefined ? [] : [folder, ...modulesBelow(files, inner, depth + 1)];
  });
}

function pluginOf(pom: Pom, artifact: string): JsonObject | undefined {
  const build = asObject(pom.project['build']);
  const profiles = asArray(asObject(pom.project['profiles'])['profile']).map((profile) => asObject(asObject(profile)['build']));
  return [build, ...profiles]
    .flatMap((section) => asArray(asObject(section['plugins'])['plugin']))
    .map(asObject)
    .find((plugin) => asString(plugin['artifactId']) === artifact);
}

/** java.version (Spring Boot), maven.compiler.release, target and source, the compiler plugin's configuration, kotlin.compiler.jvmTarget. */
function versionOf(pom: Pom): Fact<string> | undefined {
  for (const key of [
    'java.version',
    'maven.compiler.release',
    'maven.compiler.target',
    'maven.compiler.source',
    'jdk.version',
    'javaVersion',
    'java-version',
    'kotlin.compiler.jvmTarget',
    'jvm.version',
  ]) {
    const fact = property(pom, key);
    if (fact !== undefined) return fact;
  }
  for (const one of chain(pom)) {
    const configuration = asObject(asObject(pluginOf(one, 'maven-compiler-plugin'))['configuration']);
    for (const key of ['release', 'target', 'source']) {
      const value = resolve(one, asString(configuration[key]));
      if (value !== undefined) return factAt(one, value, `<${key}>`, 'maven-compiler-plugin');
    }
  }
  return undefined;
}

function property(pom: Pom, key: string): Fact<string> | undefined {
  for (const one of chain(pom)) {
    const value = resolve(pom, asString(asObject(one.project['properties'])[key]));
    if (value !== undefined) return factAt(one, value, `<${key}>`, 'maven-property');
  }
  return undefined;
}

/** `${java.version}` as its value; undefined when it cannot be known. */
function resolve(pom: Pom, value: string | undefined, depth = 0): string | undefined {
  const name = /^\$\{([^}]+)\}$/.exec(value ?? '')?.[1];
  if (name === undefined || depth > deepest) return value?.includes('${') === true ? undefined : value;
  const inner = chain(pom)
    .map((one) => asString(asObject(one.project['properties'])[name]))
    .find((text) => text !== undefined);
  return resolve(pom, inner, depth + 1);
}

function factAt(pom: Pom, value: string, tag: string, rule: string): Fact<string> {
  const at = pom.text.indexOf(tag);
  return found(value, { file: pom.file, line: at < 0 ? null : lineAt(pom.text, at) }, rule, `${tag}${value}`);
}

function dependenciesOf(pom: Pom): ReadonlyMap<string, Fact<string>> {
  const dependencies = new Map<string, Fact<string>>();
  for (const one of chain(pom)) {
    for (const dependency of asArray(asObject(one.project['dependencies'])['dependency']).map(asObject)) {
      const group = asString(dependency['groupId']);
      const artifact = asString(dependency['artifactId']);
      if (group === undefined || artifact === undefined || dependency['scope'] === 'test') continue;
      const key = `${group}:${artifact}`;
      if (!dependencies.has(key)) dependencies.set(key, factAt(one, key, `<artifactId>${artifact}</artifactId>`, 'maven-dependency'));
    }
  }
  return dependencies;
}

/** The version of Spring Boot's parent, or of its imported bill of materials. */
function bootVersion(pom: Pom): string | null {
  for (const one of chain(pom)) {
    const parent = asObject(one.project['parent']);
    if (asString(parent['artifactId']) === 'spring-boot-starter-parent') return resolve(pom, asString(parent['version'])) ?? null;
    const managed = asArray(asObject(asObject(one.project['dependencyManagement'])['dependencies'])['dependency']).map(asObject);
    const bom = managed.find((dependency) => asString(dependency['artifactId']) === 'spring-boot-dependencies');
    if (bom !== undefined) return resolve(pom, asString(bom['version'])) ?? null;
    const plugin = pluginOf(one, 'spring-boot-maven-plugin');
    if (asString(plugin?.['version']) !== undefined) return resolve(pom, asString(plugin?.['version'])) ?? null;
  }
  return null;
}

function mainClassOf(pom: Pom): string | null {
  for (const key of ['start-class', 'mainClass', 'main.class', 'exec.mainClass']) {
    const value = property(pom, key)?.value;
    if (value !== undefined) return value;
  }
  return resolve(pom, /<mainClass>\s*([^<\s]+)\s*<\/mainClass>/.exec(pom.text)?.[1]) ?? null;
}
