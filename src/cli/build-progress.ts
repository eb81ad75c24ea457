import type { WriteStream } from 'node:tty';
import type { BuildEvent, BuildStep } from '../io/engine/engine.ts';

export interface BuildProgress {
  event(event: BuildEvent): void;
  /** Clears what is not to stay. */
  end(): void;
}

/** On a terminal a line for every step that has ended, and what runs below; elsewhere (CI) every line of output behind its step's number, nothing ever rewritten. */
export function createBuildProgress(stream: WriteStream, quiet: boolean): BuildProgress {
  if (quiet) return { event: () => undefined, end: () => undefined };
  return stream.isTTY ? terminalProgress(stream) : plainProgress(stream);
}

function terminalProgress(stream: WriteStream): BuildProgress {
  const running = new Map<string, BuildStep>();
  const lastLine = new Map<string, string>();
  let shown = false;

  function clear(): void {
    if (shown) stream.write('\r\u001b[2K');
    shown = false;
  }
  function show(): void {
    const step = [...running.values()].at(-1);
    clear();
    if (!step) return;
    const detail = lastLine.get(step.id);
    stream.write(`${step.name}${detail ? ` · ${detail}` : ''}`.slice(0, Math.max(20, stream.columns - 1)));
    shown = true;
  }

  return {
    event(event) {
      switch (event.type) {
        case 'step': {
          const { step } = event;
          if (step.state === 'running') running.set(step.id, step);
          else {
            running.delete(step.id);
            clear();
            // What BuildKit does for itself interests nobody unless it fails.
            if (step.state === 'failed' || !step.name.startsWith('[internal]'))
              stream.write(`${outcome(step).padStart(9)}  ${step.name}\n`);
          }
          break;
        }
        case 'output':
          if (event.stepId !== null)
            lastLine.set(
              event.stepId,
              event.text
                .trimEnd()
                .split(/[\r\n]/)
                .at(-1) ?? '',
            );
          break;
        case 'progress':
          if (event.total) lastLine.set(event.stepId, `${event.what} ${Math.floor((event.current / event.total) * 100)} %`);
          break;
        case 'warning':
          clear();
          stream.write(`${warningText(event)}\n`);
          break;
      }
      show();
    },
    end: clear,
  };
}

function plainProgress(stream: WriteStream): BuildProgress {
  const numbers = new Map<string, number>();
  const rests = new Map<string, string>();
  const number = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return numbers.get(id) ?? 0;
  };
  return {
    event(event) {
      switch (event.type) {
        case 'step': {
          const { step } = event;
          if (!numbers.has(step.id)) stream.write(`#${number(step.id)} ${step.name}\n`);
          if (step.state !== 'running') stream.write(`#${number(step.id)} ${outcome(step)}\n`);
          break;
        }
        case 'output': {
          const key = event.stepId ?? '';
          const lines = `${rests.get(key) ?? ''}${event.text}`.split(/\r?\n/);
          rests.set(key, lines.pop() ?? '');
          for (const line of lines) stream.write(event.stepId === null ? `${line}\n` : `#${number(key)} ${line}\n`);
          break;
        }
        case 'warning':
          stream.write(`${warningText(event)}\n`);
          break;
        case 'progress':
          break;
      }
    },
    end: () => {
      for (const [id, rest] of rests) if (rest) stream.write(id === '' ? `${rest}\n` : `#${number(id)} ${rest}\n`);
    },
  };
}

function outcome(step: BuildStep): string {
  switch (step.state) {
    case 'cached':
      return 'cached';
    case 'failed':
      return 'FAILED';
    case 'cancelled':
      return 'cancelled';
    case 'running':
      return 'running';
    case 'done':
      return step.durationMs === null ? 'done' : `${(step.durationMs / 1000).toFixed(1)} s`;
  }
}

function warningText(warning: { readonly message: string; readonly line: number | null }): string {
  return `warning: ${warning.message}${warning.line === null ? '' : ` (line ${warning.line})`}`;
}
