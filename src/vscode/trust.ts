import * as vscode from 'vscode';

/**
 * Whether code of the workspace may be executed. Building, running, testing and asking an engine wait for it; linting, previews and
 * writing files do not. Says why, and where to change it, when it may not.
 */
export async function requireTrust(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage workspace trust');
  const message = vscode.l10n.t('This workspace is not trusted. Tests build and run its code, so they wait until you trust it.');
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return vscode.workspace.isTrusted;
}
