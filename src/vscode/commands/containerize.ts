import * as vscode from 'vscode';
import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.containerize',
  run: async (services, target) => {
    const { chooseApp, showContainerize } = await import('../panels/containerize-panel.ts');
    const app = await chooseApp(target instanceof vscode.Uri ? target : undefined);
    if (app) showContainerize(services, app.root, app.path);
  },
});
