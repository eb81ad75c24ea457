import { performance } from 'node:perf_hooks';
import { histogram, type Histogram } from '../../core/testing/load/histogram.ts';
import { noOutcomes, type Outcome, type WorkerCounts } from '../../core/testing/load/report.ts';
import { connection, type Connection, type ConnectionTarget } from './connection.ts';

/** One worker's part of a run. */
export interface GeneratorOptions {
  readonly target: ConnectionTarget;
  /** Requests a second of this worker; null for a closed loop, which sends as soon as an answer is there. */
  readonly rate: number | null;
  /** Moves this worker's starts, so that those of several workers interleave. In seconds. */
  readonly offset: number;
  /** Most requests in flight. */
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly durationSeconds: number;
  readonly timeoutSeconds: number;
}

export interface Generator {
  /** Ends early; what is in flight is waited for. */
  readonly stop: () => void;
  readonly counts: Promise<WorkerCounts>;
}

interface Flight {
  readonly connection: Connection;
  readonly sentAt: number;
}

interface Second {
  sent: number;
  ok: number;
  errors: number;
  readonly latency: Histogram;
  inFlight: number;
}

/**
 * Open loop: request i is due at t0 + i / rate whatever the server does, and its latency counts from then (no coordinated omission). Where all
 * connections are taken it is counted as shed and never sent. Closed loop: as many requests in flight as there are connections.
 */
export function generate(options: GeneratorOptions): Generator {
  const { target, rate, connections, timeoutSeconds } = options;
  const outcomes = noOutcomes();
  const latency = histogram();
  const serviceTime = histogram();
  const seconds: Second[] = [];
  const idle: Connection[] = [];
  const flights = new Set<Flight>();
  const begun = performance.now();
  const measureFrom = begun + options.warmUpSeconds * 1000;
  let endAt = measureFrom + options.durationSeconds * 1000;
  let next = begun + options.offset * 1000;
  let timer: NodeJS.Timeout | undefined;
  let resolve: (counts: WorkerCounts) => void = () => undefined;
  const counts = new Promise<WorkerCounts>((told) => (resolve = told));

  const secondAt = (at: number): Second => {
    const index = Math.max(0, Math.floor((at - measureFrom) / 1000));
    while (seconds.length <= index) seconds.push({ sent: 0, ok: 0, errors: 0, latency: histogram(), inFlight: 0 });
    return seconds[index] as Second;
  };

  function settle(outcome: Outcome, due: number, sentAt: number, now: number): void {
    if (due < measureFrom) return;
    outcomes[outcome]++;
    const second = secondAt(due);
    if (outcome === 'ok') second.ok++;
    else second.errors++;
    if (outcome !== 'ok' && outcome !== 'http4xx' && outcome !== 'http5xx') return;
    const waited = (now - due) * 1000;
    latency.record(waited);
    second.latency.record(waited);
    serviceTime.record((now - sentAt) * 1000);
  }

  function send(due: number): void {
    if (due >= measureFrom) secondAt(due).sent++;
    let chosen = idle.pop();
    while (chosen && !chosen.usable) chosen = idle.pop();
    if (!chosen && flights.size >= connections) {
      settle('shed', due, due, due);
      return;
    }
    const used = chosen ?? connection(target);
    const sentAt = performance.now();
    const flight = { connection: used, sentAt };
    flights.add(flight);
    used.send((outcome) => {
      flights.delete(flight);
      const now = performance.now();
      settle(outcome, due, sentAt, now);
      if (used.usable) idle.push(used);
      if (rate === null && now < endAt) {
        // A server that refuses at once would be asked in one endless turn of the loop.
        if (outcome === 'ok' || outcome === 'http4xx' || outcome === 'http5xx') send(now);
        else setTimeout(sendAgain, refusedPauseMs);
      }
    });
  }

  function sendAgain(): void {
    const now = performance.now();
    if (now < endAt) send(now);
  }

  /** Sends what is due, ends what took too long, and finishes when all is answered. */
  function tick(): void {
    const now = performance.now();
    if (rate !== null) {
      for (; next < endAt && next <= now; next += 1000 / rate) send(next);
    }
    for (const { connection: used, sentAt } of flights) {
      if (now - sentAt < timeoutSeconds * 1000) break;
      used.expire();
    }
    if (now >= measureFrom && now < endAt) secondAt(now).inFlight = flights.size;
    if (now >= endAt && flights.size === 0) {
      finish();
      return;
    }
    const wait = rate === null || next >= endAt ? slowTickMs : Math.min(slowTickMs, Math.max(0, next - performance.now()));
    timer = setTimeout(tick, wait);
  }

  function finish(): void {
    for (const one of idle) one.destroy();
    resolve({
      outcomes,
      latency: latency.data(),
      serviceTime: serviceTime.data(),
      seconds: seconds.map((second) => ({ ...second, latency: second.latency.data() })),
      windowSeconds: Math.max(0, (endAt - measureFrom) / 1000),
    });
  }

  if (rate === null) for (let i = 0; i < connections; i++) send(begun);
  tick();

  return {
    counts,
    stop: () => {
      endAt = Math.min(endAt, performance.now());
      clearTimeout(timer);
      tick();
    },
  };
}

const slowTickMs = 20;
const refusedPauseMs = 5;
