import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { CstResult } from '../../core/testing/cst/run.ts';
import type { KindDefinition } from '../../core/testing/kind.ts';
import { kinds } from '../../core/testing/kinds/index.ts';
import { planFor, type ImageFacts, type TestOptions, type TestPlan } from '../../core/testing/plan.ts';
import { result } from '../../core/testing/result.ts';
import type { TestEvent, TestRun } from '../../core/testing/run.ts';
import { testKinds, type TestKind, type TestResult } from '../../core/testing/verdict.ts';
import type { BuildEvent, Engine, ImageInfo } from '../engine/engine.ts';
import { EngineError, isEngineError } from '../engine/errors.ts';
import { readEnvironment } from './environment.ts';
import { engineTitle, openLab, type LabSetup } from './lab.ts';
import { loadPlanFile } from './plan-on-disk.ts';
import { createRedactor } from './redact.ts';
import { readStructureFiles, runCstFiles, runGossFiles, structureResults } from './structure-files.ts';
import { openSession, type Session } from './session.ts';
import { prepareFolder, type PreparedFolder } from './folder.ts';

export interface RunRequest {
  readonly engine: Engine;
  /** An image of the engine, or a folder with a Dockerfile that is built first. */
  readonly target: { readonly image: string } | { readonly dir: string };
  /** The default kinds when left out. */
  readonly only?: readonly TestKind[];
  readonly options?: Partial<TestOptions>;
  /** For the container under test. Values stay out of results and logs. */
  readonly env?: Readonly<Record<string, string>>;
  readonly helperImage?: string;
  /** container-structure-test files; without `only` they are all that runs. */
  readonly structureFiles?: readonly string[];
}

export type RunEvent = TestEvent<BuildEvent>;

export const defaultHelperImage = 'busybox:latest';

/**
 * Builds where a folder is given, runs the kinds one after the other and removes everything it made, also when it fails or is cancelled.
 * Rejects only when no test could begin: no such image, a failed build, an engine that went away.
 */
export async function runTests(
  asked: RunRequest,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<TestRun> {
  const began = performance.now();
  const request = await withPlanFile(asked);
  const session = openSession(request.engine);
  try {
    const prepared = await prepare(request, session, onEvent, signal);
    const { plan, image } = prepared;
    const tests: TestResult[] = [];
    const files = request.structureFiles ?? [];
    const only = request.only ?? (asked.structureFiles && files.length > 0 ? [] : undefined);
    const structureFiles = await structureOf(files, prepared, session, onEvent, signal);
    tests.push(...structureFiles.tests);
    for (const kind of chooseKinds(only)) {
      if (signal.aborted) break;
      tests.push(...(await runKind(kind, plan, prepared.setup, onEvent, signal)));
    }
    return {
      image: plan.image,
      imageId: image.id,
      engine: engineTitle(request.engine),
      durationMs: Math.round(performance.now() - began),
      cancelled: signal.aborted,
      tests,
      ...(files.length > 0 && { structureFiles: structureFiles.cst }),
    };
  } finally {
    await session.close();
  }
}

/** What the folder's plan file says, below what the caller says. */
async function withPlanFile(request: RunRequest): Promise<RunRequest> {
  const dir = 'dir' in request.target ? request.target.dir : null;
  const file = dir === null ? undefined : await loadPlanFile(dir);
  if (dir === null || !file) return request;
  const here = (paths: readonly string[]) => paths.map((path) => resolve(dir, path));
  const only = request.only ?? file.kinds;
  const helperImage = request.helperImage ?? file.helperImage;
  const structureFiles = request.structureFiles ?? (!only || only.includes('structure') ? here(file.structure) : []);
  return {
    ...request,
    ...(only && { only }),
    ...(helperImage !== undefined && { helperImage }),
    structureFiles,
    options: { ...file.options, ...request.options },
    env: { ...(await readEnvironment([], here(file.envFiles), process.env)), ...request.env },
  };
}

/** The structure files, each in the terms of its tool. */
async function structureOf(
  paths: readonly string[],
  { plan, image, setup }: Prepared,
  session: Session,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<{ readonly tests: readonly TestResult[]; readonly cst: readonly CstResult[] }> {
  if (paths.length === 0) return { tests: [], cst: [] };
  onEvent({ type: 'started', kind: 'structure', title: 'Structure' });
  const files = await readStructureFiles(paths);
  const cstFiles = files.filter(({ tool }) => tool === 'container-structure-test');
  const gossFiles = files.filter(({ tool }) => tool === 'goss');
  const { volumes } = image.config;
  const cst = await runCstFiles(cstFiles, image.config, { engine: setup.engine, image: plan.image, volumes, session, signal });
  const { lab, close } = openLab({ ...setup, ...eventsOf('structure', onEvent), signal });
  try {
    const goss = gossFiles.length > 0 ? await runGossFiles(gossFiles, lab, plan) : [];
    const tests = [
      ...structureResults(
        cst,
        cstFiles.map(({ path }) => path),
      ),
      ...goss,
    ].map((one) => redactResult(one, setup.redact));
    onEvent({ type: 'finished', kind: 'structure', results: tests });
    return { tests, cst };
  } finally {
    await close();
  }
}

/** The asked kinds in their order; the default ones when none is asked. */
export function chooseKinds(only: readonly TestKind[] | undefined): readonly KindDefinition[] {
  const chosen = kinds.filter((kind) => (only ? only.includes(kind.kind) : kind.byDefault));
  return chosen.toSorted((a, b) => testKinds.indexOf(a.kind) - testKinds.indexOf(b.kind));
}

interface Prepared {
  readonly plan: TestPlan;
  readonly image: ImageInfo;
  readonly setup: Omit<LabSetup, 'onProgress' | 'onLog' | 'signal'>;
}

async function prepare(request: RunRequest, session: Session, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Prepared> {
  const { engine, target } = request;
  const folder: PreparedFolder | null = 'dir' in target ? await prepareFolder(engine, target.dir, session, onEvent, signal) : null;
  const reference = 'image' in target ? target.image : (folder?.image ?? '');
  const image = await engine.inspectImage(reference, signal);
  if (!image) throw new EngineError('not-found', `${engineTitle(engine)} has no image ${reference}. Build or pull it first.`);
  const plan = planFor(reference, configOf(image, folder), folder?.facts ?? null, { ...folder?.options, ...request.options });
  const env = { ...folder?.base.env, ...request.env };
  return {
    plan,
    image,
    setup: {
      engine,
      image: reference,
      labels: session.labels,
      helperImage: request.helperImage ?? defaultHelperImage,
      ports: plan.port ? [plan.port.number] : [],
      base: { ...folder?.base, ...(Object.keys(env).length > 0 && { env }) },
      redact: createRedactor([...Object.values(request.env ?? {}), ...(folder?.secrets ?? [])]),
    },
  };
}

/** The image's configuration as the container under test will have it. */
function configOf({ config }: ImageInfo, folder: PreparedFolder | null): ImageFacts {
  if (!folder) return config;
  const { base, healthcheck } = folder;
  return {
    ...config,
    user: base.user ?? config.user,
    stopSignal: base.stopSignal ?? config.stopSignal,
    workdir: base.workdir ?? config.workdir,
    ...(base.entrypoint && { entrypoint: base.entrypoint, cmd: null }),
    ...(base.cmd && { cmd: base.cmd }),
    healthcheck: healthcheck === 'disabled' ? null : (healthcheck ?? config.healthcheck),
  };
}

async function runKind(
  kind: KindDefinition,
  plan: TestPlan,
  setup: Prepared['setup'],
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<readonly TestResult[]> {
  onEvent({ type: 'started', kind: kind.kind, title: kind.title });
  const began = performance.now();
  const { lab, close } = openLab({ ...setup, ...eventsOf(kind.kind, onEvent), signal });
  let results: readonly TestResult[];
  try {
    results = await kind.run(lab, plan);
  } catch (error) {
    results = [broken(kind, performance.now() - began, error, signal)];
  } finally {
    await close();
  }
  const clean = results.map((one) => redactResult(one, setup.redact));
  onEvent({ type: 'finished', kind: kind.kind, results: clean });
  return clean;
}

function eventsOf(kind: TestKind, onEvent: (event: RunEvent) => void): Pick<LabSetup, 'onProgress' | 'onLog'> {
  return {
    onProgress: (text) => {
      onEvent({ type: 'progress', kind, text });
    },
    onLog: (stream, text) => {
      onEvent({ type: 'log', kind, stream, text });
    },
  };
}

/** A kind that throws says nothing about the container: its question stays open, and the other kinds go on. */
function broken(kind: KindDefinition, durationMs: number, error: unknown, signal: AbortSignal): TestResult {
  if (signal.aborted)
    return result(kind.kind, kind.kind, durationMs, {
      verdict: 'unknown',
      summary: 'cancelled before it could tell',
      advice: 'Run it again.',
    });
  const words = error instanceof Error ? error.message : String(error);
  const gone = isEngineError(error) && (error.reason === 'gone' || error.reason === 'unreachable');
  return result(kind.kind, kind.kind, durationMs, {
    verdict: 'unknown',
    summary: gone ? 'the engine went away during the test' : 'the test itself broke off',
    evidence: [{ label: isEngineError(error) ? 'Engine' : 'Error', value: words }],
    advice: gone ? 'Start the engine and run the test again.' : 'Run it again; if it stays, report it with the error.',
  });
}

function redactResult(one: TestResult, redact: (text: string) => string): TestResult {
  return { ...one, summary: redact(one.summary), evidence: one.evidence.map(({ label, value }) => ({ label, value: redact(value) })) };
}
