import * as vscode from 'vscode';
import type { ComparedFile } from './file-rows.ts';

/** Planned files as documents of their own, so that VS Code's diff editors can show them. */
export interface PlanDocuments {
  /** Takes the files of a new plan: open diffs follow. */
  update(files: readonly ComparedFile[], root: vscode.Uri): void;
  showDiff(file: ComparedFile, root: vscode.Uri): Promise<void>;
  showAllDiffs(files: readonly ComparedFile[], root: vscode.Uri): Promise<void>;
  dispose(): void;
}

const scheme = 'drydock-plan';
/** One provider serves all panels; documents are told apart by the panel's number in the query. */
const contents = new Map<string, string>();
const changes = new vscode.EventEmitter<vscode.Uri>();
let provider: vscode.Disposable | undefined;
let panels = 0;

export function createPlanDocuments(): PlanDocuments {
  provider ??= vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changes.event,
    provideTextDocumentContent: (uri) => contents.get(uri.toString()) ?? '',
  });
  const mine = new Set<string>();
  // The same path as the real file: a diff editor would take another one for a file that was moved.
  const uriOf = (root: vscode.Uri, path: string, text: string): vscode.Uri =>
    vscode.Uri.from({ scheme, path: vscode.Uri.joinPath(root, path).path, query: text });
  const planned = `panel=${String(++panels)}`;

  return {
    update(files, root) {
      for (const { path, content } of files) {
        const uri = uriOf(root, path, planned);
        const key = uri.toString();
        mine.add(key);
        if (contents.get(key) === content) continue;
        contents.set(key, content);
        changes.fire(uri);
      }
    },
    async showDiff({ path, existing }, root) {
      const now = existing === undefined ? uriOf(root, path, 'nothing') : vscode.Uri.joinPath(root, path);
      await vscode.commands.executeCommand('vscode.diff', now, uriOf(root, path, planned), vscode.l10n.t('{0} (now and planned)', path), {
        viewColumn: vscode.ViewColumn.Active,
      });
    },
    async showAllDiffs(files, root) {
      const resources = files.map(({ path, existing }) => {
        const uri = vscode.Uri.joinPath(root, path);
        return [uri, existing === undefined ? undefined : uri, uriOf(root, path, planned)];
      });
      await vscode.commands.executeCommand('vscode.changes', vscode.l10n.t('Planned files'), resources);
    },
    dispose() {
      for (const key of mine) contents.delete(key);
    },
  };
}
