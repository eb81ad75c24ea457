import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import type { EventName, PanelContract, Params, RequestName, Result, ToExtension, ToPanel } from '../../protocol/channel.ts';

/** What answers a panel's requests. A thrown error reaches the page as its message, so it is written for a person. */
export type Answers<C extends PanelContract> = {
  readonly [K in RequestName<C>]: (params: Params<C, K>) => Result<C, K> | Promise<Result<C, K>>;
};

export interface PanelOptions<C extends PanelContract> {
  /** Name of the panel's bundle: dist/webview/NAME.js and NAME.css. */
  readonly bundle: string;
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly answers: Answers<C>;
  /** The page is there, or there again after it was hidden or loaded anew: send what it has to show. */
  readonly onReady: () => void;
}

export interface PanelHost<C extends PanelContract> {
  /** Lost when the page is hidden; `onReady` sends the state again. */
  send<K extends EventName<C>>(name: K, data: C['events'][K]): void;
}

/** A new editor tab for a panel; `hostPanel` fills it. */
export function createPanel(viewType: string, title: string, column: vscode.ViewColumn = vscode.ViewColumn.Active): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(viewType, title, { viewColumn: column, preserveFocus: false });
}

/** Fills a panel that was just created, or that VS Code revived after a reload, with its page, and answers it until it is closed. */
export function hostPanel<C extends PanelContract>(panel: vscode.WebviewPanel, options: PanelOptions<C>): PanelHost<C> {
  const root = vscode.Uri.joinPath(options.context.extensionUri, 'dist', 'webview');
  const { webview } = panel;
  const post = (message: ToPanel): void => void webview.postMessage(message);

  panel.iconPath = vscode.Uri.joinPath(options.context.extensionUri, 'media', 'panel.svg');
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  webview.onDidReceiveMessage(async (message: ToExtension) => {
    if (message.kind === 'ready') {
      options.onReady();
      return;
    }
    const { id, name, params } = message;
    try {
      const answer = options.answers[name as RequestName<C>];
      post({ kind: 'reply', id, result: await answer(params as never) });
    } catch (error) {
      options.log.error(`${options.bundle} panel, ${name}:`, error instanceof Error ? error : String(error));
      post({ kind: 'failure', id, message: error instanceof Error ? error.message : String(error) });
    }
  });
  webview.html = page(webview, root, options.bundle);

  return {
    send: (name, data) => {
      post({ kind: 'event', name, data });
    },
  };
}

/** The UI kit makes one empty style element and fills it by script: this is the hash of nothing, so nothing else gets through. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** Nothing is loaded but our own files, no script runs but the one with the nonce of this load. */
function page(webview: vscode.Webview, root: vscode.Uri, bundle: string): string {
  const nonce = randomBytes(16).toString('base64');
  const uri = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource} ${emptyStyle}; font-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  // "<" would end the script element that carries the texts.
  const texts = JSON.stringify(vscode.l10n.bundle ?? {}).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Drydock</title>
<link rel="stylesheet" href="${uri('codicon.css')}">
<link rel="stylesheet" href="${uri(`${bundle}.css`)}">
</head>
<body>
<script type="application/json" id="l10n">${texts}</script>
<script nonce="${nonce}" src="${uri(`${bundle}.js`)}"></script>
</body>
</html>`;
}
