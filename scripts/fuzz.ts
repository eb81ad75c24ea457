/** `npm run fuzz [-- CASES]`: every property of test/fuzz over 200,000 cases, or as many as are asked for; `npm test` gives them 60 s. */
import { run } from './support/process.ts';

const cases = process.argv[2] ?? '200000';
const { code } = await run([process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--project', 'fuzz', '--testTimeout', '0'], {
  env: { DRYDOCK_FUZZ_CASES: cases },
  limitSeconds: 6 * 3600,
});
process.exitCode = code ?? 1;
