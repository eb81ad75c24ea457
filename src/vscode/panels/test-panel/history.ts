import type * as vscode from 'vscode';
import type { TestRun } from '../../../core/testing/run.ts';

/** A run that is kept: what was tested, when, and every verdict. */
export interface KeptRun extends TestRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** URI of the Dockerfile, or `image:NAME`. */
  readonly target: string;
}

const key = 'drydock.test.runs';
const most = 20;

/** Runs of this workspace, newest first. What cannot be read is left out. */
export function keptRuns(memento: vscode.Memento, target: string): readonly KeptRun[] {
  const all = memento.get<unknown>(key, []);
  return (Array.isArray(all) ? all : []).filter(isKeptRun).filter((run) => run.target === target);
}

export async function keepRun(memento: vscode.Memento, run: KeptRun): Promise<void> {
  const all = memento.get<unknown>(key, []);
  await memento.update(key, [run, ...(Array.isArray(all) ? all : []).filter(isKeptRun)].slice(0, most));
}

export async function forgetRuns(memento: vscode.Memento, target: string): Promise<void> {
  const all = memento.get<unknown>(key, []);
  await memento.update(key, (Array.isArray(all) ? all : []).filter(isKeptRun).filter((run) => run.target !== target)); // prettier-ignore
}

function isKeptRun(value: unknown): value is KeptRun {
  const run = value as Partial<KeptRun> | null;
  return (
    typeof run === 'object' &&
    run !== null &&
    typeof run.id === 'string' &&
    typeof run.target === 'string' &&
    typeof run.atMs === 'number' &&
    Array.isArray(run.tests)
  );
}
