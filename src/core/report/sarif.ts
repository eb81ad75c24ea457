import type { Finding, Severity } from '../lint/finding.ts';
import type { RuleFacts } from '../lint/linter.ts';
import type { Edit } from '../text/edit.ts';
import { codesOf, placed, placeIn, type FileReport, type Place } from './file-report.ts';

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) with rules, related places and fixes. */
export function sarifReport(reports: readonly FileReport[], rules: readonly RuleFacts[], version: string): unknown {
  const used = new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const listed = rules.filter(({ name }) => used.has(name));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Drydock', semanticVersion: version, rules: listed.map(ruleDescriptor) } },
        columnKind: 'utf16CodeUnits',
        artifacts: reports.map(({ path }) => ({ location: { uri: uriOf(path) } })),
        results: reports.flatMap((report, artifact): object[] => {
          const place = placeIn(report.text);
          return placed(report).map(({ finding, ...at }) => ({
            ruleId: finding.rule,
            ruleIndex: listed.findIndex(({ name }) => name === finding.rule),
            level: levels[finding.severity],
            message: { text: finding.message },
            locations: [location(report.path, artifact, at)],
            ...(finding.related.length > 0
              ? {
                  relatedLocations: finding.related.map(({ span, message }, id) => ({
                    id,
                    message: { text: message },
                    ...location(report.path, artifact, place(span)),
                  })),
                }
              : {}),
            ...(codesOf(finding).length > 0 ? { properties: { aliases: codesOf(finding) } } : {}),
            ...fixesOf(finding, report, artifact, place),
          }));
        }),
      },
    ],
  };
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

function ruleDescriptor(rule: RuleFacts): unknown {
  return {
    id: rule.name,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    defaultConfiguration: { level: levels[rule.severity], enabled: rule.default !== 'off' },
    ...(rule.aliases.length > 0 ? { properties: { tags: rule.aliases.map(({ code }) => code) } } : {}),
  };
}

const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const region = ({ line, column, endLine, endColumn }: Place): unknown => ({ startLine: line, startColumn: column, endLine, endColumn });

function location(path: string, index: number, at: Place): { readonly physicalLocation: unknown } {
  return { physicalLocation: { artifactLocation: { uri: uriOf(path), index }, region: region(at) } };
}

function fixesOf(
  finding: Finding,
  report: FileReport,
  artifact: number,
  place: (span: Edit['span']) => Place,
): { readonly fixes?: unknown } {
  const fixes = [...(finding.fix ? [{ title: `Fix ${finding.rule}`, edits: finding.fix }] : []), ...finding.suggestions];
  if (fixes.length === 0) return {};
  return {
    fixes: fixes.map(({ title, edits }) => ({
      description: { text: title },
      artifactChanges: [
        {
          artifactLocation: { uri: uriOf(report.path), index: artifact },
          replacements: edits.map(({ span, text }) => ({ deletedRegion: region(place(span)), insertedContent: { text } })),
        },
      ],
    })),
  };
}
