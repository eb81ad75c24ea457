/** Milliseconds of many runs, as one line says them. */
export interface Figures {
  readonly median: number;
  readonly p99: number;
  readonly slowest: number;
  readonly total: number;
  readonly count: number;
}

export function figures(milliseconds: readonly number[]): Figures {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return {
    median: at(0.5),
    p99: at(0.99),
    slowest: sorted.at(-1) ?? 0,
    total: sorted.reduce((sum, one) => sum + one, 0),
    count: sorted.length,
  };
}

export function inWords({ median, p99, slowest, total, count }: Figures): string {
  return `median ${ms(median)}, p99 ${ms(p99)}, slowest ${ms(slowest)}, total ${ms(total)} (${count})`;
}

export function ms(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** Runs it and says how long that took. */
export function timed<T>(run: () => T): { readonly value: T; readonly milliseconds: number } {
  const started = performance.now();
  const value = run();
  return { value, milliseconds: performance.now() - started };
}
