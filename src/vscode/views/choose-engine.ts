import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

interface Choice extends vscode.QuickPickItem {
  readonly endpoint: string | undefined;
  readonly other?: boolean;
}

/** Lets a person say which engine is used: one of those that answer, another address, or the one that Drydock finds. */
export async function chooseEngine({ engine }: Services): Promise<void> {
  if (!(await requireTrust())) return;
  const setting = vscode.workspace.getConfiguration('drydock').get<string>('engine.endpoint', '');
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = vscode.l10n.t('Which container engine?');
  pick.placeholder = vscode.l10n.t('Those that answer on this machine');
  pick.busy = true;
  const fixed: readonly Choice[] = [
    { label: vscode.l10n.t('Find it by itself'), description: setting === '' ? vscode.l10n.t('in use') : '', detail: vscode.l10n.t('DOCKER_HOST, the current context, then known sockets'), endpoint: undefined, iconPath: new vscode.ThemeIcon('search') },
    { label: vscode.l10n.t('Another address…'), detail: 'unix:///…, npipe:////./pipe/…, tcp://host:2376, ssh://user@host', endpoint: undefined, other: true, iconPath: new vscode.ThemeIcon('edit') },
  ]; // prettier-ignore
  pick.items = fixed;
  const abort = new AbortController();
  pick.show();
  void listAnswering(setting, abort.signal).then(
    (found) => {
      pick.items = [...found, ...fixed];
      pick.busy = false;
    },
    () => {
      pick.busy = false;
    },
  );
  const chosen = await new Promise<Choice | undefined>((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
  });
  abort.abort();
  pick.dispose();
  if (!chosen) return;
  const endpoint = chosen.other ? await askAddress(setting) : (chosen.endpoint ?? '');
  if (endpoint === undefined) return;
  await vscode.workspace
    .getConfiguration('drydock')
    .update('engine.endpoint', endpoint === '' ? undefined : endpoint, vscode.ConfigurationTarget.Global);
  engine.drop();
}

async function listAnswering(setting: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const { answeringEngines } = await import('../../io/engine/connect.ts');
  const found = await answeringEngines(process.env, signal);
  return found.map(({ kind, version, endpoint, origin }) => ({
    label: `${kind === 'podman' ? 'Podman' : 'Docker'} ${version}`,
    description: endpoint === setting ? vscode.l10n.t('in use') : origin,
    detail: endpoint,
    endpoint,
    iconPath: new vscode.ThemeIcon('server-environment'),
  }));
}

const askAddress = (value: string): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: vscode.l10n.t('Address of the engine'),
    value,
    placeHolder: 'unix:///var/run/docker.sock',
    validateInput: (text) => (text === '' || /^(?:unix|npipe|tcp|https?|ssh):\/\/./.test(text) || /^[/\\]/.test(text) ? undefined : vscode.l10n.t('Begin with unix://, npipe://, tcp:// or ssh://')),
  }); // prettier-ignore
