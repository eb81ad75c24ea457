/**
 * A project's files as detection sees them: a list made once, texts read on demand and remembered.
 * Paths are relative to the root, with `/`. Dependency and build folders (node_modules, .git, target, vendor, venv, …) are never in the list.
 */
export interface ProjectFiles {
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** The text of a file, or undefined when it does not exist, cannot be read or is not text. */
  read(path: string): string | undefined;
  /** Paths directly in or below `folder` (`.` is the root). */
  below(folder: string): readonly string[];
}

/** Files from a plain record, for tests and for previews of files that are not saved. */
export function projectFiles(texts: Readonly<Record<string, string>>): ProjectFiles {
  const paths = Object.keys(texts).sort();
  return {
    paths,
    has: (path) => Object.hasOwn(texts, path),
    read: (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined),
    below: (folder) => pathsBelow(paths, folder),
  };
}

/** The part of a sorted list of paths that lies in or below a folder. */
export function pathsBelow(sorted: readonly string[], folder: string): readonly string[] {
  if (folder === '.') return sorted;
  // `0` follows `/`, so everything that begins with `folder/` lies between the two.
  return sorted.slice(firstNotBefore(sorted, `${folder}/`), firstNotBefore(sorted, `${folder}0`));
}

function firstNotBefore(sorted: readonly string[], bound: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
