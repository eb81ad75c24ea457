import type { BuildSteps } from './build-steps.ts';
import type { BuildTrace } from './buildkit-trace.ts';

/** Reads BuildKit's trace into steps. */
export function buildkitReader(steps: BuildSteps): (trace: BuildTrace) => void {
  const started = new Set<string>();
  return (trace) => {
    for (const vertex of trace.vertexes) {
      const { digest, startedMs, completedMs } = vertex;
      // The one thing BuildKit does for itself without saying so in its name.
      const name = vertex.name === 'copy /context /' ? '[internal] copy build context' : vertex.name;
      // A node that is only known says nothing yet; what is never reached is no step.
      if (startedMs === null && !vertex.cached && !vertex.error) continue;
      started.add(digest);
      if (completedMs === null && !vertex.error) {
        steps.update(digest, { name, state: 'running' });
        continue;
      }
      const durationMs = startedMs === null || completedMs === null ? null : Math.max(0, Math.round(completedMs - startedMs));
      const cancelled = /context canceled/.test(vertex.error);
      steps.update(digest, {
        name,
        durationMs,
        state: cancelled ? 'cancelled' : vertex.error ? 'failed' : vertex.cached ? 'cached' : 'done',
      });
    }
    for (const log of trace.logs) steps.output(log.vertex, log.data);
    for (const status of trace.statuses) {
      if (!started.has(status.vertex)) continue;
      steps.emit({ type: 'progress', stepId: status.vertex, what: status.id, current: status.current, total: status.total || null });
    }
    for (const warning of trace.warnings) steps.emit({ type: 'warning', message: warning.message, line: warning.line });
  };
}
