import { type Dirent, readFileSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathsBelow, type ProjectFiles } from '../../core/detect/files.ts';
import { isSkippedFolder, projectLimits } from '../../core/detect/skipped-folders.ts';

export interface ReadProjectOptions {
  readonly signal?: AbortSignal;
  readonly limits?: Partial<ProjectLimits>;
}

export interface ProjectLimits {
  /** Files listed at most, shallow ones first. */
  readonly files: number;
  /** Bytes of a file that is read; larger ones are listed only. */
  readonly fileSize: number;
}

export interface ProjectOnDisk extends ProjectFiles {
  /** True when the limit of files was reached and the rest was left out. */
  readonly truncated: boolean;
}

/** The folder cannot be listed: it does not exist, is a file, or may not be read. */
export class UnreadableFolderError extends Error {
  override readonly name = 'UnreadableFolderError';
}

/**
 * Lists a project's files, without those of dependencies, builds and version control, and without following links to folders.
 * Texts are read when asked for and kept for as long as the object is.
 */
export async function readProject(root: string, options: ReadProjectOptions = {}): Promise<ProjectOnDisk> {
  const limits = { ...projectLimits, ...options.limits };
  await demandFolder(root);
  const paths: string[] = [];
  let truncated = false;
  let level: readonly string[] = [''];
  while (level.length > 0 && !truncated) {
    const lists = await inBatches(level, (folder) => list(root, folder), options.signal);
    const next: string[] = [];
    for (const { folder, entries } of lists) {
      const names = new Set(entries.map((entry) => entry.name));
      for (const entry of entries) {
        const path = folder + entry.name;
        if (entry.isDirectory()) {
          if (!isSkippedFolder(entry.name, folder, names)) next.push(`${path}/`);
        } else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(join(root, path))))) {
          if (paths.length === limits.files) truncated = true;
          else paths.push(path);
        }
      }
    }
    level = next;
  }
  return onDisk(root, paths.sort(), truncated, limits.fileSize);
}

const foldersAtOnce = 64;

async function demandFolder(root: string): Promise<void> {
  try {
    if ((await stat(root)).isDirectory()) return;
  } catch (error) {
    throw unreadable(root, error);
  }
  throw new UnreadableFolderError(`${root} is a file. Name the folder that holds the project.`);
}

async function list(root: string, folder: string): Promise<{ readonly folder: string; readonly entries: readonly Dirent[] }> {
  try {
    return { folder, entries: await readdir(join(root, folder), { withFileTypes: true }) };
  } catch (error) {
    if (folder === '') throw unreadable(root, error);
    return { folder, entries: [] };
  }
}

function unreadable(root: string, error: unknown): UnreadableFolderError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new UnreadableFolderError(`${root} does not exist. Check the path.`);
  if (code === 'EACCES' || code === 'EPERM')
    return new UnreadableFolderError(`${root} may not be read by this user. Change its permissions or run as its owner.`);
  return new UnreadableFolderError(`${root} cannot be listed: ${error instanceof Error ? error.message : String(error)}`);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function inBatches<T, R>(items: readonly T[], run: (item: T) => Promise<R>, signal: AbortSignal | undefined): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += foldersAtOnce) {
    signal?.throwIfAborted();
    results.push(...(await Promise.all(items.slice(from, from + foldersAtOnce).map(run))));
  }
  return results;
}

function onDisk(root: string, paths: readonly string[], truncated: boolean, fileSize: number): ProjectOnDisk {
  const listed = new Set(paths);
  const texts = new Map<string, string | undefined>();
  const below = new Map<string, readonly string[]>();
  return {
    paths,
    truncated,
    has: (path) => listed.has(path),
    read: (path) => {
      if (!listed.has(path)) return undefined;
      if (!texts.has(path)) texts.set(path, readText(join(root, path), fileSize));
      return texts.get(path);
    },
    below: (folder) => {
      const known = below.get(folder) ?? pathsBelow(paths, folder);
      below.set(folder, known);
      return known;
    },
  };
}

function readText(path: string, fileSize: number): string | undefined {
  try {
    if (statSync(path).size > fileSize) return undefined;
    const text = readFileSync(path, 'utf8');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
