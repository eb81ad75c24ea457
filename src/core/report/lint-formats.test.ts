import { describe, expect, test } from 'vitest';
import type { Finding } from '../lint/finding.ts';
import type { AnyRule } from '../lint/linter.ts';
import tagBaseImage from '../rules/dockerfile/tag-base-image.ts';
import { formatLint, lintFormats, type LintFormat } from './lint-formats.ts';

const text = 'FROM a\nRUN "<b>" & c\n';
const finding: Finding = {
  rule: 'tag-base-image',
  severity: 'hint',
  span: { start: 11, end: 16 },
  message: 'Is "<b>" & so,\non',
  own: true,
  fix: [{ span: { start: 11, end: 16 }, text: 'x' }],
  suggestions: [{ title: 'Do', edits: [{ span: { start: 7, end: 7 }, text: 'y' }] }],
  peers: [{ code: 'DL3006', span: { start: 7, end: 10 }, severity: 'warning' }],
  related: [{ span: { start: 0, end: 4 }, message: 'here' }],
  tags: [],
};
const silent: Finding = { ...finding, own: false };
const reports = [{ path: 'a b/Dockerfile', text, findings: [finding, silent] }, { path: 'clean', text, findings: [] }]; // prettier-ignore
const rules: readonly AnyRule[] = [tagBaseImage];
const print = (format: LintFormat): string => formatLint(format, reports, { rules, version: '1.2.3', colour: false });
const parsed = (format: LintFormat): unknown => JSON.parse(print(format));

describe('formats', () => {
  test.each(lintFormats)('%s ends with a line end and leaves peers-only findings out', (format) => {
    const output = print(format);
    expect(output.endsWith('\n')).toBe(true);
    expect(output.split('on').length).toBeGreaterThan(1);
  });
  test('text', () => {
    expect(print('text')).toBe(
      'a b/Dockerfile\n  2:5  hint     Is "<b>" & so,\non  tag-base-image (DL3006)\n\n1 finding in 2 files: 1 hint; --fix mends 1\n',
    );
  });
  test('json', () => {
    expect(parsed('json')).toEqual({
      files: [
        {
          path: 'a b/Dockerfile',
          findings: [{ rule: 'tag-base-image', aliases: ['DL3006'], severity: 'hint', message: finding.message, line: 2, column: 5, endLine: 2, endColumn: 10, fix: 'safe' }],
        },
        { path: 'clean', findings: [] },
      ],
      summary: { error: 0, warning: 0, info: 0, hint: 1 },
    }); // prettier-ignore
  });
  test('sarif', () => {
    expect(parsed('sarif')).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { semanticVersion: '1.2.3', rules: [{ id: 'tag-base-image' }] } },
          results: [
            {
              ruleIndex: 0,
              level: 'note',
              locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b/Dockerfile' }, region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 10 } } }],
              relatedLocations: [{ message: { text: 'here' } }],
              fixes: [
                { artifactChanges: [{ replacements: [{ deletedRegion: { startLine: 2, startColumn: 5 }, insertedContent: { text: 'x' } }] }] },
                { description: { text: 'Do' } },
              ],
            },
          ],
        },
      ],
    }); // prettier-ignore
  });
  test('github', () => {
    expect(print('github')).toBe(
      '::notice file=a b/Dockerfile,line=2,endLine=2,col=5,endColumn=10,title=tag-base-image::Is "<b>" & so,%0Aon\n',
    );
  });
  test.each(['junit', 'checkstyle'] as const)('%s is well-formed', (format) => {
    expect(print(format)).toContain('Is &quot;&lt;b&gt;&quot; &amp; so,&#10;on');
    expect(print(format)).not.toMatch(/<b>/);
  });
  test('codeclimate keeps its fingerprint when lines move', () => {
    const [issue] = parsed('codeclimate') as { fingerprint: string }[];
    const moved = JSON.parse(
      formatLint('codeclimate', [{ path: 'a b/Dockerfile', text: `\n\n${text}`, findings: [{ ...finding, span: { start: 13, end: 18 } }] }], { rules, version: '', colour: false }),
    ) as { fingerprint: string; location: { lines: { begin: number } } }[]; // prettier-ignore
    expect(moved[0]?.location.lines.begin).toBe(4);
    expect(moved[0]?.fingerprint).toBe(issue?.fingerprint);
  });
  test('hadolint-json', () => {
    expect(parsed('hadolint-json')).toEqual([
      { file: 'a b/Dockerfile', line: 2, column: 5, level: 'style', code: 'DL3006', message: finding.message },
    ]);
  });
});
