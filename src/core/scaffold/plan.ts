/** A file that scaffolding would write. `replace` means another text is there now; `same` that nothing would change. */
export interface PlannedFile {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  readonly content: string;
  readonly action: 'create' | 'replace' | 'same';
  readonly artifact: Artifact;
  /** The text that is there now; only when it is to be replaced. Whoever writes holds the file against it. */
  readonly previous?: string;
  /** Executable bit, for scripts. */
  readonly executable?: boolean;
}

export type Artifact = 'dockerfile' | 'dockerignore' | 'compose' | 'kubernetes' | 'kustomize' | 'helm' | 'ci';

export interface Plan {
  readonly files: readonly PlannedFile[];
  /** What a person should know before writing: a value that was assumed, a file that is the framework's own and is kept. */
  readonly notes: readonly string[];
}

export interface PlanOptions {
  readonly artifacts: readonly Artifact[];
  /** Only these apps (paths); all when left out. */
  readonly apps?: readonly string[];
  /** Image name without tag, per app path; the app's name when left out. */
  readonly images?: Readonly<Record<string, string>>;
}
