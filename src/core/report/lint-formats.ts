import type { Severity } from '../lint/finding.ts';
import type { RuleFacts } from '../lint/linter.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { isHadolintCode } from '../lint/hadolint-config.ts';
import { codesOf, countBySeverity, escapeXml, placed, type FileReport } from './file-report.ts';
import { sarifReport } from './sarif.ts';

export const lintFormats = ['text', 'json', 'sarif', 'github', 'junit', 'checkstyle', 'codeclimate', 'hadolint-json'] as const;

export type LintFormat = (typeof lintFormats)[number];

export interface ReportContext {
  readonly rules: readonly RuleFacts[];
  readonly version: string;
  /** Colours and bold for a terminal, in the text format. */
  readonly colour: boolean;
}

/** Prints findings in a format; the text ends with a line end. */
export const formatLint = (format: LintFormat, reports: readonly FileReport[], context: ReportContext): string =>
  formatters[format](reports, context);

const formatters: Readonly<Record<LintFormat, (reports: readonly FileReport[], context: ReportContext) => string>> = {
  text,
  json: (reports) => toJson(jsonReport(reports)),
  sarif: (reports, { rules, version }) => toJson(sarifReport(reports, rules, version)),
  github,
  junit,
  checkstyle,
  codeclimate: (reports) => toJson(codeclimate(reports)),
  'hadolint-json': (reports) => toJson(hadolintJson(reports)),
};

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const colours: Readonly<Record<Severity, string>> = { error: '31', warning: '33', info: '36', hint: '90' };

function text(reports: readonly FileReport[], { colour }: ReportContext): string {
  const paint = (code: string, words: string): string => (colour ? `\u001B[${code}m${words}\u001B[0m` : words);
  const lines: string[] = [];
  for (const report of reports) {
    const findings = placed(report);
    if (findings.length === 0) continue;
    lines.push(paint('1', report.path));
    const places = findings.map(({ line, column }) => `${String(line)}:${String(column)}`);
    const width = Math.max(...places.map(({ length }) => length));
    findings.forEach(({ finding }, i) => {
      const codes = codesOf(finding);
      const names = paint('90', codes.length > 0 ? `${finding.rule} (${codes.join(', ')})` : finding.rule);
      lines.push(
        `  ${(places[i] ?? '').padEnd(width)}  ${paint(colours[finding.severity], finding.severity.padEnd(7))}  ${finding.message}  ${names}`,
      );
    });
    lines.push('');
  }
  return `${[...lines, summary(reports)].join('\n')}\n`;
}

function summary(reports: readonly FileReport[]): string {
  const counts = countBySeverity(reports);
  const files = count(reports.length, 'file');
  const total = counts.error + counts.warning + counts.info + counts.hint;
  if (total === 0) return `No findings in ${files}`;
  const parts = (['error', 'warning', 'info', 'hint'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => count(counts[severity], severity));
  const fixable = reports.flatMap(({ findings }) => findings).filter(({ own, fix }) => own && fix).length;
  return `${count(total, 'finding')} in ${files}: ${parts.join(', ')}${fixable > 0 ? `; --fix mends ${String(fixable)}` : ''}`;
}

const count = (n: number, word: string): string => `${String(n)} ${word}${n === 1 || word === 'info' ? '' : 's'}`;

/** The stable JSON of `drydock lint --json`. */
export function jsonReport(reports: readonly FileReport[]): unknown {
  return {
    files: reports.map((report) => ({
      path: report.path,
      findings: placed(report).map(({ finding, line, column, endLine, endColumn }) => ({
        rule: finding.rule,
        aliases: codesOf(finding),
        severity: finding.severity,
        message: finding.message,
        line,
        column,
        endLine,
        endColumn,
        fix: finding.fix ? 'safe' : finding.suggestions.length > 0 ? 'suggestion' : null,
      })),
    })),
    summary: countBySeverity(reports),
  };
}

/** Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function github(reports: readonly FileReport[]): string {
  const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };
  const data = (value: string): string => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (value: string): string => data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return reports
    .flatMap(placed)
    .map(({ finding, path, line, column, endLine, endColumn }) => {
      const at = `file=${property(path)},line=${String(line)},endLine=${String(endLine)},col=${String(column)},endColumn=${String(endColumn)}`;
      return `::${levels[finding.severity]} ${at},title=${property(finding.rule)}::${data(finding.message)}\n`;
    })
    .join('');
}

function junit(reports: readonly FileReport[]): string {
  const suites = reports.map((report) => {
    const findings = placed(report);
    const cases = findings.map(({ finding, line, column }) => {
      const message = escapeXml(`${String(line)}:${String(column)} ${finding.message}`);
      return `    <testcase classname="${escapeXml(report.path)}" name="${escapeXml(`${finding.rule} ${String(line)}:${String(column)}`)}">\n      <failure type="${finding.severity}" message="${message}"/>\n    </testcase>`;
    });
    const clean = `    <testcase classname="${escapeXml(report.path)}" name="lint"/>`;
    const size = Math.max(findings.length, 1);
    return `  <testsuite name="${escapeXml(report.path)}" tests="${String(size)}" failures="${String(findings.length)}" errors="0">\n${findings.length > 0 ? cases.join('\n') : clean}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.map((suite) => `${suite}\n`).join('')}</testsuites>\n`;
}

function checkstyle(reports: readonly FileReport[]): string {
  const files = reports.map((report) => {
    const errors = placed(report).map(
      ({ finding, line, column }) =>
        `    <error line="${String(line)}" column="${String(column)}" severity="${finding.severity === 'hint' ? 'info' : finding.severity}" message="${escapeXml(finding.message)}" source="${escapeXml(finding.rule)}"/>\n`,
    );
    return `  <file name="${escapeXml(report.path)}">\n${errors.join('')}  </file>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${files.join('')}</checkstyle>\n`;
}

/** https://github.com/codeclimate/platform/blob/master/spec/analyzers/SPEC.md; GitLab reads it too. */
function codeclimate(reports: readonly FileReport[]): unknown {
  const levels: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'minor', hint: 'info' };
  const seen = new Map<string, number>();
  return reports.flatMap(placed).map(({ finding, path, line, endLine }) => {
    // A fingerprint stays when lines move: it counts equal findings in a file instead of naming their lines.
    const base = `${path} ${finding.rule} ${finding.message}`;
    const nth = seen.get(base) ?? 0;
    seen.set(base, nth + 1);
    return {
      type: 'issue',
      check_name: finding.rule,
      description: finding.message,
      categories: ['Bug Risk'],
      severity: levels[finding.severity],
      fingerprint: fingerprint(`${base} ${String(nth)}`),
      location: { path, lines: { begin: line, end: endLine } },
    };
  });
}

/** hadolint's own JSON: its code and line where it has one, else our rule's name. */
function hadolintJson(reports: readonly FileReport[]): unknown {
  return reports.flatMap((report) => {
    const entries = placed(report).flatMap(({ finding, line, column }) => {
      const codes = codesOf(finding).filter(isHadolintCode);
      const level = finding.severity === 'hint' ? 'style' : finding.severity;
      return (codes.length > 0 ? codes : [finding.rule]).map((code) => ({
        file: report.path,
        line,
        column,
        level,
        code,
        message: finding.message,
      }));
    });
    return entries;
  });
}
