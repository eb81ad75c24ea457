import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { applyQuickFix, diagnosticsOf, openFile, ruleOf } from './support/documents.ts';

describe('lint', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('marks what a Dockerfile has, with a link to its page', async () => {
    const { document } = await openFile('Dockerfile', 'FROM node\nUSER 10001:10001\n');
    const [found] = await diagnosticsOf(document, (rules) => rules.includes('tag-base-image'));
    assert(found);
    assert.equal(document.getText(found.range), 'node');
    assert.equal(found.message, "'node' has no tag");
    assert(typeof found.code === 'object' && found.code.target.toString().includes('tag-base-image'));
  });

  it('follows what is typed', async () => {
    const editor = await openFile('Dockerfile', 'FROM node\nUSER 10001:10001\n');
    await diagnosticsOf(editor.document, (rules) => rules.includes('tag-base-image'));
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 'FROM node'.length), ':24-slim');
    });
    await diagnosticsOf(editor.document, (rules) => !rules.includes('tag-base-image'));
  });

  it('mends one finding by its quick fix, and nothing else', async () => {
    const { document } = await openFile('Dockerfile', 'FROM debian:13\nMAINTAINER Ann\nWORKDIR app\n');
    const found = await diagnosticsOf(document, (rules) => rules.includes('use-absolute-workdir') && rules.includes('replace-maintainer'));
    const maintainer = found.find((one) => ruleOf(one) === 'replace-maintainer');
    assert(maintainer);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      maintainer.range,
    );
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    assert(preferred);
    await applyQuickFix(document, maintainer, preferred.title);
    assert.match(document.getText(), /^FROM debian:13\nLABEL .*Ann.*\nWORKDIR app\n$/);
  });

  it('mends all that is safe on save, when the person asked for it', async () => {
    const configuration = vscode.workspace.getConfiguration('editor', { languageId: 'dockerfile' });
    await configuration.update('codeActionsOnSave', { 'source.fixAll.drydock': 'explicit' }, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openFile('Dockerfile', 'FROM debian:13-slim\nRUN apt-get install curl\n');
      await diagnosticsOf(editor.document, (rules) => rules.includes('assume-yes-for-apt'));
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(2, 0), '# saved\n');
      });
      await editor.document.save();
      assert.match(editor.document.getText(), /apt-get install .*-y/);
    } finally {
      await configuration.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('turns a rule off and on again with the settings', async () => {
    const { document } = await openFile('Dockerfile', 'FROM node\nUSER 10001:10001\n');
    await diagnosticsOf(document, (rules) => rules.includes('tag-base-image'));
    const configuration = vscode.workspace.getConfiguration('drydock');
    await configuration.update('lint.rules', { 'tag-base-image': 'off' }, vscode.ConfigurationTarget.Global);
    try {
      await diagnosticsOf(document, (rules) => !rules.includes('tag-base-image'));
    } finally {
      await configuration.update('lint.rules', undefined, vscode.ConfigurationTarget.Global);
    }
    await diagnosticsOf(document, (rules) => rules.includes('tag-base-image'));
  });

  it('lints Dockerfiles that are not open, on demand', async () => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'service', 'Dockerfile');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('FROM node\nUSER 10001\n'));
    await vscode.commands.executeCommand('drydock.lintWorkspace');
    assert(vscode.languages.getDiagnostics(uri).some((one) => ruleOf(one) === 'tag-base-image'));
    await openFile('other.txt', '');
  });
});
