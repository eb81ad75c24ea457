import * as vscode from 'vscode';
import { detect } from '../../../core/detect/detect.ts';
import { snapshotFolder } from '../../workspace-files.ts';
import { kindNames } from './fields.ts';

/** A folder of the workspace and, where it holds several apps, the path of one of them. */
export interface ChosenApp {
  readonly root: vscode.Uri;
  readonly path?: string;
}

/** The app to containerize: the folder that was clicked, else the only one there is, else the one a person picks. Undefined when none is picked. */
export async function chooseApp(clicked: vscode.Uri | undefined): Promise<ChosenApp | undefined> {
  if (clicked) return clickedApp(clicked);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    await offerToOpenFolder();
    return undefined;
  }
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking for apps') },
    () => Promise.all(folders.map(async ({ uri }) => ({ root: uri, apps: await (await snapshotFolder(uri)).use(detect) }))),
  );
  const kinds = kindNames();
  const items = found.flatMap(({ root, apps }) =>
    apps
      .filter(({ kind }) => kind?.value !== 'library')
      .map(({ path, name, kind }) => ({
        label: path === '.' ? name : path,
        description: [kind && kinds[kind.value], folders.length > 1 && vscode.workspace.getWorkspaceFolder(root)?.name]
          .filter(Boolean)
          .join(' · '),
        root,
        path,
      })),
  );
  if (items.length === 1) return items[0];
  if (items.length > 1) return vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which app is to be containerized?') });
  // No app anywhere: the panel says so, and what to do.
  return folders.length === 1 ? { root: (folders[0] as vscode.WorkspaceFolder).uri } : pickFolder();
}

/** An app of a workspace is planned from the workspace's root, where its lock file may lie. */
async function clickedApp(folder: vscode.Uri): Promise<ChosenApp> {
  const workspace = vscode.workspace.getWorkspaceFolder(folder);
  if (!workspace) return { root: folder };
  const path = folder.path.slice(workspace.uri.path.length + 1) || '.';
  const apps = await (await snapshotFolder(workspace.uri)).use(detect);
  return apps.some((app) => app.path === path) ? { root: workspace.uri, path } : { root: folder };
}

async function pickFolder(): Promise<ChosenApp | undefined> {
  const folder = await vscode.window.showWorkspaceFolderPick();
  return folder && { root: folder.uri };
}

async function offerToOpenFolder(): Promise<void> {
  const open = vscode.l10n.t('Open folder…');
  const message = vscode.l10n.t('No folder is open. Open the folder of the app first.');
  if ((await vscode.window.showInformationMessage(message, open)) === open) await vscode.commands.executeCommand('vscode.openFolder');
}
