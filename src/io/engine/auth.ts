import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly identityToken?: string;
}

/** Registry credentials of the person, from the Docker configuration and its helpers. Read when asked, kept nowhere. */
export interface RegistryAuth {
  /** For a registry host as the engine names it (`registry-1.docker.io`, `127.0.0.1:5000`); undefined means anonymous. */
  readonly credentials: (host: string) => Promise<Credentials | undefined>;
  /** `X-Registry-Auth` for a pull of `image`; undefined without credentials. */
  readonly registryAuth: (image: string) => Promise<string | undefined>;
  /** `X-Registry-Config` for builders that cannot ask: every registry that is logged in to. */
  readonly registryConfig: () => Promise<string | undefined>;
}

export interface DockerConfig {
  readonly auths?: Readonly<
    Record<
      string,
      { readonly auth?: string; readonly username?: string; readonly password?: string; readonly identitytoken?: string } | null
    >
  >;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly currentContext?: string;
}

/** Where Docker keeps its configuration: DOCKER_CONFIG or ~/.docker. */
function dockerConfigFolder(env: NodeJS.ProcessEnv, home: string = homedir()): string {
  return env['DOCKER_CONFIG'] || join(home, '.docker');
}

async function readDockerConfig(folder: string): Promise<DockerConfig> {
  try {
    const config: unknown = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    return typeof config === 'object' && config !== null ? config : {};
  } catch {
    // Most machines have none; a broken one is Docker's to complain about.
    return {};
  }
}

export function openRegistryAuth(env: NodeJS.ProcessEnv, runHelper: typeof askHelper = askHelper): RegistryAuth {
  const config = () => readDockerConfig(dockerConfigFolder(env));

  async function find(host: string): Promise<Credentials | undefined> {
    return lookUp(await config(), host, (helper, server) => runHelper(helper, server, env));
  }

  return {
    credentials: find,
    async registryAuth(image) {
      const found = await find(registryOf(image));
      return found && encode(authObject(found, registryOf(image)));
    },
    async registryConfig() {
      const known = await config();
      const servers = new Set([...Object.keys(known.auths ?? {}), ...Object.keys(known.credHelpers ?? {})]);
      const entries = await Promise.all(
        [...servers].map(async (server) => {
          const found = await lookUp(known, server, (helper, name) => runHelper(helper, name, env));
          return found ? [[server, authObject(found, server)] as const] : [];
        }),
      );
      const all = Object.fromEntries(entries.flat());
      return Object.keys(all).length > 0 ? encode(all) : undefined;
    },
  };
}

/** The registry an image reference names; Docker Hub where it names none. */
export function registryOf(image: string): string {
  const first = image.split('/')[0] ?? '';
  return image.includes('/') && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}

/** The keys under which Docker may have filed a registry. */
function configKeys(host: string): readonly string[] {
  const bare = host.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  if (/^(?:(?:index|registry-1|auth)\.)?docker\.io$/.test(bare))
    return ['https://index.docker.io/v1/', 'index.docker.io', 'docker.io', 'registry-1.docker.io'];
  return [...new Set([host, bare, `https://${bare}`, `http://${bare}`, `https://${bare}/v1/`, `https://${bare}/v2/`])];
}

async function lookUp(
  config: DockerConfig,
  host: string,
  helper: (helper: string, server: string) => Promise<Credentials | undefined>,
): Promise<Credentials | undefined> {
  const keys = configKeys(host);
  const ownHelper = keys.flatMap((key) => config.credHelpers?.[key] ?? [])[0];
  const server = keys.find((key) => config.auths?.[key] !== undefined) ?? keys[0] ?? host;
  if (ownHelper !== undefined) return helper(ownHelper, keys.find((key) => config.credHelpers?.[key]) ?? server);
  if (config.credsStore) {
    const stored = await helper(config.credsStore, server);
    if (stored) return stored;
  }
  const entry = config.auths?.[server];
  return entry ? plainCredentials(entry) : undefined;
}

function plainCredentials(entry: NonNullable<NonNullable<DockerConfig['auths']>[string]>): Credentials | undefined {
  const decoded = entry.auth ? Buffer.from(entry.auth, 'base64').toString() : '';
  const colon = decoded.indexOf(':');
  const username = entry.username ?? (colon < 0 ? '' : decoded.slice(0, colon));
  const password = entry.password ?? (colon < 0 ? '' : decoded.slice(colon + 1).replace(/\0+$/, ''));
  if (entry.identitytoken) return { username, password, identityToken: entry.identitytoken };
  return username ? { username, password } : undefined;
}

/** `docker-credential-NAME get`, the server on its stdin: a secret never stands on a command line. Undefined when it knows nothing, is missing, or takes too long. */
async function askHelper(name: string, server: string, env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(name)) return undefined;
  const output = await new Promise<string>((resolve) => {
    const child = spawn(`docker-credential-${name}`, ['get'], {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: helperTimeoutMs,
      windowsHide: true,
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('error', () => {
      resolve('');
    });
    child.on('close', (code) => {
      resolve(code === 0 ? out : '');
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${server}\n`);
  });
  try {
    const { Username, Secret } = JSON.parse(output) as { Username?: string; Secret?: string };
    if (!Secret) return undefined;
    // Helpers mark an identity token by this name.
    return Username === '<token>' ? { username: '', password: '', identityToken: Secret } : { username: Username ?? '', password: Secret };
  } catch {
    return undefined;
  }
}

/** A helper may ask the person to unlock a key ring. */
const helperTimeoutMs = 30_000;

function authObject(found: Credentials, server: string): Record<string, string> {
  if (found.identityToken) return { identitytoken: found.identityToken, serveraddress: server };
  return { username: found.username, password: found.password, serveraddress: server };
}

/** Docker reads the URL-safe alphabet; Podman reads both. */
function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
