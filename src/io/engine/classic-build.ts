import type { BuildSteps } from './build-steps.ts';

/** Reads the text of Docker's classic builder and of Podman's Buildah into steps. `end` says how the last one ended. */
export function classicReader(steps: BuildSteps, now: () => number = Date.now): { text(text: string): void; end(failed: boolean): void } {
  let rest = '';
  let current: { readonly id: string; readonly startedAt: number; cached: boolean } | undefined;

  function finish(state: 'done' | 'failed'): void {
    if (!current) return;
    steps.update(current.id, {
      state: state === 'done' && current.cached ? 'cached' : state,
      durationMs: Math.max(0, Math.round(now() - current.startedAt)),
    });
    current = undefined;
  }

  function line(text: string): void {
    const clean = text.replace(colours, '').replace(/\r$/, '');
    if (stepLine.test(clean)) {
      finish('done');
      current = { id: /^(?:.*?STEP|Step) [\d/]+/.exec(clean)?.[0] ?? clean, startedAt: now(), cached: false };
      steps.update(current.id, { name: clean, state: 'running' });
    } else if (/^ ?-+> Using cache/.test(clean)) {
      if (current) current.cached = true;
    } else if (/^(?:\[\d+\/\d+\] )?COMMIT /.test(clean)) {
      finish('done');
    } else if (!bookkeeping.test(clean)) {
      steps.output(current?.id ?? null, `${clean}\n`);
    }
  }

  return {
    text(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const one of lines) if (one) line(one);
    },
    end(failed) {
      if (rest) line(rest);
      rest = '';
      finish(failed ? 'failed' : 'done');
    },
  };
}

const stepLine = /^(?:Step \d+\/\d+ : |(?:\[\d+\/\d+\] )?STEP \d+\/\d+: )/;
/** What only names images and containers in between. */
const bookkeeping =
  /^(?: ?-+> (?:[0-9a-f]{8,}|Running in |Removed intermediate container |\[Warning\])|Removing intermediate container |Successfully (?:built|tagged) |[0-9a-f]{64}$|--> [0-9a-f]+)/;
// The classic builder colours what came from stderr.
const colours = /\u001b\[[0-9;]*m/g;
