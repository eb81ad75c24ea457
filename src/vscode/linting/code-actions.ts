import * as vscode from 'vscode';
import type { Finding } from '../../core/lint/finding.ts';
import type { Edit } from '../../core/text/edit.ts';
import { lineIndex, type LineIndex } from '../../core/text/line-index.ts';
import { toChange, toSpan, toTextEdit } from '../convert.ts';
import { ruleNamed, type DocumentLinter } from './document-linter.ts';
import { ignoreAt, ignoreInFile } from './ignore-comments.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('drydock');

/**
 * Quick fixes and "fix all on save". They are made anew for the document as it is now, never kept on a diagnostic: an edit of an older
 * version would land in the wrong place.
 */
export function codeActions(linter: DocumentLinter, isLinted: (document: vscode.TextDocument) => boolean): vscode.CodeActionProvider {
  return {
    async provideCodeActions(document, range, context, token) {
      if (!isLinted(document)) return [];
      const wantsFixAll = context.only !== undefined && (context.only.contains(fixAllKind) || fixAllKind.contains(context.only));
      const text = document.getText();
      const source = { uri: document.uri, text };
      const version = document.version;
      if (wantsFixAll) {
        const { text: fixed } = await linter.fix(source);
        return fixed === text || version !== document.version ? [] : [fixAllAction(document, text, fixed)];
      }
      const { file, findings } = await linter.lint(source);
      if (token.isCancellationRequested || version !== document.version) return [];
      const index = lineIndex(text);
      const asked = toSpan(index, range);
      const here = findings.filter(({ span }) => span.start <= asked.end && asked.start <= span.end);
      if (here.length === 0) return [];

      const make = (title: string, finding: Finding | undefined, edits: readonly Edit[]): vscode.CodeAction => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.edit = editOf(document, index, edits);
        if (finding) action.diagnostics = context.diagnostics.filter((diagnostic) => isAbout(diagnostic, finding));
        return action;
      };
      const rules = [...new Set(here.map(({ rule }) => rule))];
      const firstOf = (rule: string): Finding | undefined => here.find((finding) => finding.rule === rule);
      const wholeFile = await Promise.all(rules.map(async (rule) => ({ rule, fixed: (await linter.fix(source, rule)).text })));
      const safe = await linter.fix(source);
      const many = (rule: string): boolean => findings.filter((finding) => finding.rule === rule).length > 1;
      return [
        ...here.flatMap((finding) => ownFixes(finding, make)),
        ...wholeFile
          .filter(({ rule, fixed }) => fixed !== text && many(rule))
          .map(({ rule, fixed }) => make(vscode.l10n.t('Fix all {0} in this file', rule), firstOf(rule), [toChange(text, fixed)])),
        ...(safe.text === text ? [] : [make(vscode.l10n.t('Fix all safe findings in this file'), undefined, [toChange(text, safe.text)])]),
        ...here.flatMap((finding) => {
          const edit = ignoreAt(file, finding.span.start, finding.rule);
          return edit ? [make(vscode.l10n.t('Ignore {0} on this line', finding.rule), finding, [edit])] : [];
        }),
        ...rules.map((rule) => make(vscode.l10n.t('Ignore {0} in this file', rule), firstOf(rule), [ignoreInFile(file, rule)])),
        ...rules.map((rule) => turnOffAction(rule, document.uri)),
      ];
    },
  };
}

export const codeActionKinds: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] };

/** The fix that comes first is preferred: VS Code's "Auto Fix" takes it. */
function ownFixes(
  finding: Finding,
  make: (title: string, finding: Finding, edits: readonly Edit[]) => vscode.CodeAction,
): vscode.CodeAction[] {
  const summary = ruleNamed(finding.rule)?.summary ?? finding.rule;
  const ways = [...(finding.fix ? [{ title: summary, edits: finding.fix }] : []), ...finding.suggestions];
  return ways.map(({ title, edits }, index) => {
    const action = make(vscode.l10n.t(title), finding, edits);
    action.isPreferred = index === 0;
    return action;
  });
}

function fixAllAction(document: vscode.TextDocument, text: string, fixed: string): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t('Fix all safe findings in this file'), fixAllKind);
  action.edit = editOf(document, lineIndex(text), [toChange(text, fixed)]);
  return action;
}

function turnOffAction(rule: string, uri: vscode.Uri): vscode.CodeAction {
  const title = vscode.l10n.t('Turn off {0} in settings', rule);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'drydock.turnOffRule', title, arguments: [rule, uri] };
  return action;
}

function editOf(document: vscode.TextDocument, index: LineIndex, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    edits.map((one) => toTextEdit(index, one)),
  );
  return edit;
}

const isAbout = ({ source, code }: vscode.Diagnostic, { rule }: Finding): boolean =>
  source === 'drydock' && typeof code === 'object' && code.value === rule;
