import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { containerOf } from './container-item.ts';

const graceSeconds = 10;

export const startContainer = (services: Services, item: unknown): Promise<void> =>
  act(services, item, (name) => vscode.l10n.t('Starting {0}', name), (engine, id, signal) => engine.startContainer(id, signal)); // prettier-ignore

export const stopContainer = (services: Services, item: unknown): Promise<void> =>
  act(services, item, (name) => vscode.l10n.t('Stopping {0}', name), (engine, id, signal) => engine.stopContainer(id, graceSeconds, signal)); // prettier-ignore

export const restartContainer = (services: Services, item: unknown): Promise<void> =>
  act(services, item, (name) => vscode.l10n.t('Restarting {0}', name), (engine, id, signal) => engine.restartContainer(id, graceSeconds, signal)); // prettier-ignore

/** Asks first, and names what goes. */
export async function removeContainer(services: Services, item: unknown): Promise<void> {
  const container = containerOf(item);
  if (!container) return;
  const remove = vscode.l10n.t('Remove');
  const message = vscode.l10n.t('Remove {0}? Its log and unsaved files go with it. Volumes stay.', container.label);
  if ((await vscode.window.showWarningMessage(message, { modal: true }, remove)) !== remove) return;
  await act(services, item, (name) => vscode.l10n.t('Removing {0}', name), (engine, id, signal) => engine.removeContainer(id, signal)); // prettier-ignore
}

export async function openInBrowser(item: unknown): Promise<void> {
  const container = containerOf(item);
  if (!container) return;
  const [first] = container.ports;
  const port = container.ports.length > 1 ? Number(await vscode.window.showQuickPick(container.ports.map(String), { title: vscode.l10n.t('Open which port of {0}?', container.label) })) : first; // prettier-ignore
  if (!port) return;
  // 127.0.0.1 and not localhost: some engines publish on IPv4 alone.
  await vscode.env.openExternal(await vscode.env.asExternalUri(vscode.Uri.parse(`http://127.0.0.1:${String(port)}/`)));
}

type Action = (engine: Awaited<ReturnType<Services['engine']['get']>>, id: string, signal: AbortSignal) => Promise<void>;

async function act({ engine }: Services, item: unknown, title: (name: string) => string, action: Action): Promise<void> {
  const container = containerOf(item);
  if (!container || !(await requireTrust())) return;
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: title(container.label), cancellable: true }, async (_progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      await action(await engine.get(), container.containerId, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  }); // prettier-ignore
}
