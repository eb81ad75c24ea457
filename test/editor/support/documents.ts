import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The workspace's folder on disk. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert(folder, 'the suite runs on a folder');
  return folder;
}

let folders = 0;

/** Writes a file into a new folder of the workspace and opens it in an editor: no document is left over from another test. */
export async function openFile(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), `folder-${++folders}`, name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** Drydock's diagnostics of a document, once they satisfy `until`. */
export async function diagnosticsOf(
  document: vscode.TextDocument,
  until: (rules: readonly string[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const own = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'drydock');
  await waitFor(
    () => until(own().map(ruleOf)),
    () => `its findings are ${own().map(ruleOf).join(', ') || 'none'}`,
  );
  return own();
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

/** Waits until something holds; the message says what was there instead. */
export async function waitFor(holds: () => boolean, instead: () => string, seconds = 25): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`After ${seconds} s ${instead()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Runs a quick fix of the list at a diagnostic by its title. */
export async function applyQuickFix(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, title: string): Promise<void> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    diagnostic.range,
  );
  const action = actions.find((one) => one.title === title);
  assert(action?.edit, `no quick fix "${title}" among ${actions.map((one) => one.title).join(', ')}`);
  assert(await vscode.workspace.applyEdit(action.edit));
}
