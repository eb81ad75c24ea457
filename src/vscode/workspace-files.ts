import * as vscode from 'vscode';
import { pathsBelow, type ProjectFiles } from '../core/detect/files.ts';
import { isSkippedFolder, projectLimits } from '../core/detect/skipped-folders.ts';

/** The files of one folder at one time, through `workspace.fs`: also of folders that are not on a disk. */
export interface FolderSnapshot {
  readonly root: vscode.Uri;
  /**
   * Runs a synchronous reader over the files. Texts are fetched as it asks for them: what is not there yet is missing to it at first, and
   * it runs again once it has been read, until it asks for nothing new. So it must always answer the same to the same files.
   */
  use<T>(reader: (files: ProjectFiles) => T): Promise<T>;
  uri(path: string): vscode.Uri;
}

/** Each round reads what the one before asked for; a chain of references is a few files long. */
const mostRounds = 50;

/** Lists the folder. Folders that cannot be read are left out, as are links to folders, which may lead in a circle. */
export async function snapshotFolder(root: vscode.Uri): Promise<FolderSnapshot> {
  const paths = await listFiles(root);
  const known = new Set(paths);
  const texts = new Map<string, string | undefined>();
  const uri = (path: string): vscode.Uri => vscode.Uri.joinPath(root, path);

  const use = async <T>(reader: (files: ProjectFiles) => T): Promise<T> => {
    for (let round = 1; ; round++) {
      const missing = new Set<string>();
      const result = reader({
        paths,
        has: (path) => known.has(path),
        read: (path) => {
          if (known.has(path) && !texts.has(path)) missing.add(path);
          return texts.get(path);
        },
        below: (folder) => pathsBelow(paths, folder),
      });
      if (missing.size === 0 || round === mostRounds) return result;
      await Promise.all([...missing].map(async (path) => texts.set(path, await readText(uri(path)))));
    }
  };
  return { root, use, uri };
}

/** What an editor shows of a file, saved or not, else what is stored; undefined when there is no such file or it is not text. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > projectLimits.fileSize || bytes.includes(0)) return undefined;
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

async function listFiles(root: vscode.Uri): Promise<readonly string[]> {
  const paths: string[] = [];
  let level = [''];
  while (level.length > 0 && paths.length < projectLimits.files) {
    const next: string[] = [];
    await Promise.all(
      level.map(async (folder) => {
        const found = await entries(vscode.Uri.joinPath(root, folder));
        const names = new Set(found.map(([name]) => name));
        for (const [name, type] of found) {
          if (type === vscode.FileType.Directory) {
            if (!isSkippedFolder(name, folder, names)) next.push(`${folder}${name}/`);
          } else if (type & vscode.FileType.File) paths.push(folder + name);
        }
      }),
    );
    level = next.sort();
  }
  return paths.slice(0, projectLimits.files).sort();
}

async function entries(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
