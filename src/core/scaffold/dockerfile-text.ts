/**
 * Dockerfile instructions as functions that return their text, so that quoting, exec form and mounts are right in every stack.
 * Nothing here needs more than Docker 23's own frontend or Podman 4.3: no heredoc, no `COPY --link`, no `--exclude`, no `# syntax=`.
 */

/** One instruction or comment; false and undefined are left out, so that a line can depend on a condition. */
export type Line = string | false | undefined;

export interface CacheMount {
  /** Names the cache across builds and Dockerfiles; two tools never share one. */
  readonly id: string;
  readonly target: string;
  /** `locked` for a cache whose tool cannot bear two writers at once. */
  readonly sharing?: 'locked';
}

export interface RunOptions {
  readonly caches?: readonly CacheMount[];
  /** Files that the command sees and the image never holds. */
  readonly secrets?: readonly { readonly id: string; readonly target: string }[];
}

export interface CopyOptions {
  readonly from?: string;
  /** Only for what the app writes to: files that it just reads stay root's. */
  readonly chown?: string;
}

/** The whole file: stages separated by an empty line. */
export function dockerfileText(stages: readonly (readonly Line[])[]): string {
  return stages.map((lines) => lines.filter(Boolean).join('\n') + '\n').join('\n');
}

/** Comment lines, one for each line of `text`. */
export function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}

export function from(image: string, stage?: string): string {
  return stage === undefined ? `FROM ${image}` : `FROM ${image} AS ${stage}`;
}

export function workdir(folder: string): string {
  return `WORKDIR ${folder}`;
}

/** A build argument; without a default it is unset unless the build gives it. */
export function arg(name: string, value?: string): string {
  return value === undefined ? `ARG ${name}` : `ARG ${name}=${envValue(value)}`;
}

export function env(variables: Readonly<Record<string, string>>): Line {
  const pairs = Object.entries(variables).map(([name, value]) => `${name}=${envValue(value)}`);
  return pairs.length > 0 && `ENV ${pairs.join(' \\\n    ')}`;
}

export function label(labels: Readonly<Record<string, string>>): Line {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${quoted(value)}`);
  return pairs.length > 0 && `LABEL ${pairs.join(' \\\n      ')}`;
}

/** Several sources make the destination a folder, so it gets its slash. */
export function copy(sources: readonly string[], destination: string, options: CopyOptions = {}): Line {
  if (sources.length === 0) return false;
  const target = sources.length > 1 && !destination.endsWith('/') ? `${destination}/` : destination;
  const flags = [options.from !== undefined && `--from=${options.from}`, options.chown !== undefined && `--chown=${options.chown}`].filter(
    Boolean,
  );
  const paths = [...sources, target];
  const words = paths.some((path) => /[\s"]/.test(path)) ? [execForm(paths)] : paths;
  return ['COPY', ...flags, ...words].join(' ');
}

/** A command for the shell; several are joined with `&&`, one a line, mounts on lines of their own. */
export function run(commands: string | readonly string[], options: RunOptions = {}): string {
  const mounts = [
    ...(options.caches ?? []).map(
      (cache) =>
        `--mount=type=cache,id=${cache.id},target=${cache.target}${cache.sharing === undefined ? '' : `,sharing=${cache.sharing}`}`,
    ),
    ...(options.secrets ?? []).map((secret) => `--mount=type=secret,id=${secret.id},target=${secret.target}`),
  ];
  const body = (typeof commands === 'string' ? [commands] : commands).join(' \\\n && ');
  return `RUN ${[...mounts, body].join(' \\\n    ')}`;
}

/** Debian packages without recommendations, lists removed in the same layer. */
export function aptInstall(packages: readonly string[]): string {
  return run(['apt-get update', `apt-get install -y --no-install-recommends ${packages.join(' ')}`, 'rm -rf /var/lib/apt/lists/*']);
}

export function expose(port: number): string {
  return `EXPOSE ${String(port)}`;
}

/** Always numbers: Kubernetes can hold only those against `runAsNonRoot`. */
export function user(id: string): string {
  return `USER ${id}`;
}

export function healthcheck(argv: readonly string[]): string {
  return `HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \\\n    CMD ${execForm(argv)}`;
}

export function entrypoint(argv: readonly string[]): string {
  return `ENTRYPOINT ${execForm(argv)}`;
}

export function cmd(argv: readonly string[]): string {
  return `CMD ${execForm(argv)}`;
}

/** A JSON array as people write it, with a space after each comma. */
export function execForm(argv: readonly string[]): string {
  return `[${argv.map((word) => JSON.stringify(word)).join(', ')}]`;
}

function envValue(value: string): string {
  return /^[\w./:@%+,=-]+$/.test(value) ? value : quoted(value);
}

function quoted(value: string): string {
  return `"${value.replaceAll('\n', ' ').replace(/["\\]/g, '\\$&')}"`;
}
