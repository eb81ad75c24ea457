import { defineConfig } from 'vitest/config';

// Real engines and windows share a machine with whatever else runs: in CI each of their tests may try again once.
const retry = process.env['CI'] === 'true' ? 1 : 0;

// Each project is one layer of tests, with the hosts it needs; scripts/test.ts starts those hosts.
export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/meta/**/*.test.ts', 'test/corpus/**/*.test.ts'] },
      },
      { test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], testTimeout: 300_000 } },
      {
        test: {
          name: 'engine',
          include: ['test/engine/**/*.test.ts'],
          retry,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'compose', include: ['test/compose/**/*.test.ts'], testTimeout: 300_000 } },
      { test: { name: 'load', include: ['test/load/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'ui',
          retry,
          include: ['test/ui/**/*.test.ts'],
          globalSetup: ['test/ui/support/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
