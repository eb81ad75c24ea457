import type { LabContainer } from './lab.ts';
import type { ImageFacts } from './plan.ts';

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Go's FileMode bits. */
const directoryBit = 0x80000000;
const linkBit = 0x08000000;

export const isDirectory = (mode: number): boolean => (mode & directoryBit) !== 0;

/** `./a/../b` under `/app` is `/app/b`. */
export function resolvePath(workdir: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${workdir}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export type FoundCommand =
  { readonly kind: 'found'; readonly path: string } | { readonly kind: 'not-executable' } | { readonly kind: 'missing' };

/** Where the kernel or the engine would find a command. */
export async function findCommand(container: LabContainer, config: ImageFacts, command: string): Promise<FoundCommand> {
  const candidates = command.includes('/')
    ? [resolvePath(config.workdir, command)]
    : (config.env['PATH'] ?? defaultPath).split(':').map((folder) => resolvePath(folder === '' ? config.workdir : folder, command));
  let notExecutable = false;
  for (const path of candidates) {
    const stat = await container.stat(path);
    if (!stat || isDirectory(stat.mode)) continue;
    if ((stat.mode & linkBit) !== 0 || (stat.mode & 0o111) !== 0) return { kind: 'found', path };
    notExecutable = true;
  }
  return { kind: notExecutable ? 'not-executable' : 'missing' };
}

/** The number of a user in the image: its own digits, or what /etc/passwd says; null when it is not there. */
export async function userId(container: LabContainer, user: string): Promise<number | null> {
  const name = user.split(':')[0] ?? '';
  if (name === '') return 0;
  if (/^\d+$/.test(name)) return Number(name);
  const passwd = (await container.readText('/etc/passwd', 1024 * 1024)) ?? '';
  const line = passwd.split('\n').find((one) => one.startsWith(`${name}:`));
  const id = Number(line?.split(':')[2]);
  return line !== undefined && Number.isInteger(id) ? id : null;
}

/** `$NAME`, `${NAME}` and `${NAME:-default}` by the image's variables; null when one is unknown. */
export function expandVariables(text: string, env: Readonly<Record<string, string>>): string | null {
  const references = /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g;
  const valueOf = (braced: string | undefined, fallback: string | undefined, plain: string | undefined) =>
    env[braced ?? plain ?? ''] ?? fallback;
  if ([...text.matchAll(references)].some(([, braced, fallback, plain]) => valueOf(braced, fallback, plain) === undefined)) return null;
  return text.replace(references, (_all, ...[braced, fallback, plain]: (string | undefined)[]) => valueOf(braced, fallback, plain) ?? '');
}
