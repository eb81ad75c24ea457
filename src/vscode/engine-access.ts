import path from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../io/engine/engine.ts';
import { onSettingChange, settings } from './settings.ts';

/** The one connection to the engine that views, panels and tests share. Nothing is asked before somebody wants the engine. */
export interface EngineAccess {
  dispose(): void;
  /** Connects at its first use, and again after the connection was dropped. Rejects with an EngineError that names every place tried. */
  get(): Promise<Engine>;
  /** Forgets the connection: the next `get` looks for the engine anew. */
  drop(): void;
  readonly onDidDrop: vscode.Event<void>;
}

export function createEngineAccess(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): EngineAccess {
  const dropped = new vscode.EventEmitter<void>();
  let connection: Promise<Engine> | undefined;

  const drop = (): void => {
    connection?.then(
      (engine) => {
        engine.dispose();
      },
      () => undefined,
    );
    connection = undefined;
    dropped.fire();
  };
  const listener = onSettingChange('engine', drop);

  return {
    onDidDrop: dropped.event,
    drop,
    async get() {
      connection ??= connect(context, log);
      try {
        return await connection;
      } catch (error) {
        connection = undefined;
        throw error;
      }
    },
    dispose() {
      listener.dispose();
      drop();
      dropped.dispose();
    },
  };
}

async function connect(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<Engine> {
  if (!vscode.workspace.isTrusted) throw new Error(vscode.l10n.t('This workspace is not trusted, so no engine is asked.'));
  const { connectEngine } = await import('../io/engine/connect.ts');
  const engine = await connectEngine({
    endpoint: settings.engineEndpoint(),
    watchdogScript: path.join(context.extensionPath, 'dist', 'watchdog.cjs'),
  });
  const { kind, version, endpoint, origin } = engine.info;
  log.info(`Connected to ${kind} ${version} at ${endpoint} (${origin})`);
  return engine;
}
