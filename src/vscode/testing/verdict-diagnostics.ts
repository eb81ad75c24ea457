import * as vscode from 'vscode';
import type { TestResult } from '../../core/testing/verdict.ts';

let collection: vscode.DiagnosticCollection | undefined;
const edited = new Map<string, vscode.Disposable>();

/** Marks the Dockerfile's lines that failed tests point at. They go when the file is edited, for nobody knows then whether they still hold. */
export function reportRun(dockerfile: vscode.Uri, tests: readonly TestResult[]): void {
  const diagnostics = (collection ??= vscode.languages.createDiagnosticCollection('drydock-tests'));
  const marks = tests.flatMap((test) => {
    if (test.verdict !== 'fail' || !test.place) return [];
    const line = test.place.line - 1;
    const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER), capital(test.summary), vscode.DiagnosticSeverity.Warning);
    diagnostic.source = 'Drydock test';
    diagnostic.code = test.kind;
    return [diagnostic];
  }); // prettier-ignore
  diagnostics.set(dockerfile, marks);
  edited.get(dockerfile.toString())?.dispose();
  edited.delete(dockerfile.toString());
  if (marks.length === 0) return;
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document.uri.toString() !== dockerfile.toString() || contentChanges.length === 0) return;
    diagnostics.delete(dockerfile);
    listener.dispose();
  });
  edited.set(dockerfile.toString(), listener);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
