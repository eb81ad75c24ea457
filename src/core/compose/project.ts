import { readYaml } from '../yaml/parse.ts';
import { interpolate } from './interpolate.ts';

/** What running a service for a test needs of a Compose file; everything else in it is left alone. */
export interface ComposeProject {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, ComposeSecret>>;
  /** Variables that the file asks for and nobody gave. */
  readonly missing: readonly string[];
  readonly problems: readonly string[];
}

export interface ComposeService {
  readonly name: string;
  readonly image: string | null;
  readonly build: ComposeBuild | null;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[] | null;
  /** Null takes the value of the caller's own variable. */
  readonly environment: Readonly<Record<string, string | null>>;
  readonly envFiles: readonly { readonly path: string; readonly required: boolean }[];
  readonly secrets: readonly { readonly source: string; readonly target: string }[];
  readonly dependsOn: Readonly<Record<string, DependencyCondition>>;
  /** `disabled` also switches off the image's. */
  readonly healthcheck: { readonly test: readonly string[]; readonly timeoutMs: number } | 'disabled' | null;
  readonly volumes: readonly ComposeMount[];
  readonly tmpfs: readonly string[];
  readonly ports: readonly number[];
  readonly init: boolean;
  readonly readOnly: boolean;
  readonly user: string | null;
  readonly workdir: string | null;
  readonly capDrop: readonly string[];
  readonly capAdd: readonly string[];
  readonly securityOpt: readonly string[];
  readonly stopSignal: string | null;
  readonly stopGraceMs: number | null;
  readonly memoryBytes: number | null;
  readonly aliases: readonly string[];
}

export interface ComposeBuild {
  readonly context: string;
  readonly dockerfile: string | null;
  readonly target: string | null;
  readonly args: Readonly<Record<string, string | null>>;
}

export type ComposeSecret = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'environment'; readonly name: string };

export interface ComposeMount {
  readonly type: 'volume' | 'bind';
  /** Null for an anonymous volume. */
  readonly source: string | null;
  readonly target: string;
  readonly readOnly: boolean;
}

export type DependencyCondition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

/** Reads Compose files laid over one another, later ones winning key by key, with variables put in by `valueOf`. Never throws. */
export function readComposeProject(texts: readonly string[], valueOf: (name: string) => string | undefined): ComposeProject {
  const missing = new Set<string>();
  const problems: string[] = [];
  let merged: unknown = {};
  for (const text of texts) {
    const { documents, problems: found } = readYaml(text, 'compose');
    problems.push(...found.map((problem) => problem.message));
    merged = merge(merged, fill(documents[0] ?? {}, valueOf, missing));
  }
  const root = record(merged);
  const services = Object.entries(record(root['services'])).map(([name, value]) => [name, readService(name, record(value))] as const);
  const secrets = Object.entries(record(root['secrets'])).flatMap(([name, value]) => {
    const secret = readSecret(record(value));
    if (secret?.kind === 'environment' && valueOf(secret.name) === undefined) missing.add(secret.name);
    return secret ? [[name, secret] as const] : [];
  });
  return { services: Object.fromEntries(services), secrets: Object.fromEntries(secrets), missing: [...missing], problems };
}

/** The services that must be up before `name`, those that wait for nothing first; cycles are cut. */
export function startOrder(project: ComposeProject, name: string): readonly ComposeService[] {
  const order: ComposeService[] = [];
  const seen = new Set([name]);
  const visit = (service: ComposeService | undefined) => {
    for (const dependency of Object.keys(service?.dependsOn ?? {})) {
      if (seen.has(dependency)) continue;
      seen.add(dependency);
      const next = project.services[dependency];
      visit(next);
      if (next) order.push(next);
    }
  };
  visit(project.services[name]);
  return order;
}

function readService(name: string, raw: Fields): ComposeService {
  const limits = record(record(record(raw['deploy'])['resources'])['limits']);
  return {
    name,
    image: string(raw['image']),
    build: readBuild(raw['build']),
    entrypoint: words(raw['entrypoint']),
    command: words(raw['command']),
    environment: pairs(raw['environment']),
    envFiles: list(raw['env_file']).map((one) => ({
      path: string(one) ?? string(record(one)['path']) ?? '',
      required: record(one)['required'] !== false,
    })),
    secrets: list(raw['secrets']).map((one) => {
      const source = string(one) ?? string(record(one)['source']) ?? '';
      return { source, target: string(record(one)['target']) ?? source };
    }),
    dependsOn: readDependencies(raw['depends_on']),
    healthcheck: readHealthcheck(raw['healthcheck']),
    volumes: list(raw['volumes']).flatMap(readMount),
    tmpfs: list(raw['tmpfs']).flatMap((one) => string(one) ?? []),
    ports: list(raw['ports']).flatMap(containerPort),
    init: raw['init'] === true,
    readOnly: raw['read_only'] === true,
    user: string(raw['user']),
    workdir: string(raw['working_dir']),
    capDrop: list(raw['cap_drop']).flatMap((one) => string(one) ?? []),
    capAdd: list(raw['cap_add']).flatMap((one) => string(one) ?? []),
    securityOpt: list(raw['security_opt']).flatMap((one) => string(one) ?? []),
    stopSignal: string(raw['stop_signal']),
    stopGraceMs: milliseconds(raw['stop_grace_period']),
    memoryBytes: bytes(limits['memory'] ?? raw['mem_limit']),
    aliases: [
      name,
      ...[string(raw['container_name']), string(raw['hostname'])].filter((alias) => alias !== null),
      ...networkAliases(raw['networks']),
    ],
  };
}

type Fields = Readonly<Record<string, unknown>>;

const record = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  return value === undefined || value === null ? [] : [value];
}

function string(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A command as a list, or as a line that Compose splits like a shell. */
function words(value: unknown): readonly string[] | null {
  if (Array.isArray(value)) return value.flatMap((one) => string(one) ?? []);
  const text = string(value);
  if (text === null) return null;
  return [...text.matchAll(/(?:[^\s"']+|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(([word]) =>
    word.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_all, double?: string, single?: string) => double?.replace(/\\(.)/g, '$1') ?? single ?? '',
    ),
  );
}

/** `{A: b}` or `["A=b", "A"]`. */
function pairs(value: unknown): Readonly<Record<string, string | null>> {
  if (!Array.isArray(value)) return Object.fromEntries(Object.entries(record(value)).map(([name, one]) => [name, string(one)]));
  return Object.fromEntries(
    value.flatMap((one) => {
      const text = string(one) ?? '';
      const equals = text.indexOf('=');
      return text === '' ? [] : [equals === -1 ? [text, null] : [text.slice(0, equals), text.slice(equals + 1)]];
    }),
  );
}

function readBuild(value: unknown): ComposeBuild | null {
  const context = string(value);
  if (context !== null) return { context, dockerfile: null, target: null, args: {} };
  const raw = record(value);
  if (Object.keys(raw).length === 0) return null;
  return {
    context: string(raw['context']) ?? '.',
    dockerfile: string(raw['dockerfile']),
    target: string(raw['target']),
    args: pairs(raw['args']),
  };
}

function readSecret(raw: Fields): ComposeSecret | null {
  const path = string(raw['file']);
  const name = string(raw['environment']);
  if (path !== null) return { kind: 'file', path };
  return name === null ? null : { kind: 'environment', name };
}

function readDependencies(value: unknown): Readonly<Record<string, DependencyCondition>> {
  if (Array.isArray(value))
    return Object.fromEntries(value.flatMap((one) => (string(one) === null ? [] : [[string(one), 'service_started']]))) as Record<
      string,
      DependencyCondition
    >;
  return Object.fromEntries(
    Object.entries(record(value)).map(([name, one]) => {
      const condition = string(record(one)['condition']);
      return [name, condition === 'service_healthy' || condition === 'service_completed_successfully' ? condition : 'service_started'];
    }),
  );
}

function readHealthcheck(value: unknown): ComposeService['healthcheck'] {
  const raw = record(value);
  if (raw['disable'] === true) return 'disabled';
  const test = Array.isArray(raw['test'])
    ? words(raw['test'])
    : string(raw['test']) === null
      ? null
      : ['CMD-SHELL', string(raw['test']) ?? ''];
  if (test === null || test.length === 0) return null;
  return test[0] === 'NONE' ? 'disabled' : { test, timeoutMs: milliseconds(raw['timeout']) ?? 30_000 };
}

function readMount(value: unknown): readonly ComposeMount[] {
  const text = string(value);
  if (text === null) {
    const raw = record(value);
    const target = string(raw['target']);
    if (target === null || (raw['type'] !== 'volume' && raw['type'] !== 'bind')) return [];
    return [{ type: raw['type'], source: string(raw['source']), target, readOnly: raw['read_only'] === true }];
  }
  const parts = text.split(':');
  if (parts.length === 1) return [{ type: 'volume', source: null, target: text, readOnly: false }];
  const [source = '', target = '', options = ''] = parts;
  return [{ type: /^[./~]/.test(source) ? 'bind' : 'volume', source, target, readOnly: options.split(',').includes('ro') }];
}

function containerPort(value: unknown): readonly number[] {
  const text = string(value) ?? string(record(value)['target']) ?? '';
  const protocol = text.includes('/') ? text.slice(text.indexOf('/') + 1) : (string(record(value)['protocol']) ?? 'tcp');
  const port = Number(text.replace(/\/.*$/, '').split(':').at(-1)?.split('-')[0]);
  return protocol === 'tcp' && Number.isInteger(port) && port > 0 ? [port] : [];
}

const networkAliases = (value: unknown): readonly string[] =>
  Object.values(record(value)).flatMap((network) => list(record(network)['aliases']).flatMap((one) => string(one) ?? []));

/** `1m30s`, `500ms`. */
function milliseconds(value: unknown): number | null {
  const text = string(value);
  if (text === null || !/^(?:\d+(?:\.\d+)?(?:ms|us|s|m|h))+$/.test(text)) return null;
  const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|us|s|m|h)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0),
    0,
  );
}

/** `512M`, `1.5gb`, as the engine counts: by 1024. */
function bytes(value: unknown): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)i?b?$/i.exec(string(value) ?? '');
  if (!match) return null;
  const power = { '': 0, k: 1, m: 2, g: 3 }[(match[2] ?? '').toLowerCase()] ?? 0;
  return Math.round(Number(match[1]) * 1024 ** power);
}

function fill(value: unknown, valueOf: (name: string) => string | undefined, missing: Set<string>): unknown {
  if (typeof value === 'string') {
    const { text, missing: names } = interpolate(value, valueOf);
    for (const name of names) missing.add(name);
    return text;
  }
  if (Array.isArray(value)) return value.map((one) => fill(one, valueOf, missing));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, valueOf, missing)]));
}

/** Mappings key by key; everything else is replaced. Lists of ports, volumes and the like are appended, as Compose does. */
function merge(below: unknown, above: unknown): unknown {
  if (Array.isArray(below) && Array.isArray(above)) return [...(below as unknown[]), ...(above as unknown[])];
  if (typeof below !== 'object' || typeof above !== 'object' || below === null || above === null || Array.isArray(above)) return above;
  const result: Record<string, unknown> = { ...(below as Fields) };
  for (const [key, value] of Object.entries(above)) {
    const replaces = key === 'command' || key === 'entrypoint' || !(key in result);
    result[key] = replaces ? value : merge(result[key], value);
  }
  return result;
}
