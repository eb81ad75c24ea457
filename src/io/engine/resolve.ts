import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import type { DockerConfig } from './auth.ts';
import { normalizeEndpoint, type Endpoint, type TlsMaterial } from './endpoint.ts';
import { EngineError } from './errors.ts';

/** The machine whose engines are looked for: the one this process runs on, which in a remote window is the remote one. */
export interface ResolveSystem {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly uid: number | undefined;
  /** Undefined when it is not there or may not be read. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** Output of a program; undefined when it is missing or fails. */
  readonly run: (program: string, argv: readonly string[]) => Promise<string | undefined>;
}

/** A place to try, or the reason why something that was named is none. */
export type Candidate = Endpoint | { readonly place: string; readonly problem: string };

/** Where an engine may be, best first: what is named explicitly alone, else the current context, else every known socket. */
export async function* findEndpoints(setting: string | undefined, system: ResolveSystem): AsyncGenerator<Candidate> {
  const { env } = system;
  const host = env['DOCKER_HOST'];
  const context = env['DOCKER_CONTEXT'];
  if (setting) {
    yield named(setting, 'setting', await environmentTls(setting, system));
    return;
  }
  if (host) {
    yield named(host, 'DOCKER_HOST', await environmentTls(host, system));
    return;
  }
  if (context && context !== 'default') {
    yield await contextEndpoint(context, 'DOCKER_CONTEXT', system);
    return;
  }
  const current = context ? undefined : await currentContext(system);
  if (current) yield await contextEndpoint(current, 'the current Docker context', system);
  if (env['CONTAINER_HOST']) yield named(env['CONTAINER_HOST'], 'CONTAINER_HOST', undefined);
  for (const url of knownSockets(system)) yield { url, origin: 'socket' };
  // Only asked when nothing answered: it starts a process.
  const machine = await podmanMachine(system);
  if (machine) yield { url: machine, origin: 'podman machine' };
}

export function thisSystem(env: NodeJS.ProcessEnv): ResolveSystem {
  return {
    env,
    platform: process.platform,
    home: homedir(),
    uid: process.getuid?.(),
    readFile: (path) => readFile(path, 'utf8').catch(() => undefined),
    run: (program, argv) =>
      new Promise((resolve) => {
        execFile(program, [...argv], { timeout: 5000, windowsHide: true }, (error, stdout) => {
          resolve(error ? undefined : stdout);
        });
      }),
  };
}

function named(text: string, origin: string, tls: TlsMaterial | undefined): Candidate {
  try {
    return { url: normalizeEndpoint(text), origin, ...(tls && { tls }) };
  } catch (error) {
    return { place: `${text} (${origin})`, problem: error instanceof EngineError ? error.message : String(error) };
  }
}

/** DOCKER_TLS_VERIFY and DOCKER_CERT_PATH speak about tcp addresses. */
async function environmentTls(address: string, system: ResolveSystem): Promise<TlsMaterial | undefined> {
  const { env } = system;
  const folder = env['DOCKER_CERT_PATH'];
  const verify = Boolean(env['DOCKER_TLS_VERIFY']);
  const encrypted = verify || folder !== undefined || address.startsWith('https:');
  if (!encrypted || !/^(?:tcp:|https?:|[\w.-]+:\d+$)/.test(address.trim())) return undefined;
  return tlsMaterial(folder ?? configFolder(system), verify || address.startsWith('https:'), system);
}

async function tlsMaterial(folder: string, verify: boolean, system: ResolveSystem): Promise<TlsMaterial> {
  const path = pathOf(system);
  const [ca, cert, key] = await Promise.all(['ca', 'cert', 'key'].map((name) => system.readFile(path.join(folder, `${name}.pem`))));
  return { verify, ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) };
}

async function currentContext(system: ResolveSystem): Promise<string | undefined> {
  const config = parse(await system.readFile(pathOf(system).join(configFolder(system), 'config.json'))) as DockerConfig | undefined;
  const name = config?.currentContext;
  return name && name !== 'default' ? name : undefined;
}

async function contextEndpoint(name: string, origin: string, system: ResolveSystem): Promise<Candidate> {
  const path = pathOf(system);
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = path.join(configFolder(system), 'contexts');
  const meta = parse(await system.readFile(path.join(contexts, 'meta', id, 'meta.json'))) as ContextMeta | undefined;
  const endpoint = meta?.Endpoints?.docker;
  const place = `context ${name} (${origin})`;
  if (!meta) return { place, problem: `There is no Docker context “${name}”. “docker context ls” lists them.` };
  if (!endpoint?.Host) return { place, problem: `The Docker context “${name}” names no engine.` };
  const tls = await tlsMaterial(path.join(contexts, 'tls', id, 'docker'), endpoint.SkipTLSVerify !== true, system);
  const encrypted = endpoint.Host.startsWith('tcp:') && (tls.ca ?? tls.cert) !== undefined;
  return named(endpoint.Host, `context ${name}`, encrypted || endpoint.SkipTLSVerify === true ? tls : undefined);
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string; readonly SkipTLSVerify?: boolean } };
}

function knownSockets({ platform, home, env, uid }: ResolveSystem): readonly string[] {
  if (platform === 'win32') {
    return ['docker_engine', 'dockerDesktopLinuxEngine', 'podman-machine-default'].map((pipe) => `npipe:////./pipe/${pipe}`);
  }
  const runtime = env['XDG_RUNTIME_DIR'] ?? (uid ? `/run/user/${String(uid)}` : undefined);
  const ofUser = (path: string) => (runtime ? [`${runtime}/${path}`] : []);
  const desktop =
    platform === 'darwin'
      ? [`${home}/.docker/run/docker.sock`, '/var/run/docker.sock', `${home}/.orbstack/run/docker.sock`]
      : ['/var/run/docker.sock', ...ofUser('docker.sock'), `${home}/.docker/desktop/docker.sock`, `${home}/.docker/run/docker.sock`];
  const podman = platform === 'linux' ? [...ofUser('podman/podman.sock'), '/run/podman/podman.sock'] : [];
  const lima = [
    `${home}/.colima/default/docker.sock`,
    `${home}/.config/colima/default/docker.sock`,
    `${home}/.rd/docker.sock`,
    `${home}/.lima/docker/sock/docker.sock`,
  ];
  return [...desktop, ...podman, ...lima].map((path) => `unix://${path}`);
}

/** Where Podman's virtual machine listens has moved between its versions; only it knows. */
async function podmanMachine(system: ResolveSystem): Promise<string | undefined> {
  if (system.platform === 'linux') return undefined;
  const field = system.platform === 'win32' ? 'PodmanPipe' : 'PodmanSocket';
  const path = (await system.run('podman', ['machine', 'inspect', '--format', `{{.ConnectionInfo.${field}.Path}}`]))
    ?.trim()
    .split(/\r?\n/)[0];
  if (!path) return undefined;
  try {
    return normalizeEndpoint(path);
  } catch {
    return undefined;
  }
}

function configFolder(system: ResolveSystem): string {
  return system.env['DOCKER_CONFIG'] || pathOf(system).join(system.home, '.docker');
}

function pathOf(system: ResolveSystem) {
  return system.platform === 'win32' ? win32 : posix;
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
