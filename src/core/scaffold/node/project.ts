import type { ProjectFiles } from '../../detect/files.ts';
import type { NodeDetails } from '../../detect/node/details.ts';
import { type PackageJson, readPackageJson } from '../../detect/package-json.ts';
import { relativeTo } from '../../detect/paths.ts';
import type { AppProfile } from '../../detect/profile.ts';
import { type Manager, packageManager } from './manager.ts';
import { readWorkspace, type Workspace } from './workspace.ts';

/** An app that Node builds, as scaffolders see it: the profile, and what the files say beyond it. */
export interface NodeProject {
  readonly app: AppProfile;
  readonly details: Partial<NodeDetails>;
  readonly files: ProjectFiles;
  readonly manifest: PackageJson;
  readonly workspace: Workspace;
  readonly manager: Manager;
  /** Paths below the app's folder, relative to it. */
  readonly paths: readonly string[];
}

/** Undefined when there is no package.json to build from. */
export function readNodeProject(app: AppProfile, files: ProjectFiles): NodeProject | undefined {
  const manifest = readPackageJson(files, app.path);
  if (manifest === undefined) return undefined;
  // Detection says how complete it is: a profile made by hand may lack any of these.
  const details: Partial<NodeDetails> = app.details;
  const workspace = readWorkspace(files, app.path, details.workspaceRoot ?? app.path, manifest);
  return {
    app,
    details,
    files,
    manifest,
    workspace,
    manager: packageManager(files, workspace, app.packageManager?.value, details),
    paths: files.below(app.path).map((path) => relativeTo(app.path, path)),
  };
}

export function hasFolder({ paths }: NodeProject, folder: string): boolean {
  return paths.some((path) => path.startsWith(`${folder}/`));
}

export function isMonorepoApp({ workspace }: NodeProject): boolean {
  return workspace.app.folder !== '.';
}
