/** What an app is, as its files say it. Every fact carries the place it was read from; what no file says is null. */
export interface AppProfile {
  /** Folder of the app, relative to the project's root, with `/`; the root itself is `.`. */
  readonly path: string;
  /** Name for images, services and manifests: from the manifest or the folder, lower case, `[a-z0-9-]`. */
  readonly name: string;
  readonly kind: Fact<AppKind> | null;
  readonly language: Fact<Language> | null;
  /** Kebab case: nextjs, nestjs, express, spring-boot. */
  readonly framework: Fact<string> | null;
  readonly packageManager: Fact<PackageManager> | null;
  /** The version the image will have, as an image tag wants it: `24`, `3.13`, `1.24`. `evidence.source` is `default` when no file says it. */
  readonly runtimeVersion: Fact<string> | null;
  readonly buildCommand: Fact<string> | null;
  readonly startCommand: Fact<string> | null;
  readonly port: Fact<number> | null;
  readonly services: readonly Fact<Service>[];
  /** Names of environment variables that the code reads, with the place of the first read. */
  readonly env: readonly Fact<string>[];
  /** Other processes of the same code base: a Procfile's worker, release or clock. */
  readonly processes: readonly Fact<Process>[];
  /** What one stack knows beyond the common facts, for its own scaffolder: output folder, entry file, workspace tool. */
  readonly details: Readonly<Record<string, unknown>>;
  /** What could not be read or does not fit together, in words for a person. */
  readonly problems: readonly ProfileProblem[];
}

export type AppKind = 'web' | 'worker' | 'cli' | 'static' | 'library';

export type Language = 'node' | 'python' | 'go' | 'java' | 'php' | 'ruby' | 'dotnet' | 'rust' | 'deno' | 'elixir' | 'cpp' | 'static';

export type PackageManager =
  | 'npm'
  | 'yarn'
  | 'pnpm'
  | 'bun'
  | 'pip'
  | 'uv'
  | 'poetry'
  | 'pipenv'
  | 'pdm'
  | 'gomod'
  | 'cargo'
  | 'maven'
  | 'gradle'
  | 'composer'
  | 'bundler'
  | 'nuget'
  | 'mix';

export interface Fact<T> {
  readonly value: T;
  readonly evidence: Evidence;
}

export interface Evidence {
  /** `found`: a file says it. `default`: no file says it, this is what scaffolding will use. `user`: a person said it. */
  readonly source: 'found' | 'default' | 'user';
  /** File the fact was read from, relative to the project's root; null for defaults and corrections. */
  readonly file: string | null;
  /** One-based line; null when the file's mere presence is the evidence. */
  readonly line: number | null;
  /** Name of the rule that read it, kebab case: `package-json-engines`, `lock-file`. */
  readonly rule: string;
  /** The words in the file, short, for a person to see; or the range a version came from: `>=20 <23`. */
  readonly text?: string;
}

export interface Service {
  /** postgres, mysql, mariadb, mongodb, redis, valkey, rabbitmq, kafka, elasticsearch, opensearch, memcached, minio, nats, mailpit. */
  readonly name: string;
  /** Major version when a file says it (a compose file's image, a CI service), else null. */
  readonly version: string | null;
  /** Environment variables of the app that point at this service, as its code reads them: `DATABASE_URL`, `REDIS_HOST`. */
  readonly env: readonly string[];
}

export interface Process {
  /** web, worker, release, clock, … as a Procfile names it. */
  readonly name: string;
  readonly command: string;
}

export interface ProfileProblem {
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
}
