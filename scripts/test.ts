/**
 * `npm test [SUITE…]`: everything, on real hosts; the last line is `N passed, N failed`.
 * With DRYDOCK_REQUIRE_ALL=1 (.ci/run) a suite or a test that is skipped is a failure.
 */
import fs from 'node:fs';
import path from 'node:path';
import { results } from './support/places.ts';
import { run } from './support/process.ts';
import type { SuiteResult } from './support/results.ts';
import { readReport } from './support/results.ts';
import type { Suite } from './test/suites.ts';
import { phases, suites } from './test/suites.ts';

const requireAll = process.env['DRYDOCK_REQUIRE_ALL'] === '1';
const started = performance.now();
/** `.ci/run` has 45 minutes on a bare machine; what has not started by then is reported, not waited for. */
const budgetSeconds = 43 * 60;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. The suites are ${suites.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

fs.rmSync(results, { recursive: true, force: true });
const totals = { passed: 0, failed: 0, skipped: 0 };
const releases: (() => Promise<void>)[] = [];
try {
  for (const lanes of phases) await Promise.all(lanes.map(runLane));
} finally {
  for (const release of releases.reverse()) await release();
}

const failed = totals.failed + (requireAll ? totals.skipped : 0);
if (requireAll && totals.skipped > 0) console.log(`\n${totals.skipped} skipped where nothing may be skipped: each counts as failed.`);
console.log(`\nTook ${Math.round((performance.now() - started) / 1000)} s. Logs: ${path.relative(process.cwd(), results)}/`);
console.log(`${totals.passed} passed, ${failed} failed${!requireAll && totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

interface Outcome extends SuiteResult {
  readonly seconds: number;
  readonly log: string;
}

async function runLane(lane: Suite['lane']): Promise<void> {
  for (const suite of suites) {
    if (suite.lane === lane && (wanted.length === 0 || wanted.includes(suite.name))) add(suite.name, await runSuite(suite));
  }
}

async function runSuite(suite: Suite): Promise<Outcome> {
  const log = path.join(results, `${suite.name}.log`);
  const begun = performance.now();
  const ended = (result: SuiteResult): Outcome => ({ ...result, log, seconds: (performance.now() - begun) / 1000 });
  const left = budgetSeconds - (begun - started) / 1000;
  if (left <= 0) return ended(broken('It did not start: the time for all suites was used up.'));

  const host = await suite
    .host({ log, limitSeconds: left })
    .catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }));
  if ('failed' in host) return ended(broken(`Its host could not be started. ${host.failed}`));
  if ('missing' in host) return ended({ passed: 0, failures: [], skipped: [host.missing] });
  releases.push(host.release);

  const report = path.join(results, `${suite.name}.json`);
  const limitSeconds = Math.min(suite.limitSeconds, left);
  const { code, timedOut } = await run(suite.command(report), {
    log,
    limitSeconds,
    env: { ...host.env, ...suite.env, DRYDOCK_REPORT: report },
  });
  const result = readReport(report);
  if (timedOut) return ended(broken(`It was stopped after ${Math.round(limitSeconds)} s.\n${tail(log)}`, result));
  if (!result || (code !== 0 && result.failures.length === 0)) return ended(broken(`It ended with code ${code}.\n${tail(log)}`, result));
  return ended(result);
}

function add(name: string, { passed, failures, skipped, seconds, log }: Outcome): void {
  totals.passed += passed;
  totals.failed += failures.length;
  totals.skipped += skipped.length;
  const counts = [
    `${passed} passed`,
    failures.length > 0 && `${failures.length} failed`,
    skipped.length > 0 && `${skipped.length} skipped`,
  ];
  console.log(`${name.padEnd(16)}${counts.filter(Boolean).join(', ').padEnd(40)}${seconds.toFixed(1).padStart(7)} s`);
  for (const reason of skipped) console.log(`    skipped: ${reason}`);
  for (const failure of failures)
    console.log(`\n  FAILED  ${name}: ${failure.name}\n${indent(failure.message)}\n  Full output: ${path.relative(process.cwd(), log)}\n`);
}

function broken(message: string, partial: SuiteResult = { passed: 0, failures: [], skipped: [] }): SuiteResult {
  return { ...partial, failures: [...partial.failures, { name: 'the suite itself', message }] };
}

function tail(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-40).join('\n') : 'It said nothing.';
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
