import type { AppProfile, Evidence, Fact } from './profile.ts';

/** One app as `drydock detect --json` prints it: plain values, and the evidence of each by field. */
export interface AppReport {
  readonly path: string;
  readonly name: string;
  readonly kind: string | null;
  readonly language: string | null;
  readonly framework: string | null;
  readonly packageManager: string | null;
  readonly runtimeVersion: string | null;
  readonly buildCommand: string | null;
  readonly startCommand: string | null;
  readonly port: number | null;
  readonly services: readonly { readonly name: string; readonly version: string | null }[];
  readonly env: readonly string[];
  readonly processes: readonly { readonly name: string; readonly command: string }[];
  readonly problems: readonly { readonly message: string; readonly file: string | null; readonly line: number | null }[];
  /** By field; of lists, in their order. Rule `default`: no file says it, scaffolding will use it. */
  readonly evidence: Readonly<Record<string, EvidenceReport | readonly EvidenceReport[]>>;
}

export interface EvidenceReport {
  readonly file: string | null;
  readonly line: number | null;
  readonly rule: string;
}

/** The document that `drydock detect --json` prints. */
export function detectionReport(apps: readonly AppProfile[]): { readonly apps: readonly AppReport[] } {
  return { apps: apps.map(reportOf) };
}

/** The apps for a person: a block each, every fact with where it was read. */
export function detectionText(apps: readonly AppProfile[]): string {
  if (apps.length === 0)
    return 'No app was found here. Drydock looks for manifests such as package.json, pyproject.toml, go.mod, pom.xml or an index.html.\n';
  return apps.map(textOf).join('\n');
}

const fields = ['kind', 'language', 'framework', 'packageManager', 'runtimeVersion', 'buildCommand', 'startCommand', 'port'] as const;
const labels: Readonly<Record<(typeof fields)[number], string>> = {
  kind: 'kind',
  language: 'language',
  framework: 'framework',
  packageManager: 'package manager',
  runtimeVersion: 'version',
  buildCommand: 'build',
  startCommand: 'start',
  port: 'port',
};

function reportOf(app: AppProfile): AppReport {
  const evidence: Record<string, EvidenceReport | readonly EvidenceReport[]> = {};
  for (const field of fields) {
    const fact = app[field];
    if (fact !== null) evidence[field] = evidenceReport(fact.evidence);
  }
  for (const field of ['services', 'env', 'processes'] as const) {
    if (app[field].length > 0) evidence[field] = app[field].map((fact) => evidenceReport(fact.evidence));
  }
  return {
    path: app.path,
    name: app.name,
    kind: app.kind?.value ?? null,
    language: app.language?.value ?? null,
    framework: app.framework?.value ?? null,
    packageManager: app.packageManager?.value ?? null,
    runtimeVersion: app.runtimeVersion?.value ?? null,
    buildCommand: app.buildCommand?.value ?? null,
    startCommand: app.startCommand?.value ?? null,
    port: app.port?.value ?? null,
    services: app.services.map(({ value: { name, version } }) => ({ name, version })),
    env: app.env.map((fact) => fact.value),
    processes: app.processes.map(({ value: { name, command } }) => ({ name, command })),
    problems: app.problems,
    evidence,
  };
}

function evidenceReport({ file, line, rule }: Evidence): EvidenceReport {
  return { file, line, rule };
}

function textOf(app: AppProfile): string {
  const rows: (readonly [string, string, string])[] = fields.map((field) => row(labels[field], app[field]));
  for (const service of app.services)
    rows.push(row('service', { ...service, value: [service.value.name, service.value.version].filter(Boolean).join(' ') }));
  for (const process of app.processes) rows.push(row(`process ${process.value.name}`, { ...process, value: process.value.command }));
  if (app.env.length > 0) rows.push(['variables', app.env.map((fact) => fact.value).join(', '), '']);
  const widths = [0, 1].map((column) =>
    Math.max(...rows.filter((cells) => cells[2] !== '' || column === 0).map((cells) => cells[column as 0 | 1].length)),
  );
  const lines = rows.map(([label, value, place]) =>
    `  ${label.padEnd(widths[0] ?? 0)}  ${value.padEnd(place === '' ? 0 : (widths[1] ?? 0))}  ${place}`.trimEnd(),
  );
  const problems = app.problems.map(
    (problem) =>
      `  ! ${problem.message}${problem.file === null || problem.line === null ? '' : ` (${problem.file}:${String(problem.line)})`}`,
  );
  return [`${app.name}  ${app.path === '.' ? '(this folder)' : app.path}`, ...lines, ...problems, ''].join('\n');
}

function row(label: string, fact: Fact<string | number> | null): readonly [string, string, string] {
  if (fact === null) return [label, '-', 'not found'];
  const { source, file, line, text } = fact.evidence;
  if (source !== 'found') return [label, String(fact.value), text === undefined ? source : `${source}: ${text}`];
  const place = `${file ?? ''}${line === null ? '' : `:${String(line)}`}`;
  return [label, String(fact.value), text === undefined ? place : `${place}  ${text}`];
}
