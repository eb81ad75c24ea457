/**
 * Counts of durations in microseconds, log-linear: 128 buckets an octave, so a value is known to within 0.8 %. Histograms of several workers and
 * seconds are merged by adding their counts; nothing is lost by it.
 */
export interface Histogram {
  record(microseconds: number): void;
  merge(other: HistogramData): void;
  readonly count: number;
  /** In milliseconds; null when nothing was recorded. `quantile` from 0 to 1. */
  quantileMs(quantile: number): number | null;
  maxMs(): number | null;
  data(): HistogramData;
}

/** What crosses from a worker: buckets that hold anything, and the exact maximum. */
export interface HistogramData {
  readonly buckets: readonly (readonly [index: number, count: number])[];
  readonly maxMicroseconds: number;
}

const subBits = 7;
const subBuckets = 1 << subBits;

export function histogram(from?: HistogramData): Histogram {
  let counts = new Uint32Array(subBuckets * 8);
  let count = 0;
  let max = 0;

  const add = (index: number, by: number): void => {
    if (index >= counts.length) {
      const grown = new Uint32Array(Math.max(index + 1, counts.length * 2));
      grown.set(counts);
      counts = grown;
    }
    counts[index] = (counts[index] ?? 0) + by;
    count += by;
  };

  const self: Histogram = {
    get count() {
      return count;
    },
    record(microseconds) {
      const value = Math.max(0, Math.round(microseconds));
      if (value > max) max = value;
      add(bucketOf(value), 1);
    },
    merge({ buckets, maxMicroseconds }) {
      for (const [index, by] of buckets) add(index, by);
      max = Math.max(max, maxMicroseconds);
    },
    quantileMs(quantile) {
      if (count === 0) return null;
      const rank = Math.max(1, Math.ceil(quantile * count));
      let seen = 0;
      for (let index = 0; index < counts.length; index++) {
        seen += counts[index] ?? 0;
        if (seen >= rank) return Math.min(middleOf(index), max) / 1000;
      }
      return max / 1000;
    },
    maxMs: () => (count === 0 ? null : max / 1000),
    data: () => ({ buckets: [...counts.entries()].filter(([, n]) => n > 0), maxMicroseconds: max }),
  };
  if (from) self.merge(from);
  return self;
}

/** Below 256 µs each microsecond has its bucket; above, the leading eight bits tell it. */
function bucketOf(value: number): number {
  if (value < subBuckets * 2) return value;
  const exponent = Math.floor(Math.log2(value)) - subBits;
  return exponent * subBuckets + Math.floor(value / 2 ** exponent);
}

function middleOf(index: number): number {
  if (index < subBuckets * 2) return index;
  const exponent = Math.floor(index / subBuckets) - 1;
  const lead = index - exponent * subBuckets;
  return (lead + 0.5) * 2 ** exponent;
}
