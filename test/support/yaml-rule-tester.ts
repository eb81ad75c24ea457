import { describe, expect, test } from 'vitest';
import { fixAllYaml, lintYaml, type AnyYamlRule } from '../../src/core/lint/yaml-linter.ts';
import { applyEdits } from '../../src/core/text/edit.ts';
import { readYaml, type YamlDialect } from '../../src/core/yaml/parse.ts';
import { unmark } from './marks.ts';

interface Invalid {
  /** The file, with `⟦…⟧` around each place that must be reported. */
  readonly code: string;
  readonly messages: readonly string[];
  /** What the safe fixes make of it. */
  readonly output?: string;
  /** What each suggestion of the first finding makes of it. */
  readonly suggestions?: readonly string[];
}

/** Runs one rule over its cases, in LF and CRLF, and over the examples in its own documentation. */
export function testYamlRule(
  rule: AnyYamlRule,
  dialect: YamlDialect,
  cases: { readonly valid: readonly string[]; readonly invalid: readonly Invalid[] },
): void {
  const options = { config: { rules: { [rule.name]: { severity: rule.severity } } } };
  const run = (text: string): ReturnType<typeof lintYaml>['findings'] => {
    const { findings, problems, failures } = lintYaml(text, dialect, [rule], options);
    expect(problems, text).toEqual([]);
    for (const { error } of failures) throw error;
    return findings;
  };
  const fixed = (text: string): string => fixAllYaml(text, dialect, [rule], options).text;

  describe(rule.name, () => {
    for (const { bad, good } of rule.examples) {
      test(`documentation: ${JSON.stringify(bad)}`, () => {
        expect(run(bad), 'the bad example is reported').not.toEqual([]);
        expect(run(good), 'the good example is clean').toEqual([]);
        if (rule.fix === 'safe') expect(fixed(bad)).toBe(good);
      });
    }
    for (const newline of ['\n', '\r\n']) {
      const inEnding = (text: string): string => text.replaceAll('\n', newline);
      const ending = newline === '\n' ? 'LF' : 'CRLF';
      test.each(cases.valid)(`${ending} valid: %j`, (code) => {
        expect(run(inEnding(code))).toEqual([]);
      });
      test.each(cases.invalid)(`${ending} invalid: $code`, (invalid) => {
        const { text, spans } = unmark(inEnding(invalid.code));
        const findings = run(text);
        expect(findings.map(({ span }) => text.slice(span.start, span.end))).toEqual(spans.map(({ start, end }) => text.slice(start, end)));
        expect(findings.map(({ span }) => span)).toEqual(spans);
        expect(findings.map(({ message }) => message)).toEqual(invalid.messages);
        expect(fixed(text)).toBe(inEnding(invalid.output ?? unmark(invalid.code).text));
        const suggested = findings[0]?.suggestions.map(({ edits }) => applyEdits(text, edits)) ?? [];
        expect(suggested).toEqual((invalid.suggestions ?? []).map(inEnding));
        for (const result of suggested) expect(readYaml(result, dialect).problems).toEqual([]);
      });
    }
  });
}
