import type { HttpAnswer, LabContainer, Lab, LabState } from './lab.ts';
import { readSockets, type ListeningSocket } from './proc.ts';
import { explainExit, type ExitCause } from './exit-cause.ts';
import type { TestPlan } from './plan.ts';

/** How a container was when waiting for it ended. */
export type Readiness =
  | { readonly kind: 'http'; readonly afterMs: number; readonly status: number }
  | { readonly kind: 'listening'; readonly afterMs: number; readonly port: number }
  | { readonly kind: 'running'; readonly afterMs: number }
  | { readonly kind: 'not-started'; readonly message: string; readonly exitCode: number | null; readonly cause: ExitCause }
  | { readonly kind: 'exited'; readonly afterMs: number; readonly state: LabState; readonly log: string; readonly cause: ExitCause }
  | { readonly kind: 'loopback'; readonly port: number }
  | { readonly kind: 'other-port'; readonly asked: number; readonly found: readonly number[] }
  | { readonly kind: 'bad-status'; readonly status: number }
  | { readonly kind: 'no-answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'not-listening'; readonly port: number }
  | { readonly kind: 'unseen'; readonly reason: string };

export const isReady = (readiness: Readiness): readiness is Extract<Readiness, { readonly kind: 'http' | 'listening' | 'running' }> =>
  readiness.kind === 'http' || readiness.kind === 'listening' || readiness.kind === 'running';

/**
 * Waits until the container answers: an HTTP answer is the best proof, then a LISTEN socket inside, then that it runs at all.
 * That a published port accepts a connection proves nothing: the engine's own proxy accepts it with nobody behind.
 */
export async function waitReady(
  lab: Lab,
  container: LabContainer,
  plan: TestPlan,
  timeoutMs = plan.options.readyTimeoutSeconds * 1000,
): Promise<Readiness> {
  if (container.startError) {
    const { message, exitCode } = container.startError;
    return {
      kind: 'not-started',
      message,
      exitCode,
      cause: explainExit({ exitCode: exitCode ?? 128, oomKilled: false, error: message, log: '', ranMs: 0 }),
    };
  }
  const watch: Watch = { lab, container, plan, began: lab.now(), loopbackSince: null, otherPortSince: null, closedSince: null };
  let otherwise: Readiness = { kind: 'not-listening', port: plan.port?.number ?? 0 };
  while (lab.now() - watch.began < timeoutMs) {
    const seen = await look(watch);
    if (seen.kind === 'decided') return seen.readiness;
    otherwise = seen.otherwise;
    await lab.sleep(pollMs);
  }
  return otherwise;
}

const pollMs = 100;
/** A server may bind first to one address and then to another, or open its port late: how long a wrong state must last. */
const loopbackPatienceMs = 2_000;
const otherPortPatienceMs = 6_000;
const closedPatienceMs = 5_000;
/** How long an image without a port must stay up. */
const settleMs = 2_000;

/** Servers on these ports do not speak HTTP. */
const plainProtocols = new Set([
  21, 22, 25, 53, 110, 143, 389, 636, 1433, 1521, 1883, 3306, 4222, 5432, 5672, 6379, 6432, 9042, 9092, 11211, 26257, 27017,
]);

interface Watch {
  readonly lab: Lab;
  readonly container: LabContainer;
  readonly plan: TestPlan;
  readonly began: number;
  loopbackSince: number | null;
  otherPortSince: number | null;
  closedSince: number | null;
}

type Look = { readonly kind: 'decided'; readonly readiness: Readiness } | { readonly kind: 'wait'; readonly otherwise: Readiness };

const decided = (readiness: Readiness): Look => ({ kind: 'decided', readiness });
const wait = (otherwise: Readiness): Look => ({ kind: 'wait', otherwise });

async function look(watch: Watch): Promise<Look> {
  const { lab, container, plan, began } = watch;
  const state = await container.state();
  if (state.status === 'exited' || state.status === 'dead' || state.status === 'stopped') {
    const afterMs = lab.now() - began;
    const log = await container.logTail(30);
    return decided({ kind: 'exited', afterMs, state, log, cause: explainExit({ ...state, log, ranMs: afterMs }) });
  }
  if (state.status !== 'running') return wait({ kind: 'unseen', reason: `the engine says that the container is ${state.status}` });
  return plan.port === null ? lookWithoutPort(watch) : lookAtPort(watch, plan.port.number);
}

/** No port is named: what listens inside tells, and what does not listen must stay up. */
async function lookWithoutPort({ lab, container, began }: Watch): Promise<Look> {
  const afterMs = lab.now() - began;
  if (afterMs < settleMs) return wait({ kind: 'running', afterMs });
  const sockets = await readSockets(container);
  const open = 'value' in sockets ? sockets.value.find((socket) => !socket.loopbackOnly) : undefined;
  return decided(open ? { kind: 'listening', afterMs, port: open.port } : { kind: 'running', afterMs });
}

async function lookAtPort(watch: Watch, port: number): Promise<Look> {
  const { lab, container, plan, began } = watch;
  const plain = plan.options.protocol === 'tcp' || plainProtocols.has(port);
  if (!plain) {
    const answer = await container.request(port, plan.options.path, 5_000);
    const afterMs = lab.now() - began;
    if (answer.kind === 'response') {
      // Below 500 the server is there and answers for itself: whether / exists is not the question.
      return answer.status < 500
        ? decided({ kind: 'http', afterMs, status: answer.status })
        : wait({ kind: 'bad-status', status: answer.status });
    }
    const sockets = await readSockets(container);
    return 'reason' in sockets ? wait({ kind: 'unseen', reason: sockets.reason }) : judgeAnswer(watch, port, answer, sockets.value);
  }
  const sockets = await readSockets(container);
  if ('reason' in sockets) return wait({ kind: 'unseen', reason: sockets.reason });
  return judgeSockets(watch, port, sockets.value) ?? decided({ kind: 'listening', afterMs: lab.now() - began, port });
}

function judgeAnswer(watch: Watch, port: number, answer: HttpAnswer, sockets: readonly ListeningSocket[]): Look {
  const wrong = judgeSockets(watch, port, sockets);
  if (wrong) return wrong;
  const now = watch.lab.now();
  if (answer.kind === 'not-http') return decided({ kind: 'listening', afterMs: now - watch.began, port });
  if (answer.kind === 'no-way') return decided({ kind: 'listening', afterMs: now - watch.began, port });
  watch.closedSince ??= now;
  const lasts = answer.kind === 'closed' && now - watch.closedSince >= closedPatienceMs;
  return lasts ? decided({ kind: 'no-answer', answer }) : wait({ kind: 'no-answer', answer });
}

/** What is wrong with the sockets; undefined when the port listens to the outside. */
function judgeSockets(watch: Watch, port: number, sockets: readonly ListeningSocket[]): Look | undefined {
  const now = watch.lab.now();
  const socket = sockets.find((one) => one.port === port);
  if (socket && !socket.loopbackOnly) return undefined;
  watch.closedSince = null;
  if (socket) {
    watch.loopbackSince ??= now;
    return now - watch.loopbackSince >= loopbackPatienceMs ? decided({ kind: 'loopback', port }) : wait({ kind: 'loopback', port });
  }
  watch.loopbackSince = null;
  const found = sockets.filter((one) => !isEngineResolver(one)).map((one) => one.port);
  if (found.length === 0) {
    watch.otherPortSince = null;
    return wait({ kind: 'not-listening', port });
  }
  watch.otherPortSince ??= now;
  const other: Readiness = { kind: 'other-port', asked: port, found };
  return now - watch.otherPortSince >= otherPortPatienceMs ? decided(other) : wait(other);
}

/** Docker's name server listens on 127.0.0.11 at a random high port in every user network. */
const isEngineResolver = (socket: ListeningSocket): boolean => socket.loopbackOnly && socket.port >= 30_000;
