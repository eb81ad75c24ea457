import { found } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { asObject, asString, type JsonObject, readJson, stringEntries } from './json.ts';
import { inFolder } from './paths.ts';
import type { Fact, ProfileProblem } from './profile.ts';
import { oncePerProject } from './scan.ts';

/** A package.json as far as it can be read, with the lines of what it says. */
export interface PackageJson {
  readonly file: string;
  readonly value: JsonObject;
  readonly scripts: ReadonlyMap<string, string>;
  /** Run-time dependencies by name. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly devDependencies: ReadonlyMap<string, string>;
  readonly problems: readonly ProfileProblem[];
  /** Whether a package is a dependency of any kind. */
  uses(name: string): boolean;
  readonly line: (...keys: readonly string[]) => number | null;
  /** A fact stated at a path of keys. */
  fact<T>(value: T, keys: readonly string[], rule: string, text?: string): Fact<T>;
  /** A fact that a dependency states. */
  dependencyFact<T>(value: T, name: string, rule?: string): Fact<T>;
}

/** Reads `folder`/package.json; undefined when there is none. */
export const readPackageJson = oncePerProject(parsePackageJson);

function parsePackageJson(files: ProjectFiles, folder: string): PackageJson | undefined {
  const file = inFolder(folder, 'package.json');
  const text = files.read(file);
  if (text === undefined) return undefined;
  const document = readJson(text);
  const value = asObject(document.value);
  const dependencies = new Map([
    ...stringEntries(value['peerDependencies']),
    ...stringEntries(value['optionalDependencies']),
    ...stringEntries(value['dependencies']),
  ]);
  const devDependencies = new Map(stringEntries(value['devDependencies']));
  const problems = document.error === null ? [] : [notJson(file, document.error)];
  const fact = <T>(of: T, keys: readonly string[], rule: string, words?: string): Fact<T> =>
    found(of, { file, line: document.line(...keys) }, rule, words);
  return {
    file,
    value,
    scripts: new Map(stringEntries(value['scripts'])),
    dependencies,
    devDependencies,
    problems,
    uses: (name) => dependencies.has(name) || devDependencies.has(name),
    line: document.line,
    fact,
    dependencyFact: (of, name, rule = 'package-json-dependency') => {
      const section = dependencySections.find((key) => asString(asObject(value[key])[name]) !== undefined) ?? 'dependencies';
      const version = asString(asObject(value[section])[name]) ?? '';
      return fact(of, [section, name], rule, `${name} ${version}`);
    },
  };
}

const dependencySections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

function notJson(file: string, error: { readonly message: string; readonly line: number }): ProfileProblem {
  return { message: `${file} is not valid JSON: ${error.message}. Facts after this line are missing.`, file, line: error.line };
}
