import type { ProjectFiles } from './files.ts';
import { found } from './fact.ts';
import { findLine } from './lines.ts';
import { baseName } from './paths.ts';
import type { Fact } from './profile.ts';

/** Larger files are generated or bundled, and say nothing of the app. */
const largest = 200_000;

/**
 * The files whose text holds one of the words. Looking for words is far cheaper than running patterns,
 * so every search over an app's sources starts here.
 */
export function filesWith(files: ProjectFiles, paths: readonly string[], words: readonly string[]): readonly string[] {
  return paths.filter((path) => {
    const text = files.read(path);
    return text !== undefined && text.length <= largest && words.some((word) => text.includes(word));
  });
}

/** The first place in the files where a pattern matches; `words` are texts of which every match holds one. */
export function firstMatch(
  files: ProjectFiles,
  paths: readonly string[],
  words: readonly string[],
  pattern: RegExp,
  rule: string,
): Fact<string> | undefined {
  for (const file of filesWith(files, paths, words)) {
    const hit = findLine(files.read(file) ?? '', pattern);
    if (hit !== undefined) return found(hit.match[0], { file, line: hit.line }, rule, hit.match[0]);
  }
  return undefined;
}

/** The project's files with one of the names, in the order of their paths. */
export function filesNamed(files: ProjectFiles, names: readonly string[]): readonly string[] {
  const { byName } = index(files, '');
  return names.flatMap((name) => byName.get(name) ?? []).sort();
}

/** The project's files with one of the extensions: `.csproj`. */
export function filesWithExtension(files: ProjectFiles, extensions: readonly string[]): readonly string[] {
  const { byExtension } = index(files, '');
  return extensions.flatMap((extension) => byExtension.get(extension) ?? []).sort();
}

/** A value computed once per project: manifests are asked for by every member of a workspace. */
export function oncePerProject<T>(compute: (files: ProjectFiles, key: string) => T): (files: ProjectFiles, key: string) => T {
  const known = new WeakMap<ProjectFiles, Map<string, T>>();
  return (files, key) => {
    const values = known.get(files) ?? new Map<string, T>();
    known.set(files, values);
    if (!values.has(key)) values.set(key, compute(files, key));
    return values.get(key) as T;
  };
}

/** Every stack looks for its manifests among all paths; one pass over them serves all. */
const index = oncePerProject((files) => {
  const byName = new Map<string, string[]>();
  const byExtension = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, path: string) => {
    const paths = map.get(key);
    if (paths === undefined) map.set(key, [path]);
    else paths.push(path);
  };
  for (const path of files.paths) {
    const name = baseName(path);
    const dot = name.lastIndexOf('.');
    add(byName, name, path);
    if (dot > 0) add(byExtension, name.slice(dot), path);
  }
  return { byName, byExtension };
});
