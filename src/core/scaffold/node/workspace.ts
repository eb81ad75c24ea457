import type { ProjectFiles } from '../../detect/files.ts';
import { asString } from '../../detect/json.ts';
import { workspaceMembers } from '../../detect/node/workspaces.ts';
import { type PackageJson, readPackageJson } from '../../detect/package-json.ts';
import { inFolder, relativeTo } from '../../detect/paths.ts';

/** One package of a workspace. */
export interface Member {
  /** Relative to the workspace's root; `.` is the root itself. */
  readonly folder: string;
  readonly name: string;
  readonly manifest: PackageJson;
}

/** Where an app's dependencies are installed, and the packages beside it that it needs. */
export interface Workspace {
  /** Folder of the lock file, relative to the project's root: the build's context. */
  readonly root: string;
  readonly rootManifest: PackageJson | undefined;
  readonly app: Member;
  /** The packages that the app needs for its build or at run time, dependencies first; without the app. */
  readonly needed: readonly Member[];
  /** Those of them that run with the app. */
  readonly running: readonly Member[];
  /** Every package, for tools whose lock file is only valid with all manifests. */
  readonly all: readonly Member[];
}

export function readWorkspace(files: ProjectFiles, path: string, root: string, manifest: PackageJson): Workspace {
  const app: Member = { folder: folderWithin(root, path), name: asString(manifest.value['name']) ?? path, manifest };
  const all = [...workspaceMembers(files, root)].flatMap(([name, folder]): Member[] => {
    const other = readPackageJson(files, folder);
    return other === undefined || folder === path ? [] : [{ folder: folderWithin(root, folder), name, manifest: other }];
  });
  return {
    root,
    rootManifest: readPackageJson(files, root),
    app,
    all,
    needed: closure(app, all, (member) => [...member.manifest.dependencies.keys(), ...member.manifest.devDependencies.keys()]),
    running: closure(app, all, (member) => [...member.manifest.dependencies.keys()]),
  };
}

/** A member's file, relative to the workspace's root. */
export function memberFile(member: Member, name: string): string {
  return inFolder(member.folder, name);
}

function folderWithin(root: string, path: string): string {
  return root === path ? '.' : relativeTo(root, path);
}

/** What `start` needs among `all`, each after what it needs itself. */
function closure(start: Member, all: readonly Member[], needs: (member: Member) => readonly string[]): readonly Member[] {
  const byName = new Map(all.map((member) => [member.name, member]));
  const visited = new Set<Member>([start]);
  const ordered: Member[] = [];
  const visit = (member: Member): void => {
    for (const name of needs(member)) {
      const next = byName.get(name);
      if (next === undefined || visited.has(next)) continue;
      visited.add(next);
      visit(next);
      ordered.push(next);
    }
  };
  visit(start);
  return ordered;
}
