import { describe, expect, test } from 'vitest';
import { fixAll } from '../../src/core/lint/fixer.ts';
import { lint, type AnyRule, type LintOptions } from '../../src/core/lint/linter.ts';
import type { LintFacts } from '../../src/core/lint/rule.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { applyEdits } from '../../src/core/text/edit.ts';
import { unmark } from './marks.ts';

interface Settings {
  readonly facts?: LintFacts;
  readonly options?: Readonly<Record<string, unknown>>;
}

interface Valid extends Settings {
  readonly code: string;
}

interface Invalid extends Settings {
  /** The Dockerfile, with `⟦…⟧` around each place that must be reported. */
  readonly code: string;
  /** The messages, in the order of the marks. */
  readonly messages: readonly string[];
  /** What the safe fixes make of it; demanded where the rule has a safe fix that applies, refused where nothing changes. */
  readonly output?: string;
  /** What each suggestion of the first finding makes of the text. */
  readonly suggestions?: readonly string[];
  /** Peers' codes with one-based lines, over all findings in order: `DL3008@2`. Checked when given. */
  readonly peers?: readonly string[];
}

export interface Cases {
  readonly valid: readonly (string | Valid)[];
  readonly invalid: readonly Invalid[];
  /** Where the rule is silent and a peer speaks. */
  readonly peersOnly?: readonly ({ readonly code: string; readonly peers: readonly string[] } & Settings)[];
}

/** Runs one rule over its cases, in LF and CRLF, and over the examples in its own documentation. */
export function testRule(rule: AnyRule, cases: Cases): void {
  const optionsFor = ({ facts, options }: Settings): LintOptions => ({
    ...(facts ? { facts } : {}),
    config: { rules: { [rule.name]: { severity: rule.severity, ...(options ? { options } : {}) } } },
  });
  const run = (text: string, settings: Settings = {}): ReturnType<typeof lint> => {
    const result = lint(text, [rule], optionsFor(settings));
    for (const { error } of result.failures) throw error;
    return result;
  };
  const own = (text: string, settings?: Settings): ReturnType<typeof lint>['findings'] =>
    run(text, settings).findings.filter((finding) => finding.own);
  const peers = (text: string, settings?: Settings): string[] =>
    run(text, settings).findings.flatMap((finding) =>
      finding.peers.map(({ code, span }) => `${code}@${String(text.slice(0, span.start).split('\n').length)}`),
    );

  describe(rule.name, () => {
    test('no case stands twice', () => {
      const codes = [
        ...cases.valid.map((one) => JSON.stringify(one)),
        ...cases.invalid.map(({ code, facts, options }) => JSON.stringify([code, facts, options])),
      ];
      expect(new Set(codes).size).toBe(codes.length);
    });
    for (const { bad, good, ...settings } of rule.examples) {
      test(`documentation: ${JSON.stringify(bad)}`, () => {
        expect(own(bad, settings), 'the bad example is reported').not.toEqual([]);
        expect(own(good, settings), 'the good example is clean').toEqual([]);
        if (rule.fix === 'safe') expect(fixAll(bad, [rule], optionsFor(settings)).text).toBe(good);
      });
    }
    for (const [ending, newline] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      const inEnding = (text: string): string => text.replaceAll('\n', newline);
      for (const entry of cases.valid) {
        const { code, ...settings } = typeof entry === 'string' ? { code: entry } : entry;
        test(`${ending} valid: ${JSON.stringify(code)}`, () => {
          expect(own(inEnding(code), settings)).toEqual([]);
        });
      }
      for (const { code, peers: expected, ...settings } of cases.peersOnly ?? []) {
        test(`${ending} peers only: ${JSON.stringify(code)}`, () => {
          expect(own(inEnding(code), settings)).toEqual([]);
          expect(peers(inEnding(code), settings)).toEqual(expected);
        });
      }
      for (const invalid of cases.invalid) {
        test(`${ending} invalid: ${JSON.stringify(invalid.code)}`, () => {
          const { text, spans } = unmark(inEnding(invalid.code));
          const findings = own(text, invalid);
          expect(findings.map(({ span }) => text.slice(span.start, span.end))).toEqual(
            spans.map(({ start, end }) => text.slice(start, end)),
          );
          expect(findings.map(({ span }) => span)).toEqual(spans);
          expect(findings.map(({ message }) => message)).toEqual(invalid.messages);
          if (invalid.peers) expect(peers(text, invalid)).toEqual(invalid.peers);
          const fixed = fixAll(text, [rule], optionsFor(invalid)).text;
          expect(fixed).toBe(inEnding(invalid.output ?? unmark(invalid.code).text));
          if (invalid.output !== undefined) expect(invalid.output, 'the fix changes something').not.toBe(unmark(invalid.code).text);
          expect(fixAll(fixed, [rule], optionsFor(invalid)).text, 'a fixed file stays fixed').toBe(fixed);
          if (rule.fix !== 'safe') expect(invalid.output, `'${rule.name}' declares no safe fix`).toBeUndefined();
          const suggested = findings[0]?.suggestions.map(({ edits }) => applyEdits(text, edits)) ?? [];
          expect(suggested).toEqual((invalid.suggestions ?? []).map(inEnding));
          const titles = findings[0]?.suggestions.map(({ title }) => title) ?? [];
          expect(new Set(titles).size, 'no two suggestions have one title').toBe(titles.length);
          for (const result of [fixed, ...suggested]) {
            expect(parseDockerfile(result).problems.length, 'a fixed file still parses').toBeLessThanOrEqual(
              parseDockerfile(text).problems.length,
            );
          }
        });
      }
    }
  });
}
