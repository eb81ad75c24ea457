import { seconds } from '../result.ts';
import type { TestRun } from '../run.ts';
import type { TestResult } from '../verdict.ts';
import { bySeverity, summaryLine } from './text.ts';

/** A page of its own that needs nothing beside it: no script, no network, light and dark. */
export function htmlReport(run: TestRun): string {
  const title = escapeHtml(summaryLine(run));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${bySeverity(run.tests).map(testHtml).join('\n')}
</main>
</body>
</html>
`;
}

const words = { pass: 'passed', fail: 'failed', unknown: 'could not tell' } as const;

function testHtml(test: TestResult): string {
  const facts = test.evidence.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  const place = test.place ? `<dt>At</dt><dd>Dockerfile:${test.place.line} ${escapeHtml(test.place.instruction)}</dd>` : '';
  const fix = test.fix ? `<dt>Write</dt><dd>${escapeHtml(test.fix.text)}</dd>` : '';
  const advice = test.advice === null ? '' : `<p>${escapeHtml(test.advice)}</p>`;
  return `<details class="${test.verdict}"${test.verdict === 'pass' ? '' : ' open'}>
<summary><b>${words[test.verdict]}</b> ${escapeHtml(test.name)}: ${escapeHtml(test.summary)} <small>${seconds(test.durationMs)}</small></summary>
<dl>${facts}${place}${fix}</dl>${advice}
</details>`;
}

const style = `
:root { color-scheme: light dark; }
body { font: 13px/20px system-ui, sans-serif; margin: 0; }
main { max-width: 960px; margin: 24px auto; padding: 0 20px; }
h1 { font-size: 18px; line-height: 24px; }
details { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 8px 0; }
summary { cursor: pointer; }
b { display: inline-block; min-width: 96px; }
.pass b { color: light-dark(#1a7f37, #57ab5a); } .fail b { color: light-dark(#b3261e, #f47067); } .unknown b { color: light-dark(#7a5a00, #c69026); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 16px; margin: 8px 0 8px 100px; }
dt, small { opacity: 0.75; }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: 12px; }
p { margin: 0 0 0 100px; }
`;

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
