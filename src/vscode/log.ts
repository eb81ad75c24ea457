import * as vscode from 'vscode';

/** The output channel "Drydock". Its level is VS Code's own ("Developer: Set Log Level…"). No secret and no text of a file goes in here. */
export const createLog = (): vscode.LogOutputChannel => vscode.window.createOutputChannel('Drydock', { log: true });

/** Tells a person what went wrong in the error's own words, and offers the log where the rest stands. */
export async function showError(log: vscode.LogOutputChannel, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  log.error(error instanceof Error ? error : message);
  const show = vscode.l10n.t('Show log');
  if ((await vscode.window.showErrorMessage(message, show)) === show) log.show();
}
