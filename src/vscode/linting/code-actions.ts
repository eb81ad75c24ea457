import * as vscode from 'vscode';
import type { Finding } from '../../core/lint/finding.ts';
import type { LintResult } from '../../core/lint/linter.ts';
import type { Edit } from '../../core/text/edit.ts';
import { lineIndex } from '../../core/text/line-index.ts';
import { toChange, toSpan, toTextEdit } from '../convert.ts';
import { ruleNamed, type DocumentLinter } from './document-linter.ts';
import { ignoreAt, ignoreInFile } from './ignore-comments.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('drydock');

export const codeActionKinds: vscode.CodeActionProviderMetadata = {
  providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
};

/** A fix of many findings is worked out when it is chosen: it takes several rounds of lint. */
interface Pending {
  readonly document: vscode.TextDocument;
  /** All safe fixes of every rule when left out. */
  readonly rule: string | undefined;
}

/**
 * Quick fixes and "fix all on save". They are made anew for the document as it is now, never kept on a diagnostic: an edit of an older
 * version would land in the wrong place.
 */
export function codeActions(linter: DocumentLinter, isLinted: (document: vscode.TextDocument) => boolean): vscode.CodeActionProvider {
  const pending = new WeakMap<vscode.CodeAction, Pending>();

  const fixMany = async ({ document, rule }: Pending): Promise<vscode.WorkspaceEdit | undefined> => {
    const text = document.getText();
    const { version } = document;
    const { text: fixed } = await linter.fix({ uri: document.uri, text }, rule);
    return fixed === text || version !== document.version ? undefined : editOf(document.uri, text, [toChange(text, fixed)]);
  };

  return {
    async provideCodeActions(document, range, { only, diagnostics }, token) {
      if (!isLinted(document)) return [];
      if (only && (only.contains(fixAllKind) || fixAllKind.contains(only))) {
        const action = new vscode.CodeAction(vscode.l10n.t('Fix all safe findings in this file'), fixAllKind);
        const edit = await fixMany({ document, rule: undefined });
        return edit ? [Object.assign(action, { edit })] : [];
      }
      const text = document.getText();
      const { version } = document;
      const result = await linter.lint({ uri: document.uri, text });
      if (token.isCancellationRequested || version !== document.version) return [];
      return quickFixes(document.uri, text, range, result).map((fix) => {
        const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
        // VS Code puts actions without a diagnostic last, whatever their order.
        action.diagnostics = diagnostics.filter((diagnostic) => fix.rule === undefined || isAbout(diagnostic, fix.rule));
        action.isPreferred = fix.preferred ?? false;
        if (fix.edits) action.edit = editOf(document.uri, text, fix.edits);
        else if (fix.command) action.command = fix.command;
        else pending.set(action, { document, rule: fix.rule });
        return action;
      });
    },

    async resolveCodeAction(action) {
      const many = pending.get(action);
      const edit = many && (await fixMany(many));
      if (edit) action.edit = edit;
      return action;
    },
  };
}

/** One line of the menu: it has edits, or a command, or is a fix of many findings (of one rule, or all safe ones). */
interface QuickFix {
  readonly title: string;
  readonly rule?: string;
  readonly edits?: readonly Edit[];
  readonly command?: vscode.Command;
  readonly preferred?: boolean;
}

/** In the order of the menu: the fix, other ways, all of the rule, all safe ones, ignore here, ignore in the file, turn off. */
function quickFixes(uri: vscode.Uri, text: string, range: vscode.Range, { file, findings }: LintResult): QuickFix[] {
  const asked = toSpan(lineIndex(text), range);
  const here = findings.filter(({ span }) => span.start <= asked.end && asked.start <= span.end);
  if (here.length === 0) return [];
  const rules = [...new Set(here.map(({ rule }) => rule))];
  const isFixable = ({ fix, suggestions }: Finding): boolean => fix !== undefined || suggestions.length > 0;
  const inMany = rules.filter((rule) => findings.filter((finding) => finding.rule === rule && isFixable(finding)).length > 1);
  return [
    ...here.flatMap(ownFixes),
    ...inMany.map((rule) => ({ title: vscode.l10n.t('Fix all {0} in this file', rule), rule })),
    ...(findings.some(({ fix }) => fix !== undefined) ? [{ title: vscode.l10n.t('Fix all safe findings in this file') }] : []),
    ...here.flatMap(({ rule, span }) => {
      const edit = ignoreAt(file, span.start, rule);
      return edit ? [{ title: vscode.l10n.t('Ignore {0} on this line', rule), rule, edits: [edit] }] : [];
    }),
    ...rules.map((rule) => ({ title: vscode.l10n.t('Ignore {0} in this file', rule), rule, edits: [ignoreInFile(file, rule)] })),
    ...rules.map((rule) => {
      const title = vscode.l10n.t('Turn off {0} in settings', rule);
      return { title, rule, command: { command: 'drydock.turnOffRule', title, arguments: [rule, uri] } };
    }),
  ];
}

/** The fix that comes first is preferred: VS Code's "Auto Fix" takes it. */
function ownFixes({ rule, fix, suggestions }: Finding): QuickFix[] {
  const ways = [...(fix ? [{ title: ruleNamed(rule)?.summary ?? rule, edits: fix }] : []), ...suggestions];
  return ways.map(({ title, edits }, index) => ({ title: vscode.l10n.t(title), rule, edits, preferred: index === 0 }));
}

function editOf(uri: vscode.Uri, text: string, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const index = lineIndex(text);
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    uri,
    edits.map((one) => toTextEdit(index, one)),
  );
  return edit;
}

const isAbout = ({ source, code }: vscode.Diagnostic, rule: string): boolean =>
  source === 'drydock' && typeof code === 'object' && code.value === rule;
