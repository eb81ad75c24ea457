import type { ProjectFiles } from '../detect/files.ts';
import type { AppProfile } from '../detect/profile.ts';

/**
 * One stack: a folder here whose `scaffolder.ts` exports one of these as `scaffolder`. The list in `index.ts` is generated from the folders.
 * A stack says how an app of its kind becomes an image. What is common to all stacks follows from that and is not its business:
 * the ignore file, the Compose file and its services, the manifests.
 */
export interface Scaffolder {
  /** Kebab case, the folder's name. */
  readonly name: string;
  /** Exactly one stack handles an app; the unknown one takes what no other does. */
  handles(app: AppProfile): boolean;
  /** Total and deterministic: whatever the profile lacks becomes a default that `notes` names, or a comment in the Dockerfile. */
  image(app: AppProfile, files: ProjectFiles): AppImage;
}

/** How one app becomes an image, and what that image needs from whoever runs it. Paths are relative to the project's root unless said otherwise. */
export interface AppImage {
  /** Folder that the build sees: the app's own, or the workspace's root when the app needs packages beside it. */
  readonly context: string;
  /** Text of the Dockerfile, whose COPY sources are relative to `context`. It always lies in the app's folder. */
  readonly dockerfile: string;
  /** Other files that the Dockerfile copies: a web server's configuration. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly ignore: IgnoreNeeds;
  /** Build arguments that change what the image holds and come from whoever builds: addresses that a front end bakes in. */
  readonly buildArgs: readonly string[];
  /** Files with credentials that the build mounts as secrets, relative to the project's root. */
  readonly buildSecrets: readonly { readonly id: string; readonly file: string }[];
  readonly runtime: Runtime;
  /** What a person should know before writing. */
  readonly notes: readonly string[];
}

/** What the stack knows about its own files; the rest of the ignore file comes from the project. Patterns as a .dockerignore at the context has them. */
export interface IgnoreNeeds {
  /** Folders that the package manager fills: installed in the image, never copied. */
  readonly dependencies: readonly string[];
  /** What builds write. */
  readonly outputs: readonly string[];
  /** What neither the build nor the app reads: tests, documentation, editor settings. Only patterns that match something are written. */
  readonly unused: readonly string[];
  /** Files the Dockerfile copies by name, relative to the context; no pattern may hide them, not even one of .gitignore. */
  readonly copied: readonly string[];
}

/** The running container, for Compose and Kubernetes alike. */
export interface Runtime {
  /** Port the app listens on; null for workers and jobs. */
  readonly port: number | null;
  /** Numeric user and group. */
  readonly user: string;
  /** Path that answers 2xx when the app is healthy; null when none was found. */
  readonly healthPath: string | null;
  /** The app starts children or leaves SIGTERM to an init. */
  readonly needsInit: boolean;
  /** Variables that must be set for it to run, beside those the image sets. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute folders in the container that the app writes to, beside /tmp. */
  readonly writable: readonly string[];
  readonly processes: readonly RuntimeProcess[];
}

/** Another process of the same image: a worker, or the step that runs before a release. */
export interface RuntimeProcess {
  readonly name: string;
  /** `release` runs once, before the app starts. */
  readonly kind: 'worker' | 'release';
  readonly argv: readonly string[];
  /** Stage of the Dockerfile that has what this process needs; the last one when left out. */
  readonly target?: string;
}

/** User and group of every generated image that is not distroless. */
export const appUser = '10001:10001';
