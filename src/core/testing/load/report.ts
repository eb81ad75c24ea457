import { histogram, type HistogramData } from './histogram.ts';

/** How a request ended. `shed`: never sent, because every connection was taken. */
export const outcomes = [
  'ok', 'http4xx', 'http5xx', 'refused', 'connectTimeout', 'reset', 'closedBeforeResponse', 'closedMidBody', 'timeout', 'protocolError', 'shed',
] as const; // prettier-ignore

export type Outcome = (typeof outcomes)[number];

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export interface Quantiles {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** What `drydock load --json` prints: documented and stable. Times in milliseconds. */
export interface LoadReport {
  readonly requests: number;
  readonly outcomes: OutcomeCounts;
  /** From the intended start, so a server that stalls is charged with the requests that waited for it. Of answered requests. */
  readonly latencyMs: Quantiles;
  /** From when the request was really sent. */
  readonly serviceTimeMs: Quantiles;
  /** Requests a second; `asked` is null in a closed loop. */
  readonly rate: { readonly asked: number | null; readonly achieved: number };
  /** One entry a second. */
  readonly series: readonly LoadSecond[];
}

export interface LoadSecond {
  readonly second: number;
  readonly sent: number;
  readonly ok: number;
  readonly errors: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly inFlight: number;
}

/** What one worker counted. */
export interface WorkerCounts {
  readonly outcomes: OutcomeCounts;
  readonly latency: HistogramData;
  readonly serviceTime: HistogramData;
  readonly seconds: readonly WorkerSecond[];
  /** From the first intended start to the last, or to the end of a closed loop. */
  readonly windowSeconds: number;
}

export interface WorkerSecond {
  readonly sent: number;
  readonly ok: number;
  readonly errors: number;
  readonly latency: HistogramData;
  readonly inFlight: number;
}

export const noOutcomes = (): Record<Outcome, number> => Object.fromEntries(outcomes.map((name) => [name, 0])) as Record<Outcome, number>;

/** Adds the workers up. Totals are exact; quantiles come from the merged histograms. */
export function mergeReport(workers: readonly WorkerCounts[], askedRate: number | null): LoadReport {
  const total = noOutcomes();
  const latency = histogram();
  const serviceTime = histogram();
  for (const worker of workers) {
    for (const name of outcomes) total[name] += worker.outcomes[name];
    latency.merge(worker.latency);
    serviceTime.merge(worker.serviceTime);
  }
  const requests = outcomes.reduce((sum, name) => sum + total[name], 0);
  const window = Math.max(...workers.map(({ windowSeconds }) => windowSeconds), 0);
  return {
    requests,
    outcomes: total,
    latencyMs: quantiles(latency),
    serviceTimeMs: quantiles(serviceTime),
    rate: { asked: askedRate, achieved: window > 0 ? round((requests - total.shed) / window) : 0 },
    series: mergeSeconds(workers),
  };
}

function mergeSeconds(workers: readonly WorkerCounts[]): readonly LoadSecond[] {
  const length = Math.max(...workers.map(({ seconds }) => seconds.length), 0);
  return Array.from({ length }, (_, second) => {
    const parts = workers.flatMap(({ seconds }) => seconds[second] ?? []);
    const merged = histogram();
    for (const { latency } of parts) merged.merge(latency);
    const sum = (of: (part: WorkerSecond) => number): number => parts.reduce((total, part) => total + of(part), 0);
    const { p50, p99, max } = quantiles(merged);
    return { second, sent: sum(({ sent }) => sent), ok: sum(({ ok }) => ok), errors: sum(({ errors }) => errors), p50, p99, max, inFlight: sum(({ inFlight }) => inFlight) };
  });
} // prettier-ignore

function quantiles(of: ReturnType<typeof histogram>): Quantiles {
  const at = (quantile: number): number | null => rounded(of.quantileMs(quantile));
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: rounded(of.maxMs()) };
}

const rounded = (value: number | null): number | null => (value === null ? null : round(value));

const round = (value: number): number => Math.round(value * 1000) / 1000;
