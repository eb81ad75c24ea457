import type { Yaml } from '../yaml-text.ts';

/**
 * One backing service: a file here that exports one of these as `service`. The list in `index.ts` is generated from the files.
 * Passwords never appear: the container reads them from a secret file, the app from its environment.
 */
export interface BackingService {
  /** As detection names it. */
  readonly name: string;
  /** Image without tag, and the tag used when the project says no version. */
  readonly image: string;
  readonly tag: string;
  readonly port: number;
  readonly healthcheck: Healthcheck;
  /** Where the data lies in the container; null when there is nothing to keep. It may depend on the major version. */
  readonly data: ((version: string) => string) | null;
  readonly memory: string;
  /** Name of the secret and of the variable in `.env` that holds it; null when the service takes no password. */
  readonly password: { readonly secret: string; readonly variable: string } | null;
  readonly account?: { readonly user: string; readonly database?: string };
  /** What the container reads, the secret's file among it. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: Yaml;
  readonly entrypoint?: Yaml;
  readonly tmpfs?: readonly string[];
  /** Grace beyond Compose's 10 s for what writes much on its way down. */
  readonly stopGracePeriod?: string;
  /** Connection string for the app; `password` is what stands for the password in it, empty when there is none. */
  url(host: string, password: string): string;
  /** The variable that clients of this service read by convention; used when the code names none. */
  readonly conventionalEnv: string;
  /** For JDBC, without credentials. */
  jdbc?(host: string): string;
  /** What a variable of this name gets, where it is none of the common kinds (URL, host, port, user, password, database). */
  special?(variable: string, host: string): string | undefined;
}

export interface Healthcheck {
  readonly test: readonly string[];
  /** Time until a failed check counts, in seconds. */
  readonly startPeriod: number;
}
