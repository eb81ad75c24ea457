import { lineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import { locateYaml, readYaml, type YamlDialect, type YamlPath, type YamlProblem } from '../yaml/parse.ts';
import { isRecord } from './drydock-config.ts';
import { fixInRounds, type FixOptions, type FixResult, type Linted } from './fixer.ts';
import type { Finding } from './finding.ts';
import { byPlace, optionsOf, severityOf, toFinding, type LintOptions } from './linter.ts';
import type { AnyProblem } from './rule.ts';
import { suppress, type Suppression } from './suppress.ts';
import type { YamlRule, YamlRuleContext } from './yaml-rule.ts';

/** A YAML rule of any messages. */
export type AnyYamlRule = Omit<YamlRule, 'check'> & {
  check(context: Omit<YamlRuleContext, 'report'> & { report(problem: AnyProblem): void }): void;
};

export interface YamlLintResult {
  readonly findings: readonly Finding[];
  /** Syntax errors; nothing else is said of a file that has one. */
  readonly problems: readonly YamlProblem[];
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/** Lints a Compose file or a file of manifests. Never throws. */
export function lintYaml(text: string, dialect: YamlDialect, rules: readonly AnyYamlRule[], options: LintOptions = {}): YamlLintResult {
  const { documents, problems } = readYaml(text, dialect);
  if (problems.length > 0) return { findings: [], problems, failures: [] };
  const findings: Finding[] = [];
  const failures: { rule: string; error: unknown }[] = [];
  let places: ReturnType<typeof locateYaml> | undefined;

  documents.forEach((document, index) => {
    if (!isRecord(document)) return;
    const locate = (path: YamlPath): ReturnType<ReturnType<typeof locateYaml>> => (places ??= locateYaml(text))(path, index);
    const at = (path: YamlPath, part: 'key' | 'value' = 'value'): Span => {
      const place = locate(path);
      if (place) return (part === 'key' ? place.key : undefined) ?? place.value;
      return path.length === 0 ? { start: 0, end: 0 } : at(path.slice(0, -1), 'key');
    };
    for (const rule of rules) {
      const severity = severityOf(rule, options.config);
      if (severity === 'off') continue;
      const report = (problem: AnyProblem): void => {
        findings.push(toFinding(rule, severity, problem, undefined));
      };
      try {
        rule.check({ text, document, facts: options.facts ?? {}, options: optionsOf(rule, options.config), locate, at, report });
      } catch (error) {
        if (!failures.some((failure) => failure.rule === rule.name)) failures.push({ rule: rule.name, error });
      }
    }
  });
  const comments = options.ignoreComments === false || options.config?.ignoreComments === false ? [] : ignoreComments(text);
  return { findings: suppress(findings, comments).findings.toSorted(byPlace), problems: [], failures };
}

/** Applies the fixes of a YAML file until nothing changes. */
export function fixAllYaml(text: string, dialect: YamlDialect, rules: readonly AnyYamlRule[], options: FixOptions = {}): FixResult {
  const read = (current: string): Linted => {
    const { findings, problems } = lintYaml(current, dialect, rules, options);
    return { findings, problems: problems.length };
  };
  return fixInRounds(text, read, options.suggestions ?? false);
}

/** `# drydock ignore=a,b` on a line of its own holds for the next line that is no comment, behind a value for its line; `ignore-file` for the file. */
function ignoreComments(text: string): readonly Suppression[] {
  if (!text.includes('drydock')) return [];
  const index = lineIndex(text);
  const found: Suppression[] = [];
  for (const match of text.matchAll(/#[ \t]*drydock[ \t]+(ignore|ignore-file)[ \t]*=[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)/g)) {
    const lineStart = index.lineStart(index.positionAt(match.index).line);
    const comment = { start: match.index, end: match.index + match[0].length };
    const listStart = comment.end - (match[2] ?? '').length;
    const codes = [...(match[2] ?? '').matchAll(/[\w-]+/g)].map((one, _i, all) => ({ code: one[0], start: listStart + one.index, end: listStart + one.index + one[0].length, comment, of: all.length })); // prettier-ignore
    let scope: Span = { start: 0, end: text.length };
    if (match[1] === 'ignore') {
      let line = index.positionAt(match.index).line;
      if (text.slice(lineStart, match.index).trim() === '') {
        do line++;
        while (line < index.lineCount - 1 && /^\s*(?:#|$)/.test(text.slice(index.lineStart(line), index.lineStart(line + 1)).trimEnd()));
      }
      scope = { start: index.lineStart(line), end: index.lineStart(line + 1) - (line + 1 < index.lineCount ? 1 : 0) };
    }
    found.push({ syntax: 'drydock', codes, scope });
  }
  return found;
}
