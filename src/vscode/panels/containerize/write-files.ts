import * as vscode from 'vscode';
import { notWritable, type NotWritable } from '../../../io/files/writable.ts';
import { readText } from '../../workspace-files.ts';
import type { WriteOutcome } from '../../../protocol/containerize.ts';
import type { ComparedFile } from './file-rows.ts';

/** Writes the files in one edit, which one undo takes back; or writes none and says why. */
export async function writeFiles(root: vscode.Uri, files: readonly ComparedFile[]): Promise<WriteOutcome> {
  const uriOf = ({ path }: ComparedFile): vscode.Uri => vscode.Uri.joinPath(root, path);
  const changed = await changedSince(root, files);
  if (changed.length > 0) return { kind: 'changed', paths: changed };
  for (const file of files) {
    const problem = uriOf(file).scheme === 'file' ? await notWritable(uriOf(file).fsPath) : undefined;
    if (problem) return { kind: 'refused', path: problem.path, reason: reasonOf(problem) };
  }

  const edit = new vscode.WorkspaceEdit();
  for (const file of files) {
    if (file.existing === undefined) edit.createFile(uriOf(file), { contents: new TextEncoder().encode(file.content) });
    else edit.replace(uriOf(file), await wholeRange(uriOf(file)), file.content);
  }
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) {
    await removeWritten(root, files);
    return { kind: 'refused', path: files[0]?.path ?? '', reason: vscode.l10n.t('VS Code did not apply the edit') };
  }
  for (const file of files) if (file.existing !== undefined) await vscode.workspace.save(uriOf(file));
  return { kind: 'written' };
}

/** Takes back what `writeFiles` wrote: files that were changed since then stay, and are named. */
export async function takeBack(root: vscode.Uri, files: readonly ComparedFile[]): Promise<readonly string[]> {
  const kept: string[] = [];
  const edit = new vscode.WorkspaceEdit();
  const restored: vscode.Uri[] = [];
  for (const { path, content, existing } of files) {
    const uri = vscode.Uri.joinPath(root, path);
    const now = await readText(uri);
    if (now === undefined || sameLines(now, existing)) continue;
    if (!sameLines(now, content)) kept.push(path);
    else if (existing === undefined) edit.deleteFile(uri, { ignoreIfNotExists: true });
    else {
      edit.replace(uri, await wholeRange(uri), existing);
      restored.push(uri);
    }
  }
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  for (const uri of restored) await vscode.workspace.save(uri);
  return kept;
}

/** Files whose text is no longer the one the plan was compared with. */
async function changedSince(root: vscode.Uri, files: readonly ComparedFile[]): Promise<string[]> {
  const now = await Promise.all(files.map(({ path }) => readText(vscode.Uri.joinPath(root, path))));
  return files.filter(({ existing }, index) => now[index] !== existing).map(({ path }) => path);
}

/** An edit that failed half-way may have made some of the files. */
async function removeWritten(root: vscode.Uri, files: readonly ComparedFile[]): Promise<void> {
  for (const { path, content, existing } of files) {
    const uri = vscode.Uri.joinPath(root, path);
    if (existing === undefined && (await readText(uri)) === content) await vscode.workspace.fs.delete(uri);
  }
}

async function wholeRange(uri: vscode.Uri): Promise<vscode.Range> {
  const document = await vscode.workspace.openTextDocument(uri);
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

function reasonOf({ code }: NotWritable): string {
  if (code === 'EACCES' || code === 'EPERM') return vscode.l10n.t('permission denied');
  if (code === 'EROFS') return vscode.l10n.t('the file system is read-only');
  if (code === 'ENOTDIR') return vscode.l10n.t('it is a file, not a folder');
  return code;
}

/** An editor gives text the line ends of its file. */
const sameLines = (a: string, b: string | undefined): boolean =>
  b !== undefined && a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
