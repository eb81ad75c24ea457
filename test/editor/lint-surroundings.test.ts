import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { diagnosticsOf, openFile } from './support/documents.ts';

/** What lies around a Dockerfile decides too, also while it is only typed. */
describe('lint, the files around a Dockerfile', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('hears of an ignore file that is made', async () => {
    const { document } = await openFile('Dockerfile', 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nUSER 10001:10001\n');
    await diagnosticsOf(document, (rules) => rules.includes('add-ignore-file'));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(document.uri, '../.dockerignore'), Buffer.from('.git\n'));
    await diagnosticsOf(document, (rules) => !rules.includes('add-ignore-file'));
  });

  it("follows the Dockerfile's own ignore file as it is typed, before it is saved", async () => {
    const { document } = await openFile('Dockerfile', 'FROM node:24-slim\nWORKDIR /app\nCOPY app.js .\nUSER 10001:10001\n');
    const beside = (name: string): vscode.Uri => vscode.Uri.joinPath(document.uri, '..', name);
    await vscode.workspace.fs.writeFile(beside('app.js'), Buffer.from(''));
    await vscode.workspace.fs.writeFile(beside('Dockerfile.dockerignore'), Buffer.from('.git\n'));
    const ignore = await vscode.window.showTextDocument(beside('Dockerfile.dockerignore'), { viewColumn: vscode.ViewColumn.Beside });
    await diagnosticsOf(document, (rules) => !rules.includes('send-copied-files'));
    await ignore.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), 'app.js\n');
    });
    await diagnosticsOf(document, (rules) => rules.includes('send-copied-files'));
  });

  it('reads drydock.yaml', async () => {
    const { document } = await openFile('Dockerfile', 'FROM node\nUSER 10001:10001\n');
    await diagnosticsOf(document, (rules) => rules.includes('tag-base-image'));
    const config = 'lint:\n  rules:\n    tag-base-image: off\n';
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(document.uri, '../drydock.yaml'), Buffer.from(config));
    await diagnosticsOf(document, (rules) => !rules.includes('tag-base-image'));
  });

  it('leaves a file of more than 512 kB alone', async () => {
    const editor = await openFile('Dockerfile', 'FROM node\nUSER 10001:10001\n');
    await diagnosticsOf(editor.document, (rules) => rules.includes('tag-base-image'));
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(2, 0), `# ${'-'.repeat(512 * 1024)}\n`);
    });
    await diagnosticsOf(editor.document, (rules) => rules.length === 0);
  });
});
