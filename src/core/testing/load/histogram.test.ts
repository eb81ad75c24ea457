import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histogram } from './histogram.ts';

const of = (values: readonly number[]): ReturnType<typeof histogram> => {
  const made = histogram();
  for (const value of values) made.record(value);
  return made;
};

describe('a histogram', () => {
  test('says nothing of nothing', () => {
    expect([histogram().count, histogram().quantileMs(0.5), histogram().maxMs()]).toEqual([0, null, null]);
  });
  test.each([
    [[0], 0.5, 0],
    [[100_000, 100_000, 100_000], 0.5, 100],
    [[1000, 2000, 3000, 4000], 0.5, 2],
    [[1000, 2000, 3000, 4000], 0.75, 3],
    [[1000, 2000, 3000, 4000], 1, 4],
    [[255, 255], 0.9, 0.255],
  ])('%j at %d is %d ms', (values, quantile, expected) => {
    expect(of(values).quantileMs(quantile)).toBeCloseTo(expected, expected < 10 ? 1 : -0.3);
  });
  test('keeps the exact maximum', () => {
    expect(of([3, 1_234_567]).maxMs()).toBe(1234.567);
  });
  test('is never off by more than 0.8 %, and merges without loss', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(600_000_000), { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, quantile) => {
          const sorted = values.toSorted((a, b) => a - b);
          const exact = (sorted[Math.max(0, Math.ceil(quantile * values.length) - 1)] ?? 0) / 1000;
          const half = Math.floor(values.length / 2);
          const merged = histogram(of(values.slice(0, half)).data());
          merged.merge(of(values.slice(half)).data());
          expect(merged.count).toBe(values.length);
          expect(Math.abs((merged.quantileMs(quantile) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.008 + 0.0005);
        },
      ),
    );
  });
});
