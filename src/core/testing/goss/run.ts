import { readYaml } from '../../yaml/parse.ts';
import { resolvePath } from '../image-files.ts';
import type { LabContainer } from '../lab.ts';
import { readProcesses, readSockets } from '../proc.ts';
import { fact, result, type Outcome } from '../result.ts';
import type { TestEvidence, TestResult } from '../verdict.ts';
import { matches } from './matchers.ts';

export type GossRead = { readonly resources: readonly GossResource[] } | { readonly error: string };

export interface GossResource {
  /** `file`, `port`, …. */
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a value is there, where it can be told: a reason stands for an open question. */
type Actual = { readonly value: unknown } | { readonly reason: string };
type Reader = (container: LabContainer, resource: GossResource) => Promise<Readonly<Record<string, Actual>>>;

const allTypes = new Set(
  'addr command dns file gossfile group http interface kernel-param matching mount package port process service user'.split(' '),
);
/** Attributes that say how to ask, not what to find. */
const settings = new Set([
  'title',
  'meta',
  'skip',
  'exec',
  'timeout',
  'url',
  'path',
  'method',
  'allow-insecure',
  'no-follow-redirects',
  'request-headers',
]);

/** Whether a text is meant for goss: only its resource types stand at the top. */
export function isGossFile(text: string): boolean {
  const root = readYaml(text, 'config').documents[0];
  return isRecord(root) && Object.keys(root).length > 0 && Object.keys(root).every((key) => allTypes.has(key));
}

/** Reads a goss file. Go templates are not run: a file that uses them is refused rather than misread. */
export function readGossFile(text: string): GossRead {
  if (/\{\{/.test(text)) return { error: 'it uses Go templates; render them first, with goss render' };
  const { documents, problems } = readYaml(text, 'config');
  const [problem] = problems;
  if (problem) return { error: problem.message };
  const root = documents[0];
  if (!isRecord(root)) return { error: 'it holds no resources' };
  return {
    resources: Object.entries(root).flatMap(([type, entries]) =>
      Object.entries(isRecord(entries) ? entries : {}).map(([id, attributes]) => ({
        type,
        id,
        attributes: isRecord(attributes) ? attributes : {},
      })),
    ),
  };
}

/** Asks a running container what the resources say, from outside where that works. */
export async function runGoss(
  resources: readonly GossResource[],
  container: LabContainer,
  now: () => number,
): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  for (const resource of resources) {
    if (resource.attributes['skip'] === true) continue;
    const began = now();
    const outcome = await judge(resource, container);
    results.push(result('structure', `structure: ${resource.type} ${resource.id}`, now() - began, outcome));
  }
  return results;
}

/** Ports that the http resources ask for. */
export function gossPorts(resources: readonly GossResource[]): readonly number[] {
  return resources.flatMap(({ type, id, attributes }) => {
    const url = type === 'http' ? localUrl(id, attributes) : null;
    return url ? [url.port] : [];
  });
}

async function judge(resource: GossResource, container: LabContainer): Promise<Outcome> {
  const reader = readers[resource.type];
  if (!reader) return open(`goss’s ${resource.type} is not read here`, []);
  const actual = await reader(container, resource);
  const evidence: TestEvidence[] = [];
  const wrong: string[] = [];
  const unclear: string[] = [];
  for (const [name, expected] of Object.entries(resource.attributes)) {
    if (settings.has(name)) continue;
    const found = actual[name] ?? { reason: 'not read here' };
    const answer = 'reason' in found ? null : matches(expected, found.value);
    evidence.push(fact(name, 'reason' in found ? found.reason : shown(found.value)));
    if (answer === false) wrong.push(name);
    if (answer === null) unclear.push(name);
  }
  if (wrong.length > 0) {
    return {
      verdict: 'fail',
      summary: `${wrong.join(', ')} not as the file says`,
      evidence,
      advice: 'Correct the image, or the expectation in the file.',
    };
  }
  if (unclear.length > 0) return open(`${unclear.join(', ')} could not be read`, evidence);
  return { verdict: 'pass', summary: 'as the file says', evidence };
}

function open(summary: string, evidence: readonly TestEvidence[]): Outcome {
  return { verdict: 'unknown', summary, evidence, advice: 'Check it with goss itself.' };
}

const readers: Readonly<Record<string, Reader>> = {
  async file(container, { id, attributes }) {
    const path = typeof attributes['path'] === 'string' ? attributes['path'] : id;
    const stat = await container.stat(resolvePath('/', path));
    if (!stat) return { exists: { value: false } };
    const owner = await container.exec(['stat', '-c', '%u %g %U %G %a', path], { user: '0' });
    const [uid, gid, user, group, mode] = owner.stdout.trim().split(' ');
    const owned = (value: unknown): Actual => (owner.exitCode === 0 ? { value } : { reason: 'the image has no stat' });
    const wantsText = 'contents' in attributes || 'contains' in attributes;
    const text = wantsText ? await container.readText(path, 16 * 1024 * 1024) : undefined;
    const contents: Actual = text === undefined ? { reason: 'not a file' } : { value: text };
    return {
      exists: { value: true },
      size: { value: stat.size },
      mode: owned(mode?.padStart(4, '0')),
      uid: owned(Number(uid)),
      gid: owned(Number(gid)),
      owner: owned(user),
      group: owned(group),
      filetype: { value: fileType(stat.mode) },
      'linked-to': { value: stat.linkTarget },
      contents,
      contains: contents,
    };
  },
  async port(container, { id }) {
    const [protocol = 'tcp', number = ''] = id.includes(':') ? id.split(':') : ['tcp', id];
    if (!protocol.startsWith('tcp')) return { listening: { reason: `${protocol} is not read here` } };
    const sockets = await readSockets(container);
    if ('reason' in sockets) return { listening: sockets };
    const socket = sockets.value.find((one) => one.port === Number(number));
    return { listening: { value: socket !== undefined }, ip: { value: socket ? [socket.loopbackOnly ? '127.0.0.1' : '0.0.0.0'] : [] } };
  },
  async process(container, { id }) {
    const processes = await readProcesses(container);
    if ('reason' in processes) return { running: processes };
    const count = processes.value.filter(
      (one) => one.state !== 'Z' && (one.name === id.slice(0, 15) || one.argv[0]?.split('/').at(-1) === id),
    ).length;
    return { running: { value: count > 0 }, count: { value: count } };
  },
  async http(container, { id, attributes }) {
    const url = localUrl(id, attributes);
    if (!url) return { status: { reason: 'only http:// on localhost is asked' } };
    const answer = await container.request(url.port, url.path, Number(attributes['timeout'] ?? 5_000));
    return {
      status:
        answer.kind === 'response'
          ? { value: answer.status }
          : answer.kind === 'no-way'
            ? { reason: answer.reason }
            : { value: answer.kind },
    };
  },
  async command(container, { id, attributes }) {
    const command = typeof attributes['exec'] === 'string' ? attributes['exec'] : id;
    const done = await container.exec(['sh', '-c', command], { timeoutMs: Number(attributes['timeout'] ?? 10_000) });
    return { 'exit-status': { value: done.exitCode }, stdout: { value: done.stdout }, stderr: { value: done.stderr } };
  },
};

function localUrl(id: string, attributes: GossResource['attributes']): { readonly port: number; readonly path: string } | null {
  const text = typeof attributes['url'] === 'string' ? attributes['url'] : id;
  const match = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d+))?(\/[^#]*)?/.exec(text);
  return match && { port: Number(match[1] ?? 80), path: match[2] ?? '/' };
}

function fileType(mode: number): string {
  if ((mode & 0x80000000) !== 0) return 'directory';
  if ((mode & 0x08000000) !== 0) return 'symlink';
  return (mode & 0x02000000) !== 0 ? 'pipe' : 'file';
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
