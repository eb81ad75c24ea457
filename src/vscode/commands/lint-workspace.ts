import * as vscode from 'vscode';
import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.lintWorkspace',
  run: async (services) => {
    const linting = await services.linting();
    const { files, findings } = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Linting Dockerfiles'), cancellable: true },
      (_, token) => linting.lintWorkspace(token),
    );
    if (files === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No Dockerfile in this workspace.'));
      return;
    }
    if (findings > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
    vscode.window.setStatusBarMessage(vscode.l10n.t('Dockerfiles linted: {0}, findings: {1}', files, findings), 10_000);
  },
});
