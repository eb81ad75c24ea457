import { seconds } from '../result.ts';
import { countVerdicts, type TestRun } from '../run.ts';
import type { TestResult, Verdict } from '../verdict.ts';

/** How text is coloured: identity where the reader is no terminal. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  unsure(text: string): string;
  quiet(text: string): string;
  strong(text: string): string;
}

export const noPaint: Paint = { good: same, bad: same, unsure: same, quiet: same, strong: same };

/** The whole run for people: failed first with cause, evidence and advice, then could not tell, then passed in one line each. */
export function textReport(run: TestRun, paint: Paint = noPaint): string {
  const blocks = bySeverity(run.tests).map((test) => testText(test, paint));
  return `${blocks.join('')}\n${paint.strong(summaryLine(run))}\n`;
}

/** Failed, could not tell, passed; each in the order of the run. */
export function bySeverity(tests: readonly TestResult[]): readonly TestResult[] {
  const order: readonly Verdict[] = ['fail', 'unknown', 'pass'];
  return tests.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

/** One test as a block, as it is also printed while the run goes on. */
export function testText(test: TestResult, paint: Paint): string {
  const head = `${mark(test.verdict, paint)} ${test.name}: ${test.summary} ${paint.quiet(`(${seconds(test.durationMs)})`)}\n`;
  // The settings that hardening found are its result, also when it passed.
  const settings = test.kind === 'hardening' ? test.evidence.filter(({ value }) => value.includes('\n')) : [];
  const shown = test.verdict === 'pass' ? settings : test.evidence;
  const width = Math.max(0, ...shown.map(({ label }) => label.length));
  const facts = shown.map(({ label, value }) => `    ${paint.quiet(label.padEnd(width))}  ${indent(value, width + 6)}\n`);
  const place =
    test.place && test.verdict !== 'pass'
      ? `    ${paint.quiet('At'.padEnd(width))}  Dockerfile:${test.place.line} ${test.place.instruction}\n`
      : '';
  const fix = test.fix ? `    ${paint.quiet('Write'.padEnd(width))}  ${indent(test.fix.text, width + 6)}\n` : '';
  const advice = test.advice === null ? '' : `    ${test.advice}\n`;
  return `${head}${facts.join('')}${place}${fix}${advice}`;
}

/** `1 of 7 tests failed`: the answer first. */
export function summaryLine(run: TestRun): string {
  const { failed, unknown } = countVerdicts(run.tests);
  const total = run.tests.length;
  const where = `${run.image}, ${run.engine}, ${seconds(run.durationMs)}`;
  const tests = total === 1 ? 'test' : 'tests';
  const rest = unknown > 0 ? `, ${unknown} could not tell` : '';
  if (run.cancelled) return `Cancelled after ${seconds(run.durationMs)}`;
  if (failed > 0) return `${failed} of ${total} ${tests} failed${rest} (${where})`;
  if (unknown > 0) return `${total - unknown} of ${total} ${tests} passed${rest} (${where})`;
  return total === 1 ? `1 test passed (${where})` : `All ${total} tests passed (${where})`;
}

function mark(verdict: Verdict, paint: Paint): string {
  if (verdict === 'pass') return paint.good('passed        ');
  return verdict === 'fail' ? paint.bad('failed        ') : paint.unsure('could not tell');
}

function same(text: string): string {
  return text;
}

const indent = (text: string, width: number): string => text.replace(/\n/g, `\n${' '.repeat(width)}`);
