import path from 'node:path';
import * as vscode from 'vscode';
import { parseDockerfile } from '../../../core/dockerfile/parse.ts';
import { dockerfileFacts } from '../../../core/testing/dockerfile-facts.ts';
import type { KindDefinition } from '../../../core/testing/kind.ts';
import { kinds as allKinds } from '../../../core/testing/kinds/index.ts';
import { planFor, type TestPlan } from '../../../core/testing/plan.ts';
import type { TestKind } from '../../../core/testing/verdict.ts';
import type { ImageConfig } from '../../../io/engine/engine.ts';
import type { BuildView, LogLine, ProblemScreen, TestPanelView } from '../../../protocol/test-panel.ts';
import type { Services } from '../../services.ts';
import { settings } from '../../settings.ts';
import { forgetRuns, keepRun, keptRuns, type KeptRun } from './history.ts';
import { problemScreen } from './problems.ts';
import { newRun, takeEvent, type RunState } from './run-state.ts';
import { buildView, planScreen, resultsScreen, resultsTitle, runningScreen, runRows } from './view.ts';

/** What is tested: a Dockerfile, which is built first, or an image that the engine has. */
export type TestTarget = { readonly dockerfile: vscode.Uri } | { readonly image: string };

export const targetKey = (target: TestTarget): string => ('image' in target ? `image:${target.image}` : target.dockerfile.toString());

export interface TestSession {
  readonly view: () => Promise<TestPanelView>;
  readonly log: readonly LogLine[];
  readonly setKinds: (kinds: readonly string[], checked: boolean) => Promise<void>;
  /** Resolves when the run has ended, however it ended; never rejects. */
  readonly run: (kinds: readonly string[] | null) => Promise<void>;
  readonly cancel: () => void;
  readonly show: (run: string | null) => void;
  readonly shownRun: () => KeptRun | undefined;
  readonly markApplied: (index: number, applied: boolean) => void;
  readonly clearHistory: () => Promise<void>;
  readonly running: () => boolean;
}

/** Lines that are kept for a page that comes back. */
const mostLines = 20_000;
const tickedKey = 'drydock.test.kinds';

/** The state of one test panel. `changed` is called when the view is another one, `logged` with new lines of the log. */
export function createTestSession(
  services: Services,
  target: TestTarget,
  changed: () => void,
  logged: (lines: readonly LogLine[]) => void,
  finished: (run: KeptRun) => void,
): TestSession {
  const { context } = services;
  const memento = context.workspaceState;
  const key = targetKey(target);
  const log: LogLine[] = [];
  let engineTitle: string | null = null;
  let state: RunState | undefined;
  let abort: AbortController | undefined;
  let problem: ProblemScreen | undefined;
  let shown: string | null = null;
  let lastBuild: { readonly run: string; readonly view: BuildView } | undefined;
  let applied = new Set<number>();

  const builds = 'dockerfile' in target;
  const ticked = (): ReadonlySet<TestKind> => {
    const kept = memento.get<readonly TestKind[]>(tickedKey);
    return new Set(kept ?? allKinds.filter(({ byDefault }) => byDefault).map(({ kind }) => kind));
  };
  const addLines = (lines: readonly Omit<LogLine, 'time'>[]): void => {
    if (lines.length === 0) return;
    const time = new Date().toTimeString().slice(0, 8);
    const stamped = lines.map((line) => ({ time, ...line }));
    log.push(...stamped);
    if (log.length > mostLines) log.splice(0, log.length - mostLines);
    logged(stamped);
  };

  async function view(): Promise<TestPanelView> {
    const runs = keptRuns(memento, key);
    return {
      key,
      target: builds ? vscode.workspace.asRelativePath(target.dockerfile) : target.image,
      hasDockerfile: builds,
      engine: engineTitle,
      screen: await screen(runs),
      runs: runRows(runs, shown),
    };
  }

  async function screen(runs: readonly KeptRun[]): Promise<TestPanelView['screen']> {
    if (state) return runningScreen(state, builds, Date.now());
    if (problem) return problem;
    const run = runs.find(({ id }) => id === shown);
    const text = builds ? await readText(target.dockerfile) : undefined;
    if (run) {
      return resultsScreen(run, {
        kinds: allKinds,
        dockerfileName: builds ? path.posix.basename(target.dockerfile.path) : null,
        dockerfileLines: text?.split(/\r?\n/) ?? [],
        applied,
        build: lastBuild?.run === run.id ? lastBuild.view : null,
      });
    }
    if (builds && text === undefined)
      return problemScreen({ kind: 'no-dockerfile', folder: vscode.workspace.asRelativePath(path.posix.dirname(target.dockerfile.path)) });
    const last = runs[0];
    return planScreen(allKinds, planOf(text), ticked(), last ? `Last run: ${resultsTitle(last)}` : null, builds);
  }

  function planOf(text: string | undefined): TestPlan {
    const facts = text === undefined ? null : dockerfileFacts(parseDockerfile(text));
    return planFor(
      'image' in target ? target.image : '',
      { ...emptyConfig, exposedPorts: facts?.exposed.map(({ value }) => value) ?? [], stopSignal: facts?.stopSignal?.value ?? 'SIGTERM' },
      facts,
    );
  }

  async function run(asked: readonly string[] | null): Promise<void> {
    if (state) return;
    const wanted = allKinds.filter(({ kind }) => (asked ? asked.includes(kind) : ticked().has(kind)));
    if (wanted.length === 0) return;
    problem = undefined;
    applied = new Set();
    log.length = 0;
    const running = (state = newRun(wanted.map(({ kind, title }) => ({ kind, title })), Date.now())); // prettier-ignore
    const here = (abort = new AbortController());
    changed();
    const heartbeat = setInterval(changed, 1000);
    try {
      const done = await runOn(wanted, running, here.signal);
      shown = done.id;
      lastBuild = builds ? { run: done.id, view: buildView(running, false) } : undefined;
      await keepRun(memento, done);
      finished(done);
    } catch (error) {
      problem = problemScreen({ kind: 'error', error, cancelled: here.signal.aborted, ms: Date.now() - running.startedAtMs, build: builds && running.steps.size > 0 ? buildView(running, true) : null, dockerfile: builds }); // prettier-ignore
      services.log.warn(`Test of ${key}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      clearInterval(heartbeat);
      state = undefined;
      abort = undefined;
      changed();
    }
  }

  async function runOn(wanted: readonly KindDefinition[], running: RunState, signal: AbortSignal): Promise<KeptRun> {
    const engine = await services.engine.get();
    engineTitle = `${engine.info.kind === 'podman' ? 'Podman' : 'Docker'} ${engine.info.version.split('.').slice(0, 2).join('.')}`;
    const { runTests } = await import('../../../io/testing/run-tests.ts');
    const helperImage = settings.helperImage();
    const result = await runTests(
      {
        engine,
        target: builds ? { dir: path.dirname(target.dockerfile.fsPath) } : { image: target.image },
        only: wanted.map(({ kind }) => kind),
        ...(helperImage === undefined ? {} : { helperImage }),
      },
      (event) => {
        addLines(takeEvent(running, event, Date.now()));
        if (event.type !== 'log') changed();
      },
      signal,
    );
    return { ...result, id: `${String(Date.now())}-${Math.random().toString(36).slice(2, 8)}`, atMs: Date.now(), target: key };
  }

  return {
    view,
    log,
    run,
    running: () => state !== undefined,
    cancel: () => {
      if (!state || !abort) return;
      state.cancelling = true;
      abort.abort();
      changed();
    },
    setKinds: async (kinds, checked) => {
      const next = new Set<string>(ticked());
      for (const kind of kinds) {
        if (checked) next.add(kind);
        else next.delete(kind);
      }
      await memento.update(tickedKey, [...next]);
      changed();
    },
    show: (id) => {
      shown = id;
      problem = undefined;
      applied = new Set();
      changed();
    },
    shownRun: () => keptRuns(memento, key).find(({ id }) => id === shown),
    markApplied: (index, done) => {
      if (done) applied.add(index);
      else applied.delete(index);
      changed();
    },
    clearHistory: async () => {
      await forgetRuns(memento, key);
      shown = null;
      changed();
    },
  };
}

/** What an image has when its Dockerfile says nothing. */
const emptyConfig: ImageConfig = {
  user: '', env: {}, entrypoint: null, cmd: null, workdir: '', exposedPorts: [], volumes: [], labels: {}, stopSignal: 'SIGTERM', shell: null, healthcheck: null,
}; // prettier-ignore

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
