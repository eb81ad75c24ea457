import { byDefault, found, unknownProfile } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { baseName, folderOf, inFolder, nameOfFolder } from '../paths.ts';
import type { AppProfile, Evidence } from '../profile.ts';
import { filesNamed } from '../scan.ts';
import type { Candidate, Stack } from '../stack.ts';

/** What scaffolding needs of a site of plain files, or of one that Hugo builds. */
export interface StaticDetails {
  /** Folder that is served, relative to the app; `.` for the app's own. */
  readonly outputFolder: string;
  readonly spaFallback: boolean;
}

/** Sites of plain files: a folder with an index.html that nothing builds, or a Staticfile; and Hugo's. Details: `StaticDetails`. */
export const stack: Stack = {
  name: 'static',
  candidates: (files) =>
    filesNamed(files, ['index.html', 'Staticfile', ...hugoFiles]).flatMap((path): readonly Candidate[] => {
      const name = baseName(path);
      if (name === 'Staticfile' || isHugo(files, path)) return [{ folder: folderOf(path), strength: 'manifest' }];
      return name === 'index.html' ? [{ folder: siteRoot(folderOf(path)), strength: 'plain-files' }] : [];
    }),
  read: readSite,
};

const siteFolders = ['.', 'public', 'dist', 'site', 'www', 'html', 'static', 'src'];
const hugoFiles = ['hugo.toml', 'hugo.yaml', 'hugo.json', 'config.toml', 'config.yaml'];

function readSite(files: ProjectFiles, folder: string): AppProfile | undefined {
  const hugo = hugoFiles.map((name) => inFolder(folder, name)).find((file) => isHugo(files, file));
  if (hugo !== undefined) {
    const built = profileOf(folder, { outputFolder: 'public', spaFallback: false }, hugo, 'hugo-configuration');
    const place = { file: hugo, line: null };
    return {
      ...built,
      framework: found('hugo', place, 'hugo-configuration'),
      buildCommand: found('hugo --minify', place, 'hugo-configuration'),
    };
  }
  const staticfile = inFolder(folder, 'Staticfile');
  const stated = /^\s*root:\s*["']?([\w./-]+)/m
    .exec(files.read(staticfile) ?? '')?.[1]
    ?.replace(/^\.\//, '')
    .replace(/\/$/, '');
  const pageIn = (name: string) => inFolder(folder, name === '.' ? 'index.html' : `${name}/index.html`);
  const outputFolder = stated ?? siteFolders.find((name) => files.has(pageIn(name)));
  if (outputFolder === undefined) return undefined;
  const page = pageIn(outputFolder);
  const details: StaticDetails = { outputFolder, spaFallback: false };
  return files.has(page) ? profileOf(folder, details, page, 'index-html') : profileOf(folder, details, staticfile, 'staticfile');
}

function profileOf(folder: string, details: StaticDetails, file: string, rule: Evidence['rule']): AppProfile {
  const place = { file, line: null };
  return {
    ...unknownProfile(folder, nameOfFolder(folder)),
    kind: found('static', place, rule),
    language: found('static', place, rule),
    port: byDefault(8080, 'the unprivileged port of the web server that serves the files'),
    details: { ...details },
  };
}

/** Hugo's file by name, or a `config.toml` with its base address beside the folders that Hugo reads. */
function isHugo(files: ProjectFiles, path: string): boolean {
  const name = baseName(path);
  if (!hugoFiles.includes(name) || !files.has(path)) return false;
  const folder = folderOf(path);
  const hasFolders = ['content', 'layouts', 'themes', 'archetypes'].some((one) => files.below(inFolder(folder, one)).length > 0);
  return name.startsWith('hugo.') || (hasFolders && /^\s*baseURL\s*[=:]/im.test(files.read(path) ?? ''));
}

/** `public/index.html` at the root makes the root the app. */
function siteRoot(folder: string): string {
  return folder !== '.' && siteFolders.includes(folder) ? '.' : folder;
}
