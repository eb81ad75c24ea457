import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readComposeProject, type ComposeProject, type ComposeService } from '../../core/compose/project.ts';
import { parseEnvFile } from './environment.ts';

/** A Compose project on disk, with the service that runs the app of a folder. */
export interface ComposeFolder {
  /** Where the file lies: its paths are relative to here. */
  readonly root: string;
  readonly project: ComposeProject;
  readonly app: ComposeService;
  /** A variable's value: the caller's, the one of .env, or one that was made up for this run. */
  readonly valueOf: (name: string) => string | undefined;
}

const names = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const levelsUp = 5;

/** The nearest Compose file, in the folder or above it, that builds the folder's Dockerfile; undefined when there is none. */
export async function findCompose(dir: string, env: Readonly<Record<string, string | undefined>>): Promise<ComposeFolder | undefined> {
  let root = resolve(dir);
  for (let level = 0; level <= levelsUp; level++) {
    const texts = await composeTexts(root);
    if (texts.length > 0) {
      const found = await openProject(root, texts, dir, env);
      if (found) return found;
    }
    if (dirname(root) === root) break;
    root = dirname(root);
  }
  return undefined;
}

/** What the project's secrets hold, so that it can be kept out of sight. */
export async function secretValues({ root, project, valueOf }: ComposeFolder): Promise<readonly string[]> {
  const values = Object.values(project.secrets).map(async (secret) =>
    secret.kind === 'environment' ? valueOf(secret.name) : await readFile(resolve(root, secret.path), 'utf8').catch(() => undefined),
  );
  return (await Promise.all(values)).flatMap((value) => (value === undefined ? [] : [value.trim()]));
}

/** The Dockerfile that a service builds, as an absolute path. */
export function dockerfileOf(root: string, service: ComposeService): string | null {
  return service.build && resolve(root, service.build.context, service.build.dockerfile ?? 'Dockerfile');
}

async function openProject(
  root: string,
  texts: readonly string[],
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ComposeFolder | undefined> {
  const dotEnv = parseEnvFile(await readFile(join(root, '.env'), 'utf8').catch(() => ''), env);
  const given = (name: string): string | undefined => env[name] ?? dotEnv[name];
  // A password that nobody has set yet serves as well as any: the services live as long as the run.
  const needed = readComposeProject(texts, given).missing.filter((name) => /pass|secret|token|key/i.test(name));
  const madeUp = new Map(needed.map((name) => [name, randomBytes(16).toString('hex')]));
  const valueOf = (name: string): string | undefined => given(name) ?? madeUp.get(name);
  const project = readComposeProject(texts, valueOf);
  const app = appService(project, root, dir);
  return app && { root, project, app, valueOf };
}

/** The service that is built from the folder; in the project's own folder, the first that serves a port. */
function appService(project: ComposeProject, root: string, dir: string): ComposeService | undefined {
  const oneShots = new Set(
    Object.values(project.services).flatMap((service) =>
      Object.entries(service.dependsOn).flatMap(([name, condition]) => (condition === 'service_completed_successfully' ? [name] : [])),
    ),
  );
  const built = Object.values(project.services).filter((service) => service.build !== null && !oneShots.has(service.name));
  const here = built.filter((service) => dirname(dockerfileOf(root, service) ?? '') === resolve(dir));
  const candidates = here.length > 0 ? here : resolve(dir) === root ? built : [];
  return candidates.find((service) => service.ports.length > 0) ?? candidates[0];
}

async function composeTexts(root: string): Promise<readonly string[]> {
  for (const name of names) {
    const text = await textOf(join(root, name));
    if (text === undefined) continue;
    const override = await textOf(join(root, name.replace(/\.(ya?ml)$/, '.override.$1')));
    return override === undefined ? [text] : [text, override];
  }
  return [];
}

async function textOf(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() ? readFile(path, 'utf8') : undefined;
}
