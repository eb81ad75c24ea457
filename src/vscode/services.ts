import type * as vscode from 'vscode';
import type { Linting } from './linting/linting.ts';

/** What every part of the adapter works with. Made once by `activate` and handed down: bundles share no module state. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** Starts linting at its first use; it is a bundle of its own. */
  readonly linting: () => Promise<Linting>;
}
