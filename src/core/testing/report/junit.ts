import type { TestRun } from '../run.ts';
import { countVerdicts } from '../run.ts';
import type { TestResult } from '../verdict.ts';

/** JUnit XML, one suite a run. "Could not tell" is skipped, with the reason: it is neither passed nor failed. */
export function junitReport(run: TestRun): string {
  const { failed, unknown } = countVerdicts(run.tests);
  const counts = `tests="${run.tests.length}" failures="${failed}" errors="0" skipped="${unknown}" time="${time(run.durationMs)}"`;
  const cases = run.tests.map(testCase).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="${escapeXml(run.image)}" ${counts}>\n${cases}  </testsuite>\n</testsuites>\n`;
}

function testCase(test: TestResult): string {
  const head = `    <testcase classname="drydock.${test.kind}" name="${escapeXml(test.name)}" time="${time(test.durationMs)}">\n`;
  const details = [
    test.summary,
    ...test.evidence.map(({ label, value }) => `${label}: ${value}`),
    ...(test.advice === null ? [] : [test.advice]),
  ].join('\n');
  const place = test.place ? ` (Dockerfile:${test.place.line})` : '';
  const body = {
    pass: '',
    fail: `      <failure message="${escapeXml(test.summary + place)}">${escapeXml(details)}</failure>\n`,
    unknown: `      <skipped message="${escapeXml(`could not tell: ${test.summary}`)}"/>\n`,
  }[test.verdict];
  return `${head}${body}      <system-out>${escapeXml(details)}</system-out>\n    </testcase>\n`;
}

const time = (ms: number): string => (ms / 1000).toFixed(3);

/** Also takes out what XML 1.0 cannot hold at all. */
function escapeXml(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
