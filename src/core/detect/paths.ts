/** `folder/name`, where `.` is the root. */
export function inFolder(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`;
}

/** The folder a path lies in; `.` for files of the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path as seen from `folder`; the path itself when it lies elsewhere. */
export function relativeTo(folder: string, path: string): string {
  if (folder === '.') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

export function isWithin(folder: string, path: string): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`);
}

/** The folder itself, then its parents up to the root: `a/b` gives `a/b`, `a`, `.`. */
export function upwards(folder: string): readonly string[] {
  const folders = [folder];
  let current = folder;
  while (current !== '.') {
    current = folderOf(current);
    folders.push(current);
  }
  return folders;
}

/** Joins and resolves `.` and `..`; undefined when the result would leave the root. */
export function resolvePath(folder: string, relative: string): string | undefined {
  const parts = folder === '.' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}

/** The folder that a lone source file makes an app: the one above `src`. */
export function aboveSources(folder: string): string {
  return baseName(folder) === 'src' ? folderOf(folder) : folder;
}

/** A name fit for images, services and manifests: lower case, `[a-z0-9-]`, at most 63 characters; `app` when nothing is left. */
export function slug(name: string): string {
  const cleaned = name
    .toLowerCase()
    .replace(/^@[^/]*\//, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return cleaned || 'app';
}

/** The app's name when its manifest has none: the folder's, or `app` at the root. */
export function nameOfFolder(folder: string): string {
  return folder === '.' ? 'app' : slug(baseName(folder));
}
