import { byDefault, found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { baseName, folderOf, inFolder, nameOfFolder } from '../paths.ts';
import type { AppProfile } from '../profile.ts';
import type { Stack } from '../stack.ts';

/** What scaffolding needs of a site of plain files. */
export interface StaticDetails {
  /** Folder that is served, relative to the app; `.` for the app's own. */
  readonly outputFolder: string;
  readonly spaFallback: boolean;
}

const siteFolders = ['.', 'public', 'dist', 'site', 'www', 'html', 'static', 'src'];

/** Sites of plain files: a folder with an index.html that nothing builds, or a Staticfile. */
export const stack: Stack = {
  name: 'static',
  candidates: (files) =>
    files.paths
      .filter((path) => baseName(path) === 'index.html' || baseName(path) === 'Staticfile')
      .map((path) => ({
        folder: siteRoot(folderOf(path)),
        strength: baseName(path) === 'Staticfile' ? ('manifest' as const) : ('plain-files' as const),
      })),
  read: (files, folder) => readSite(files, folder),
};

function readSite(files: ProjectFiles, folder: string): AppProfile | undefined {
  const stated = /^\s*root:\s*["']?([\w./-]+)/m
    .exec(files.read(inFolder(folder, 'Staticfile')) ?? '')?.[1]
    ?.replace(/^\.\//, '')
    .replace(/\/$/, '');
  const outputFolder =
    stated ?? siteFolders.find((name) => files.has(inFolder(folder, name === '.' ? 'index.html' : `${name}/index.html`)));
  if (outputFolder === undefined) return undefined;
  const page = inFolder(folder, outputFolder === '.' ? 'index.html' : `${outputFolder}/index.html`);
  const place = { file: files.has(page) ? page : inFolder(folder, 'Staticfile'), line: null };
  const details: StaticDetails = { outputFolder, spaFallback: false };
  return {
    path: folder,
    name: nameOfFolder(folder),
    kind: found('static', place, 'index-html'),
    language: found('static', place, 'index-html'),
    framework: null,
    packageManager: null,
    runtimeVersion: null,
    buildCommand: null,
    startCommand: null,
    port: byDefault(8080, 'the unprivileged port of the web server that serves the files'),
    services: [],
    env: [],
    processes: [],
    details: { ...details },
    problems: [],
  };
}

/** `public/index.html` at the root makes the root the app. */
function siteRoot(folder: string): string {
  const name = baseName(folder);
  return name !== '.' && siteFolders.includes(name) && folderOf(folder) === '.' ? '.' : folder;
}
