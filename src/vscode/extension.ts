import * as vscode from 'vscode';
import { commands } from './commands/index.ts';
import { registerCommands } from './commands/define-command.ts';
import { lazily } from './lazily.ts';
import { createEngineAccess } from './engine-access.ts';
import { createLog } from './log.ts';
import type { Services } from './services.ts';
import { registerTestLens } from './testing/test-lens.ts';
import { createContainersView } from './views/containers-view.ts';

/** Registers, and does nothing else: no file is read and no process started before something is used. */
export function activate(context: vscode.ExtensionContext): void {
  const log = createLog();
  const engine = createEngineAccess(context, log);
  const containers = createContainersView(engine, log);
  const services: Services = {
    context,
    log,
    engine,
    refreshContainers: containers.refresh,
    selectedContainer: containers.selected,
    linting: lazily(async () => (await import('./linting/linting.ts')).startLinting(context, log)),
  };
  context.subscriptions.push(log, engine, containers, registerTestLens());
  registerCommands(services, commands);
  lintFromFirstDockerfile(services);
  registerPanels(services);
}

function lintFromFirstDockerfile({ context, linting, log }: Services): void {
  const start = ({ languageId }: vscode.TextDocument): void => {
    if (languageId !== 'dockerfile') return;
    opened.dispose();
    linting().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
    });
  };
  const opened = vscode.workspace.onDidOpenTextDocument(start);
  context.subscriptions.push(opened);
  vscode.workspace.textDocuments.forEach(start);
}

/** Panels that were open come back after the window is loaded again. */
function registerPanels(services: Services): void {
  services.context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer('drydock.containerize', {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const { reviveContainerize } = await import('./panels/containerize-panel.ts');
        reviveContainerize(services, panel, state ?? undefined);
      },
    }),
    vscode.window.registerWebviewPanelSerializer('drydock.test', {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const { reviveTestPanel } = await import('./panels/test-panel.ts');
        reviveTestPanel(services, panel, state ?? undefined);
      },
    }),
  );
}
