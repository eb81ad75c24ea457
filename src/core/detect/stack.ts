import type { ProjectFiles } from './files.ts';
import type { AppProfile } from './profile.ts';

/**
 * One stack: a file in `stacks/` that exports one of these as `stack`. The list in `index.ts` is generated from the folder.
 * A stack says where apps of its kind may be and reads each of them; `detect.ts` drops folders that another stack claims with more right.
 */
export interface Stack {
  /** Kebab case, the file's name. */
  readonly name: string;
  /** Folders (`.` is the root) that hold a manifest of this stack, each with how strong the claim is: a manifest outranks a lone source file. */
  candidates(files: ProjectFiles): readonly Candidate[];
  /** Reads one candidate; undefined when nothing there is an app, library or site of this stack after all. */
  read(files: ProjectFiles, folder: string): AppProfile | undefined;
}

export interface Candidate {
  readonly folder: string;
  readonly strength: 'manifest' | 'source' | 'plain-files';
}

/** Deep-equal, synchronous and total: never throws, whatever the files hold. `detect(files)` in detect.ts returns the apps, sorted by path. */
export type Detect = (files: ProjectFiles) => readonly AppProfile[];
