import * as vscode from 'vscode';
import type { ComparedFile } from './file-rows.ts';

/** Planned files as documents of their own, so that VS Code's diff editors can show them. */
export interface PlanDocuments {
  /** Takes the files of a new plan: open diffs follow. */
  update(files: readonly ComparedFile[]): void;
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
  const query = `panel=${String(++panels)}`;
  const mine = new Set<string>();
  const plannedUri = (path: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/${path}`, query });
  const nothingUri = (path: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/${path}`, query: 'nothing' });

  return {
    update(files) {
      for (const { path, content } of files) {
        const uri = plannedUri(path);
        const key = uri.toString();
        mine.add(key);
        if (contents.get(key) === content) continue;
        contents.set(key, content);
        changes.fire(uri);
      }
    },
    async showDiff({ path, existing }, root) {
      const now = existing === undefined ? nothingUri(path) : vscode.Uri.joinPath(root, path);
      await vscode.commands.executeCommand('vscode.diff', now, plannedUri(path), vscode.l10n.t('{0} (now and planned)', path), {
        viewColumn: vscode.ViewColumn.Active,
      });
    },
    async showAllDiffs(files, root) {
      const resources = files.map(({ path, existing }) => {
        const uri = vscode.Uri.joinPath(root, path);
        return [uri, existing === undefined ? undefined : uri, plannedUri(path)];
      });
      await vscode.commands.executeCommand('vscode.changes', vscode.l10n.t('Planned files'), resources);
    },
    dispose() {
      for (const key of mine) contents.delete(key);
    },
  };
}
