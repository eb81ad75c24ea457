import * as vscode from 'vscode';
import type { CommandId } from '../generated/contributions.ts';
import { showError } from '../log.ts';
import type { Services } from '../services.ts';

/**
 * A command: one file here, whose default export this is, and one entry under `contributes.commands` of package.json, where its title,
 * icon and `when` stand. The file is the id in kebab case: `drydock.showLog` is show-log.ts. index.ts is generated from the folder.
 */
export interface Command {
  readonly id: CommandId;
  /** What is heavy is loaded inside with `await import(…)`. A thrown error is shown to the person with its own message. */
  readonly run: (services: Services, ...args: readonly unknown[]) => unknown;
}

export const defineCommand = (command: Command): Command => Object.freeze(command);

export function registerCommands(services: Services, commands: readonly Command[]): void {
  for (const { id, run } of commands) {
    const guarded = async (...args: readonly unknown[]): Promise<unknown> => {
      try {
        return await run(services, ...args);
      } catch (error) {
        void showError(services.log, error);
        return undefined;
      }
    };
    services.context.subscriptions.push(vscode.commands.registerCommand(id, guarded));
  }
}
