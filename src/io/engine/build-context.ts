import { randomUUID } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import createIgnore from '@balena/dockerignore';
import { pack, type PackOptions } from 'tar-fs';
import { EngineError } from './errors.ts';

/** A build context on its way to the engine. */
export interface BuildContext {
  /** Made while it is read. Ends with an EngineError where a file cannot be read; destroying it stops the reading. */
  readonly tar: Readable;
  /** The Dockerfile's name inside the tar. */
  readonly dockerfile: string;
  readonly dockerfileText: string;
}

/** Packs a folder as `docker build` does: `<Dockerfile>.dockerignore` before `.dockerignore`, links kept as links, owners dropped, the Dockerfile and the ignore file always sent. */
export async function openBuildContext(folder: string, dockerfile: string | undefined, signal?: AbortSignal): Promise<BuildContext> {
  const root = await contextRoot(folder);
  const path = resolve(root, dockerfile ?? 'Dockerfile');
  const dockerfileText = await readDockerfile(path);
  // A link is followed first: the engine sees only what travels.
  const inside = insidePath(root, await realpath(path));
  const ignoreText = (await readOptional(`${path}.dockerignore`)) ?? (await readOptional(join(root, '.dockerignore'))) ?? '';
  const entries = await contextFiles(root, ignoreText, new Set(['.dockerignore', ...(inside ? [inside] : [])]), signal);
  // A Dockerfile outside the context travels under a name that cannot be one of the project's.
  const name = inside ?? `.drydock-${randomUUID()}.Dockerfile`;
  const options: PackOptions & { readonly umask: number } = {
    entries: [...entries],
    // tar-fs would walk into each listed folder again; the list is complete already.
    ignore: () => true,
    umask: 0,
    strict: false,
    map: (header) => {
      Object.assign(header, { uid: 0, gid: 0 });
      // Windows has no modes; Docker's own client sends everything as executable from there.
      if (process.platform === 'win32') header.mode = 0o755;
      return header;
    },
  };
  if (inside === undefined) {
    options.finalize = false;
    options.finish = (archive) => {
      archive.entry({ name }, dockerfileText);
      archive.finalize();
    };
  }
  return {
    tar: Readable.from(readable(pack(root, options) as unknown as AsyncIterable<Buffer>, root), { objectMode: false }),
    dockerfile: toPosix(name),
    dockerfileText,
  };
}

/** Every path of the context, relative to it, folders before what is in them. */
async function contextFiles(
  root: string,
  ignoreText: string,
  always: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const keeps = createIgnore({ ignorecase: false }).add(ignoreText).createFilter();
  const exceptions = ignoreText
    .split(/\r?\n/)
    .flatMap((line) => (line.trimStart().startsWith('!') ? [literalPrefix(line.trim().slice(1))] : []));
  for (const path of always) exceptions.push(path);
  const out: string[] = [];

  async function walk(folder: string): Promise<boolean> {
    signal?.throwIfAborted();
    let any = false;
    const found = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
      throw readFailure(error, join(root, folder));
    });
    for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder ? join(folder, entry.name) : entry.name;
      const kept = keeps(path) || always.has(path);
      if (!entry.isDirectory()) {
        if (kept) out.push(path);
        any ||= kept;
        continue;
      }
      // A dropped folder is entered only where a later `!pattern` may bring something in it back.
      if (!kept && !exceptions.some((prefix) => prefix.startsWith(path + sep) || path.startsWith(prefix))) continue;
      const at = out.push(path) - 1;
      const inhabited = await walk(path);
      if (!kept && !inhabited) out.splice(at, 1);
      any ||= kept || inhabited;
    }
    return any;
  }

  await walk('');
  return out;
}

/** The part of a pattern before its first wildcard, as a path of this system. */
function literalPrefix(pattern: string): string {
  return pattern
    .replace(/^[\\/]+/, '')
    .replace(/[*?[\\].*$/, '')
    .split('/')
    .join(sep);
}

async function* readable(tar: AsyncIterable<Buffer>, root: string): AsyncGenerator<Buffer> {
  try {
    yield* tar;
  } catch (error) {
    throw readFailure(error, root);
  }
}

function readFailure(error: unknown, path: string): EngineError {
  const { code, path: failed } = error as NodeJS.ErrnoException;
  const where = failed ?? path;
  if (code === 'EACCES' || code === 'EPERM') {
    return new EngineError('permission-denied', `${where} may not be read. Allow it, or leave it out with a line in .dockerignore.`, {
      cause: error,
    });
  }
  const answer = error instanceof Error ? error.message : String(error);
  return new EngineError('bad-request', `${where} could not be packed into the build context: ${answer}`, { answer, cause: error });
}

async function contextRoot(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return realpath(folder);
  throw new EngineError('not-found', `The build context ${folder} ${found ? 'is not a folder' : 'does not exist'}.`);
}

async function readDockerfile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new EngineError('not-found', `There is no Dockerfile at ${path}.`, { cause: error });
    if (code === 'EISDIR') throw new EngineError('bad-request', `${path} is a folder, not a Dockerfile.`, { cause: error });
    throw readFailure(error, path);
  }
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw readFailure(error, path);
  }
}

function insidePath(root: string, path: string): string | undefined {
  const rest = relative(root, path);
  return rest === '' || rest.startsWith(`..${sep}`) || rest === '..' || isAbsolute(rest) ? undefined : rest;
}

function toPosix(path: string): string {
  return path.split(sep).join('/');
}
