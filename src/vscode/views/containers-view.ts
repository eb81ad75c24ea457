import * as vscode from 'vscode';
import { containerGroups, type ContainerGroup, type ContainerItem } from '../../core/inventory/containers.ts';
import type { Engine } from '../../io/engine/engine.ts';
import type { EngineAccess } from '../engine-access.ts';

export type ContainersNode = ContainerGroup | ContainerItem;

export interface ContainersView {
  readonly dispose: () => void;
  /** Looks for the engine anew and lists what it has. */
  readonly refresh: () => void;
  readonly selected: () => ContainerItem | undefined;
}

/** Events come in bursts: a compose up is dozens of them. */
const quietMs = 150;
const retryMs = 20_000;

/** The Containers view: filled when it is seen for the first time, kept current by the engine's events while it is seen. */
export function createContainersView(engines: EngineAccess, log: vscode.LogOutputChannel): ContainersView {
  const changed = new vscode.EventEmitter<undefined>();
  const tree = vscode.window.createTreeView<ContainersNode>('drydock.containers', {
    treeDataProvider: { onDidChangeTreeData: changed.event, getChildren, getTreeItem },
    showCollapseAll: true,
  });
  let groups: readonly ContainerGroup[] = [];
  let watching: AbortController | undefined;
  let retry: NodeJS.Timeout | undefined;

  const show = (next: readonly ContainerGroup[], state: 'shown' | 'empty' | 'noEngine'): void => {
    groups = next;
    const broken = next.flatMap(({ containers }) => containers).filter((one) => one.broken).length;
    tree.badge = broken > 0 ? { value: broken, tooltip: vscode.l10n.t('Unhealthy or failed containers: {0}', broken) } : undefined;
    void vscode.commands.executeCommand('setContext', 'drydock.containers', state);
    changed.fire(undefined);
  };

  const stop = (): void => {
    watching?.abort();
    watching = undefined;
    clearTimeout(retry);
  };

  const start = (): void => {
    if (watching || !tree.visible || !vscode.workspace.isTrusted) return;
    const here = (watching = new AbortController());
    watch(here.signal).catch((error: unknown) => {
      if (here.signal.aborted) return;
      log.warn(`Containers cannot be listed: ${describe(error)}`);
      engines.drop();
      tree.description = '';
      show([], 'noEngine');
      watching = undefined;
      retry = setTimeout(start, retryMs);
    });
  };

  async function watch(signal: AbortSignal): Promise<void> {
    const engine = await vscode.window.withProgress({ location: { viewId: 'drydock.containers' } }, () => engines.get());
    tree.description = `${engine.info.kind === 'podman' ? 'Podman' : 'Docker'} ${engine.info.version}`;
    await list(engine, signal);
    let timer: NodeJS.Timeout | undefined;
    let failure: unknown;
    const relist = (): void => {
      list(engine, signal).catch((error: unknown) => {
        failure = error;
      });
    };
    try {
      for await (const { type, action } of engine.events({}, signal)) {
        // Each exec of a health check is three events that change nothing that is shown.
        if (type !== 'container' || action.startsWith('exec_')) continue;
        clearTimeout(timer);
        timer = setTimeout(relist, quietMs);
        if (failure !== undefined) throw failure as Error;
      }
    } finally {
      clearTimeout(timer);
    }
    if (!signal.aborted) throw new Error('the engine ended the stream of its events');
  }

  async function list(engine: Engine, signal: AbortSignal): Promise<void> {
    const containers = await engine.listContainers({ all: true }, signal);
    if (!signal.aborted) show(containerGroups(containers), containers.length > 0 ? 'shown' : 'empty');
  }

  function getChildren(node?: ContainersNode): ContainersNode[] {
    if (!node) {
      // A single group of containers without a project needs no heading.
      const only = groups.length === 1 && groups[0]?.id === 'project:' ? groups[0] : undefined;
      return [...(only?.containers ?? groups)];
    }
    return isGroup(node) ? [...node.containers] : [];
  }

  const restart = (): void => {
    stop();
    start();
  };
  const listeners = [
    tree,
    changed,
    tree.onDidChangeVisibility(({ visible }) => {
      if (visible) start();
      else stop();
    }),
    engines.onDidDrop(() => {
      if (watching) restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(start),
  ];
  start();

  return {
    selected: () => tree.selection.find((node): node is ContainerItem => !isGroup(node)),
    refresh: () => {
      stop();
      engines.drop();
      start();
    },
    dispose: () => {
      stop();
      vscode.Disposable.from(...listeners).dispose();
    },
  };
}

const isGroup = (node: ContainersNode): node is ContainerGroup => 'containers' in node;

function getTreeItem(node: ContainersNode): vscode.TreeItem {
  if (isGroup(node)) {
    const group = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Expanded);
    group.id = node.id;
    group.description = node.description;
    group.iconPath = new vscode.ThemeIcon('multiple-windows');
    group.contextValue = 'group';
    return group;
  }
  const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = node.description;
  item.iconPath = new vscode.ThemeIcon(
    node.icon.name,
    node.icon.colour === undefined ? undefined : new vscode.ThemeColor(node.icon.colour),
  );
  item.contextValue = `container.${node.running ? 'running' : 'stopped'}${node.ports.length > 0 ? '.port' : ''}`;
  item.accessibilityInformation = { label: node.spoken };
  item.tooltip = tooltip(node);
  item.command = { command: 'drydock.showContainerLogs', title: vscode.l10n.t('Show logs'), arguments: [node] };
  return item;
}

/** Names come from outside: they are put in as text, never as Markdown. */
function tooltip({ details }: ContainerItem): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  details.forEach(({ label, value }, i) => {
    text.appendMarkdown(`${i > 0 ? '  \n' : ''}**${label}** `);
    text.appendText(value);
  });
  return text;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
