import * as vscode from 'vscode';
import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.fixAllInDockerfile',
  run: async ({ linting }) => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'dockerfile') throw new Error(vscode.l10n.t('Open a Dockerfile first.'));
    const count = await (await linting()).fixAll(document);
    const message =
      count === 0
        ? vscode.l10n.t('No safe fix left.')
        : count === 1
          ? vscode.l10n.t('1 fix applied.')
          : vscode.l10n.t('{0} fixes applied.', count);
    vscode.window.setStatusBarMessage(message, 5000);
  },
});
