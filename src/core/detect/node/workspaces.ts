import type { ProjectFiles } from '../files.ts';
import { asArray, asObject } from '../json.ts';
import { readPackageJson } from '../package-json.ts';
import { folderOf, inFolder, relativeTo, upwards } from '../paths.ts';
import { oncePerProject } from '../scan.ts';
import { yamlEntries } from '../yaml-lines.ts';

export type WorkspaceTool = 'npm' | 'yarn' | 'pnpm' | 'bun' | 'turbo' | 'nx' | 'lerna';

/** The patterns of member folders when `folder` is the root of a workspace, else undefined. */
export const workspacePatterns = oncePerProject((files, folder): readonly string[] | undefined => {
  const pnpm = files.read(inFolder(folder, 'pnpm-workspace.yaml'));
  if (pnpm !== undefined) {
    const packages = yamlEntries(pnpm).filter((entry) => entry.path[0] === 'packages' && entry.path.length === 2);
    if (packages.length > 0) return packages.map((entry) => entry.value);
  }
  const workspaces = readPackageJson(files, folder)?.value['workspaces'];
  const list = Array.isArray(workspaces) ? asArray(workspaces) : asArray(asObject(workspaces)['packages']);
  const patterns = list.filter((pattern) => typeof pattern === 'string');
  if (patterns.length > 0) return patterns;
  return files.has(inFolder(folder, 'lerna.json')) && files.has(inFolder(folder, 'package.json')) ? ['packages/*'] : undefined;
});

/** The root of the workspace that a folder is a member of; undefined when it stands alone or is the root itself. */
export function workspaceRootOf(files: ProjectFiles, folder: string): string | undefined {
  return upwards(folder)
    .slice(1)
    .find((root) => {
      const patterns = workspacePatterns(files, root);
      return patterns !== undefined && isMember(patterns, relativeTo(root, folder));
    });
}

/** Member folders of the workspace rooted in `root`, with the names in their package.json files. */
export const workspaceMembers = oncePerProject((files, root): ReadonlyMap<string, string> => {
  const patterns = workspacePatterns(files, root) ?? [];
  const members = new Map<string, string>();
  for (const path of files.below(root)) {
    if (!path.endsWith('/package.json')) continue;
    const folder = folderOf(path);
    if (folder === root || !isMember(patterns, relativeTo(root, folder))) continue;
    const name = readPackageJson(files, folder)?.value['name'];
    if (typeof name === 'string') members.set(name, folder);
  }
  return members;
});

/** Folders of the members that the package in `folder` depends on, directly or through others, sorted. */
export function neededMembers(files: ProjectFiles, folder: string, members: ReadonlyMap<string, string>): readonly string[] {
  const needed = new Set<string>();
  const visit = (at: string) => {
    const manifest = readPackageJson(files, at);
    for (const name of [...(manifest?.dependencies.keys() ?? []), ...(manifest?.devDependencies.keys() ?? [])]) {
      const member = members.get(name);
      if (member === undefined || member === folder || needed.has(member)) continue;
      needed.add(member);
      visit(member);
    }
  };
  visit(folder);
  return [...needed].sort();
}

/** What runs tasks across the workspace of a root. */
export function workspaceToolOf(files: ProjectFiles, root: string, manager: 'npm' | 'yarn' | 'pnpm' | 'bun'): WorkspaceTool {
  if (files.has(inFolder(root, 'turbo.json'))) return 'turbo';
  if (files.has(inFolder(root, 'nx.json'))) return 'nx';
  if (files.has(inFolder(root, 'lerna.json'))) return 'lerna';
  return manager;
}

function isMember(patterns: readonly string[], relative: string): boolean {
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const matches = (pattern: string) => globPattern(pattern).test(relative);
  return patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern)) && !excluded.some(matches);
}

/** `packages/*`, `apps/**`, `{apps,libs}/*`: the globs of workspaces. */
function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/^\.\//, '')
    .replace(/\/+$/, '')
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^{}]*)\}/g, (_, list: string) => `(?:${list.split(',').join('|')})`)
    .replace(/\/\*\*$/, '(?:/.+)?')
    .replace(/\*\*\//g, '(?:.+/)?')
    .replace(/(?<!\.)\*+/g, '[^/]+')
    .replace(/\?(?!:)/g, (mark, offset: number, all: string) => (/[)(+]/.test(all[offset - 1] ?? '') ? mark : '[^/]'));
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^$/;
  }
}
