import { expect, it } from 'vitest';
import { detect } from '../../src/core/detect/detect.ts';
import { projectFiles } from '../../src/core/detect/files.ts';
import type { AppProfile } from '../../src/core/detect/profile.ts';

/** What a case states of the one app it holds; what it leaves out is not compared. */
export interface ExpectedApp {
  readonly path?: string;
  readonly name?: string;
  readonly kind?: string | null;
  readonly language?: string | null;
  readonly framework?: string | null;
  readonly manager?: string | null;
  readonly version?: string | null;
  readonly build?: string | null;
  readonly start?: string | null;
  readonly port?: number | null;
  /** `postgres`, or `postgres 17` where the version is known. */
  readonly services?: readonly string[];
  readonly env?: readonly string[];
  /** `worker: celery -A x worker`. */
  readonly processes?: readonly string[];
  readonly details?: Readonly<Record<string, unknown>>;
  /** Fields whose evidence must be `default`. */
  readonly defaults?: readonly string[];
}

export type DetectCase = readonly [title: string, files: Readonly<Record<string, string>>, expected: ExpectedApp];

/** One test a case: the only app of the files is as expected. */
export function testDetection(cases: readonly DetectCase[]): void {
  it.each(cases)('%s', (_, files, expected) => {
    expect(pick(onlyApp(files), expected)).toEqual(expected);
  });
}

export function onlyApp(files: Readonly<Record<string, string>>): AppProfile {
  const apps = detect(projectFiles(files));
  expect(apps).toHaveLength(1);
  return apps[0] as AppProfile;
}

function pick(app: AppProfile, expected: ExpectedApp): ExpectedApp {
  const all: Required<ExpectedApp> = {
    path: app.path,
    name: app.name,
    kind: app.kind?.value ?? null,
    language: app.language?.value ?? null,
    framework: app.framework?.value ?? null,
    manager: app.packageManager?.value ?? null,
    version: app.runtimeVersion?.value ?? null,
    build: app.buildCommand?.value ?? null,
    start: app.startCommand?.value ?? null,
    port: app.port?.value ?? null,
    services: app.services.map(({ value: { name, version } }) => (version === null ? name : `${name} ${version}`)),
    env: app.env.map((fact) => fact.value),
    processes: app.processes.map(({ value: { name, command } }) => `${name}: ${command}`),
    details: Object.fromEntries(Object.keys(expected.details ?? {}).map((key) => [key, app.details[key]])),
    defaults: Object.entries(app)
      .filter(([, fact]) => (fact as { evidence?: { source?: string } } | null)?.evidence?.source === 'default')
      .map(([field]) => field),
  };
  return Object.fromEntries(Object.keys(expected).map((key) => [key, all[key as keyof ExpectedApp]]));
}
