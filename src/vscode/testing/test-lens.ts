import * as vscode from 'vscode';

/** A lens above the first FROM of a Dockerfile that opens the test panel for it. */
export const registerTestLens = (): vscode.Disposable =>
  vscode.languages.registerCodeLensProvider(
    { language: 'dockerfile' },
    {
      provideCodeLenses(document) {
        const from = /^[ \t]*FROM\s/im.exec(document.getText());
        if (!from) return [];
        const at = document.positionAt(from.index);
        const command = { command: 'drydock.testContainer', title: vscode.l10n.t('Test container…'), arguments: [document.uri] };
        return [new vscode.CodeLens(new vscode.Range(at, at), command)];
      },
    },
  );
