/** The one place where core's data and the editor's meet: offsets become positions here, and nowhere else in the adapter. */
import * as vscode from 'vscode';
import type { Finding, Severity } from '../core/lint/finding.ts';
import type { Edit } from '../core/text/edit.ts';
import type { LineIndex } from '../core/text/line-index.ts';
import type { Span } from '../core/text/span.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

const tags = { deprecated: vscode.DiagnosticTag.Deprecated, unnecessary: vscode.DiagnosticTag.Unnecessary } as const;

export function toPosition(index: LineIndex, offset: number): vscode.Position {
  const { line, column } = index.positionAt(offset);
  return new vscode.Position(line, column);
}

export function toRange(index: LineIndex, { start, end }: Span): vscode.Range {
  return new vscode.Range(toPosition(index, start), toPosition(index, end));
}

export function toSpan(index: LineIndex, { start, end }: vscode.Range): Span {
  const offset = ({ line, character }: vscode.Position): number => index.offsetAt({ line, column: character });
  return { start: offset(start), end: offset(end) };
}

export function toTextEdit(index: LineIndex, { span, text }: Edit): vscode.TextEdit {
  return new vscode.TextEdit(toRange(index, span), text);
}

/** `page` is what a click on the rule's name opens. */
export function toDiagnostic(index: LineIndex, uri: vscode.Uri, finding: Finding, page: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(index, finding.span), finding.message, severities[finding.severity]);
  diagnostic.source = 'drydock';
  diagnostic.code = { value: finding.rule, target: page };
  if (finding.tags.length > 0) diagnostic.tags = finding.tags.map((tag) => tags[tag]);
  if (finding.related.length > 0) {
    diagnostic.relatedInformation = finding.related.map(
      ({ span, message }) => new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, toRange(index, span)), message),
    );
  }
  return diagnostic;
}

/** What turns one text into another, without the lines at both ends that stay. */
export function toChange(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  while (start > 0 && before[start - 1] !== '\n') start--;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  while (tail > 0 && before[before.length - tail - 1] !== '\n') tail--;
  return { span: { start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}
