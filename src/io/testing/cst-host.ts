import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { extract } from 'tar-stream';
import type { CstCommand, CstHost, CstOutput, CstStat } from '../../core/testing/cst/host.ts';
import type { ContainerRequest, Engine } from '../engine/engine.ts';
import { isEngineError } from '../engine/errors.ts';
import { readEntry, readText } from './archive.ts';
import { parseEnvFile } from './environment.ts';
import type { Session } from './session.ts';

export interface CstSetup {
  readonly engine: Engine;
  readonly image: string;
  /** Folders that the image declares as volumes. */
  readonly volumes: readonly string[];
  readonly session: Session;
  readonly signal: AbortSignal;
}

/** container-structure-test's docker driver over our engines: the same answers on Docker and on Podman. */
export function openCstHost(setup: CstSetup): CstHost {
  const { engine, session, signal } = setup;
  const { labels } = session;
  const podman = engine.info.kind === 'podman';
  let still: Promise<string> | undefined;

  /** A container that is never started, for all file tests. */
  const stillContainer = (): Promise<string> =>
    (still ??= create(engine, { image: setup.image, labels, entrypoint: ['/'], cmd: ['NOOP_COMMAND_DO_NOT_RUN'] }, session, signal));

  async function stat(path: string, withOwner: boolean): Promise<CstStat | { readonly error: string }> {
    return answered(signal, async () => {
      const id = await stillContainer();
      // The mode comes from the HEAD request: in archives Podman has a link's target in the link's place.
      const found = await engine.statPath(id, rooted(path), signal);
      if (!found) return madeByDocker(setup, path) ?? { error: `Error retrieving file from container: Could not find the file ${path}` };
      const owner = withOwner ? await ownerOf(setup, id, rooted(path)) : { uid: 0, gid: 0 };
      return { mode: podman && rooted(path) === '/' ? directoryBit + 0o755 : found.mode, ...owner };
    });
  }

  async function read(path: string, depth = 0): Promise<{ readonly text: string } | { readonly error: string }> {
    return answered(signal, async () => {
      const id = await stillContainer();
      const found = await engine.statPath(id, rooted(path), signal);
      if (!found && madeByDocker(setup, path)) return { text: '' };
      if (!found || depth > 40) return { error: `Error retrieving file from container: Could not find the file ${path}` };
      if ((found.mode & linkBit) !== 0) {
        const target = await linkTarget(engine, id, rooted(path), signal);
        // The raw target is asked for as it stands, so a relative one is looked up from the root.
        if (target !== null) return read(target.startsWith('/') ? target : `/${target}`, depth + 1);
      }
      const entry = await readEntry(await engine.readArchive(id, rooted(path), signal), rooted(path), maxFileBytes);
      if (entry?.header.type === 'directory') return { error: `Cannot read specified path: ${path} is a directory, not a file` };
      return entry
        ? { text: entry.content.toString('utf8') }
        : { error: `Error retrieving file from container: Could not find the file ${path}` };
    });
  }

  return {
    run: (command) => answered(signal, () => run(setup, command)),
    stat,
    read,
    copyrights: () => answered(signal, async () => copyrights(engine, await stillContainer(), signal)),
    callerEnv: (name) => process.env[name],
    readEnvFile: async (path) => parseEnvFile(await readFile(path, 'utf8'), process.env),
    now: () => Number(process.hrtime.bigint()),
  };
}

/** Docker looks a relative path up from the root, Podman not at all. */
const rooted = (path: string): string => posix.normalize(path.startsWith('/') ? path : `/${path}`);

/** What Docker puts into a container when it creates it, and Podman only when it starts it. */
function madeByDocker({ engine, volumes }: CstSetup, path: string): CstStat | undefined {
  if (engine.info.kind !== 'podman') return undefined;
  const name = rooted(path).replace(/(?<=.)\/$/, '');
  if (['/.dockerenv', '/etc/hosts', '/etc/hostname', '/etc/resolv.conf'].includes(name)) return { mode: 0o755, uid: 0, gid: 0 };
  return volumes.includes(name) ? { mode: directoryBit + 0o755, uid: 0, gid: 0 } : undefined;
}

/** Podman's archives give every file to the container's user, so there the image's own stat is asked. */
async function ownerOf(setup: CstSetup, id: string, path: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const { engine, image, signal } = setup;
  if (engine.info.kind === 'podman') {
    const asked = await runOnce(setup, { image, entrypoint: ['stat'], cmd: ['-c', '%u %g', path], user: '0' }).catch(() => undefined);
    const match = /^(\d+) (\d+)$/m.exec(asked?.stdout ?? '');
    if (match) return { uid: Number(match[1]), gid: Number(match[2]) };
  }
  const entry = await readEntry(await engine.readArchive(id, path, signal), path, 0);
  return { uid: entry?.header.uid ?? 0, gid: entry?.header.gid ?? 0 };
}

const directoryBit = 0x80000000;
const linkBit = 0x08000000;
const maxFileBytes = 64 * 1024 * 1024;

async function run(setup: CstSetup, command: CstCommand): Promise<CstOutput> {
  const { options } = command;
  const [program = '', ...rest] = command.argv;
  return runOnce(setup, {
    image: await afterSetup(setup, command),
    entrypoint: [program],
    cmd: rest,
    env: command.env,
    ...(options.user !== '' && { user: options.user }),
    ...(options.privileged && { privileged: true }),
    ...(options.allocateTty && { tty: true }),
    ...(options.capabilities.length > 0 && { capAdd: options.capabilities }),
    ...(options.bindMounts.length > 0 && { mounts: options.bindMounts.map(bindMount) }),
  });
}

async function runOnce({ engine, session, signal }: CstSetup, request: Omit<ContainerRequest, 'labels'>): Promise<CstOutput> {
  const id = await engine.createContainer({ ...request, labels: session.labels }, signal);
  try {
    await engine.startContainer(id, signal);
    const exitCode = await engine.waitContainer(id, signal);
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    for await (const { stream, data } of engine.logs(id, {}, signal)) chunks[stream].push(data);
    return { stdout: Buffer.concat(chunks.stdout).toString('utf8'), stderr: Buffer.concat(chunks.stderr).toString('utf8'), exitCode };
  } finally {
    await engine.removeContainer(id);
  }
}

function bindMount(text: string): NonNullable<ContainerRequest['mounts']>[number] {
  const [source = '', target = '', mode = ''] = text.split(':');
  return { type: 'bind', source, target, readOnly: mode.split(',').includes('ro') };
}

/** The image that the setup commands leave. One that fails leaves the image as it was: the tool ignores its exit code. */
async function afterSetup({ engine, image, session, signal }: CstSetup, { setup, options }: CstCommand): Promise<string> {
  let current = image;
  for (const [index, argv] of setup.entries()) {
    const context = await mkdtemp(join(tmpdir(), 'drydock-setup-'));
    const tag = `drydock-test-setup:${session.id.slice(0, 8)}-${(setups += 1)}`;
    try {
      const user = options.user === '' ? '' : `USER ${options.user}\n`;
      await writeFile(join(context, 'Dockerfile'), `FROM ${current}\n${user}RUN ${JSON.stringify(argv)}\n`);
      session.onClose(() => engine.removeImage(tag));
      await engine.build({ context, tags: [tag], labels: session.labels, noCache: index === 0 }, () => undefined, signal);
      current = tag;
    } catch (error) {
      if (!isEngineError(error) || error.reason !== 'build-failed') throw error;
    } finally {
      await rm(context, { recursive: true, force: true });
    }
  }
  return current;
}

let setups = 0;

/** What a link says itself. Where the archive of a link is its target's, the folder's archive has the link. */
async function linkTarget(engine: Engine, id: string, path: string, signal: AbortSignal): Promise<string | null> {
  const own = await readEntry(await engine.readArchive(id, path, signal), path, 0).catch(() => undefined);
  if (own?.header.type === 'symlink') return own.header.linkname;
  const folder = await readEntry(await engine.readArchive(id, posix.dirname(path), signal), path, 0);
  return folder?.header.type === 'symlink' ? folder.header.linkname : null;
}

async function copyrights(
  engine: Engine,
  id: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | null> | { readonly error: string }> {
  const found = new Map<string, string | null>();
  if (!(await engine.statPath(id, '/usr/share/doc', signal))) return { error: 'Could not find the file /usr/share/doc' };
  const entries = extract();
  const tar = await engine.readArchive(id, '/usr/share/doc', signal);
  tar.on('error', (error) => {
    entries.destroy(error);
  });
  tar.pipe(entries);
  for await (const entry of entries) {
    const [, name = '', file] = posix.normalize(entry.header.name).split('/');
    if (name !== '' && entry.header.type === 'directory' && !found.has(name)) found.set(name, null);
    if (file === 'copyright') found.set(name, entry.header.type === 'symlink' ? '' : await readText(entry));
    else entry.resume();
  }
  return found;
}

async function create(engine: Engine, request: ContainerRequest, session: Session, signal: AbortSignal): Promise<string> {
  const id = await engine.createContainer(request, signal);
  session.onClose(() => engine.removeContainer(id));
  return id;
}

/** The engine's refusal is an answer; what ends the whole run goes on. */
async function answered<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | { readonly error: string }> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    if (!isEngineError(error) || error.reason === 'gone' || error.reason === 'unreachable') throw error;
    return { error: error.answer || error.message };
  }
}
