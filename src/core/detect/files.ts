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
    below: (folder) => (folder === '.' ? paths : paths.filter((path) => path.startsWith(`${folder}/`))),
  };
}
