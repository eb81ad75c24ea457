import type { ProjectFiles } from './files.ts';
import { found } from './fact.ts';
import { findLine } from './lines.ts';
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
