import { commandPlace, type Place } from './dockerfile-facts.ts';
import type { TestPlan } from './plan.ts';
import { fact, lastOutput, seconds, type Outcome } from './result.ts';
import type { Readiness } from './wait-ready.ts';

/** A readiness as a verdict, in words. */
export function describeReadiness(readiness: Readiness, plan: TestPlan): Outcome {
  const limit = `${plan.options.readyTimeoutSeconds} s`;
  const command = commandPlace(plan.dockerfile);
  const exposed = exposePlace(plan);
  switch (readiness.kind) {
    case 'http':
      return {
        verdict: 'pass',
        summary: `HTTP ${readiness.status} on port ${portOf(plan)} after ${seconds(readiness.afterMs)}`,
        evidence: [
          fact('HTTP answer', `${readiness.status} to GET ${plan.options.path}`),
          fact('Time to ready', seconds(readiness.afterMs)),
        ],
      };
    case 'listening':
      return {
        verdict: 'pass',
        summary: `listens on port ${readiness.port} after ${seconds(readiness.afterMs)}`,
        evidence: [fact('Socket inside', `LISTEN on port ${readiness.port}`), fact('Time to ready', seconds(readiness.afterMs))],
      };
    case 'running':
      return {
        verdict: 'pass',
        summary: `still running after ${seconds(readiness.afterMs)}; it names no port to ask`,
        evidence: [fact('State', 'running'), fact('Exposed ports', 'none')],
      };
    case 'not-started':
      return {
        verdict: 'fail',
        summary: `the engine could not start it: ${readiness.cause.cause}`,
        evidence: [fact('Engine', readiness.message), ...(readiness.exitCode === null ? [] : [fact('Exit code', readiness.exitCode)])],
        advice: readiness.cause.advice,
        place: command,
      };
    case 'exited':
      return {
        verdict: 'fail',
        summary: `it ended after ${seconds(readiness.afterMs)} with code ${readiness.state.exitCode}: ${readiness.cause.cause}`,
        evidence: [
          fact('Exit code', readiness.state.exitCode),
          ...(readiness.state.oomKilled ? [fact('Out of memory', 'yes')] : []),
          ...(readiness.state.error === '' ? [] : [fact('Engine', readiness.state.error)]),
          ...lastOutput(readiness.log),
        ],
        advice: readiness.cause.advice,
        place: command,
      };
    case 'loopback':
      return {
        verdict: 'fail',
        summary: `it listens on 127.0.0.1:${readiness.port} inside, where nothing outside reaches it`,
        evidence: [fact('Socket inside', `LISTEN on 127.0.0.1:${readiness.port} only`)],
        advice: 'Bind the server to 0.0.0.0, by its configuration or a variable such as HOST=0.0.0.0.',
        place: command,
      };
    case 'other-port':
      return {
        verdict: 'fail',
        summary: `it listens on port ${readiness.found.join(', ')}, not on ${readiness.asked}`,
        evidence: [
          fact('Sockets inside', `LISTEN on ${readiness.found.join(', ')}`),
          fact('Port asked', `${readiness.asked}, from ${sourceOf(plan)}`),
        ],
        advice: `Let the app listen on ${readiness.asked}, or correct EXPOSE.`,
        place: exposed ?? command,
      };
    case 'bad-status':
      return {
        verdict: 'fail',
        summary: `it answers HTTP ${readiness.status} for ${limit}`,
        evidence: [fact('HTTP answer', `${readiness.status} to GET ${plan.options.path}`)],
        advice: 'Read the log for the error behind the status, or name another path to ask for in drydock.test.yaml (path).',
        place: command,
      };
    case 'no-answer':
      return {
        verdict: 'fail',
        summary: `it accepts connections on port ${portOf(plan)} but ${answerWords(readiness.answer.kind)}`,
        evidence: [fact('Socket inside', `LISTEN on port ${portOf(plan)}`), fact('HTTP', answerWords(readiness.answer.kind))],
        advice: 'Read the log for what holds the server up. If it does not speak HTTP, set protocol: tcp in drydock.test.yaml.',
        place: command,
      };
    case 'not-listening':
      return {
        verdict: 'fail',
        summary: `nothing listened on port ${readiness.port} within ${limit}`,
        evidence: [fact('Socket inside', 'none in state LISTEN'), fact('Port asked', `${readiness.port}, from ${sourceOf(plan)}`)],
        advice: 'Read the log for what it waits for, raise the ready timeout, or correct EXPOSE if it serves no port.',
        place: exposed ?? command,
      };
    case 'unseen':
      return {
        verdict: 'unknown',
        summary: `nobody could look inside: ${readiness.reason}`,
        evidence: [fact('Reason', readiness.reason)],
        advice: 'Name a small image with a shell as helper image (drydock.helperImage, --helper-image), and pull it first.',
      };
  }
}

/** The same for a test that only needs a ready container: its own question stays open. */
export function notReady(readiness: Readiness, plan: TestPlan): Outcome {
  const words = describeReadiness(readiness, plan);
  return {
    ...words,
    verdict: 'unknown',
    summary: `it never got ready: ${words.summary}`,
    advice: `Get the readiness test to pass first. ${words.advice ?? ''}`.trim(),
  };
}

function answerWords(kind: string): string {
  if (kind === 'closed') return 'closes them without an HTTP answer';
  if (kind === 'timeout') return 'does not answer HTTP within 5 s';
  return 'refuses HTTP from outside';
}

const portOf = (plan: TestPlan): number => plan.port?.number ?? 0;

const sourceOf = (plan: TestPlan): string => plan.port?.source ?? 'nowhere';

function exposePlace(plan: TestPlan): Place | null {
  return plan.dockerfile?.exposed.find((expose) => parseInt(expose.value, 10) === plan.port?.number) ?? null;
}
