import { StringDecoder } from 'node:string_decoder';
import { lineOfStep, stageOfStep, type DockerfileInstruction } from './build-lines.ts';
import type { BuildEvent, BuildStep } from './engine.ts';
import { EngineError } from './errors.ts';

/** The steps of one build, kept in the order they appeared; every change is told at once. Both builders' readers write into it. */
export interface BuildSteps {
  readonly all: () => readonly BuildStep[];
  update(id: string, change: Partial<Pick<BuildStep, 'name' | 'state' | 'durationMs'>>): void;
  output(id: string | null, data: Buffer | string): void;
  emit(event: BuildEvent): void;
  /** What the engine's failure means: the failed step, its line, its last output. */
  failure(answer: string): EngineError;
  /** Marks what was still running. */
  cancel(): void;
}

export function createBuildSteps(instructions: readonly DockerfileInstruction[], emit: (event: BuildEvent) => void): BuildSteps {
  const steps = new Map<string, BuildStep>();
  const tails = new Map<string, string>();
  const decoders = new Map<string, StringDecoder>();

  function update(id: string, change: Partial<Pick<BuildStep, 'name' | 'state' | 'durationMs'>>): void {
    const before = steps.get(id);
    const name = change.name ?? before?.name ?? '';
    const step: BuildStep = {
      id,
      name,
      stage: stageOfStep(name),
      line: lineOfStep(instructions, name),
      state: change.state ?? before?.state ?? 'running',
      durationMs: change.durationMs ?? before?.durationMs ?? null,
    };
    if (before && before.state === step.state && before.name === step.name && before.durationMs === step.durationMs) return;
    steps.set(id, step);
    emit({ type: 'step', step });
  }

  return {
    all: () => [...steps.values()],
    update,
    emit,
    output(id, data) {
      const key = id ?? '';
      const decoder = decoders.get(key) ?? new StringDecoder('utf8');
      decoders.set(key, decoder);
      const text = typeof data === 'string' ? data : decoder.write(data);
      if (!text) return;
      tails.set(key, ((tails.get(key) ?? '') + text).slice(-tailLength));
      emit({ type: 'output', stepId: id, text });
    },
    failure(answer) {
      const failed = [...steps.values()].find((step) => step.state === 'failed');
      const line = failed?.line ?? lineInAnswer(answer);
      const output = (tails.get(failed?.id ?? '') ?? '').trimEnd();
      const where = failed ? `${failed.name}${line === null ? '' : ` (line ${String(line)})`}` : null;
      const exitCode = exitCodeInAnswer(answer);
      const cause = exitCode === null ? answer : `it ended with code ${String(exitCode)}`;
      return new EngineError('build-failed', where === null ? `The build failed: ${answer}` : `The build failed at ${where}: ${cause}`, {
        answer,
        details: { ...(failed && { step: failed.name }), line, exitCode, output },
      });
    },
    cancel() {
      for (const step of steps.values()) {
        if (step.state === 'running') update(step.id, { state: 'cancelled' });
      }
    },
  };
}

/** Enough for the last screen of a package manager's error. */
const tailLength = 8000;

function lineInAnswer(answer: string): number | null {
  const line = /(?:parse error on line|Dockerfile:|line) ?(\d+)/i.exec(answer)?.[1];
  return line === undefined ? null : Number(line);
}

function exitCodeInAnswer(answer: string): number | null {
  const code = /(?:exit code: |exit status |non-zero code: )(\d+)/.exec(answer)?.[1];
  return code === undefined ? null : Number(code);
}
