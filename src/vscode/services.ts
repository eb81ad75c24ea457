import type * as vscode from 'vscode';
import type { ContainerItem } from '../core/inventory/containers.ts';
import type { EngineAccess } from './engine-access.ts';
import type { Linting } from './linting/linting.ts';

/** What every part of the adapter works with. Made once by `activate` and handed down: bundles share no module state. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** Starts linting at its first use; it is a bundle of its own. */
  readonly linting: () => Promise<Linting>;
  readonly engine: EngineAccess;
  readonly refreshContainers: () => void;
  /** The container that is selected in the tree, for commands that come from a key. */
  readonly selectedContainer: () => ContainerItem | undefined;
}
