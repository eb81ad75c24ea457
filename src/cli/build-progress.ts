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
  const ended = new Set<string>();
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
    stream.write(`${step.name}${detail ? ` · ${detail}` : ''}`.slice(0, (stream.columns || 80) - 1));
    shown = true;
  }

  return {
    event(event) {
      switch (event.type) {
        case 'step': {
          const { step } = event;
          if (step.state === 'running') {
            running.set(step.id, step);
            break;
          }
          running.delete(step.id);
          // What BuildKit does for itself interests nobody unless it fails; and it may say twice how a step ended.
          if (ended.has(step.id) || (step.state !== 'failed' && step.name.startsWith('[internal]'))) break;
          ended.add(step.id);
          clear();
          stream.write(`${outcome(step).padStart(9)}  ${step.name}\n`);
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
  const ended = new Set<string>();

  function flush(id: string): void {
    const rest = rests.get(id);
    rests.delete(id);
    if (rest) line(id, rest);
  }
  function line(id: string, text: string): void {
    stream.write(id === '' ? `${text}\n` : `#${number(id)} ${text}\n`);
  }
  const number = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return numbers.get(id) ?? 0;
  };
  return {
    event(event) {
      switch (event.type) {
        case 'step': {
          const { step } = event;
          if (!numbers.has(step.id)) line(step.id, step.name);
          // BuildKit may say again, and in other words, how a step ended.
          if (step.state === 'running' || ended.has(step.id)) break;
          ended.add(step.id);
          flush(step.id);
          line(step.id, outcome(step));
          break;
        }
        case 'output': {
          const key = event.stepId ?? '';
          const lines = `${rests.get(key) ?? ''}${event.text}`.split(/\r?\n/);
          rests.set(key, lines.pop() ?? '');
          for (const one of lines) line(key, one);
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
      for (const id of rests.keys()) flush(id);
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
