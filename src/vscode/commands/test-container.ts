import * as vscode from 'vscode';
import { isDockerfileName } from '../../core/dockerfile/file-names.ts';
import { containerOf } from '../views/container-item.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.testContainer',
  run: async (services, from) => {
    const target = await chooseTarget(services, from);
    if (!target) return;
    const { showTestPanel } = await import('../panels/test-panel.ts');
    showTestPanel(services, target);
  },
});

type Target = { readonly dockerfile: vscode.Uri } | { readonly image: string };

/** From a file or a container of the tree what it stands for; else the Dockerfile in the editor, the only one there is, or the one that is picked. */
async function chooseTarget(services: Services, from: unknown): Promise<Target | undefined> {
  const container = containerOf(from);
  if (container) return { image: container.image };
  if (from === 'choose-image') return chooseImage(services);
  if (from instanceof vscode.Uri) return { dockerfile: from };
  const active = vscode.window.activeTextEditor?.document;
  if (active && (active.languageId === 'dockerfile' || isDockerfileName(active.uri.path.split('/').at(-1) ?? '')))
    return { dockerfile: active.uri };
  const found = await vscode.workspace.findFiles(
    '**/{Dockerfile,Containerfile,*.[dD]ockerfile,Dockerfile.*}',
    '**/{node_modules,.git}/**',
    200,
  );
  const files = found.filter(({ path }) => isDockerfileName(path.split('/').at(-1) ?? '')).sort((a, b) => a.path.localeCompare(b.path));
  if (files.length === 1 && files[0]) return { dockerfile: files[0] };
  if (files.length === 0) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    return folder ? { dockerfile: vscode.Uri.joinPath(folder, 'Dockerfile') } : chooseImage(services);
  }
  const picked = await vscode.window.showQuickPick(
    [
      ...files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), iconPath: new vscode.ThemeIcon('file'), uri })),
      { label: vscode.l10n.t('Choose image…'), iconPath: new vscode.ThemeIcon('layers'), uri: undefined },
    ],
    { title: vscode.l10n.t('Which container?') },
  );
  if (!picked) return undefined;
  return picked.uri ? { dockerfile: picked.uri } : chooseImage(services);
}

async function chooseImage({ engine }: Services): Promise<Target | undefined> {
  if (!(await requireTrust())) return undefined;
  const images = (await engine.get()).listImages().then((list) => list.flatMap(({ tags }) => tags).filter((tag) => !tag.startsWith('<none>')).sort()); // prettier-ignore
  const image = await vscode.window.showQuickPick(images, { title: vscode.l10n.t('Which image?') });
  return image === undefined ? undefined : { image };
}
