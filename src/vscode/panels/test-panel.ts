import path from 'node:path';
import * as vscode from 'vscode';
import type { LogLine, TestPanelContract, TestPanelState } from '../../protocol/test-panel.ts';
import { showError } from '../log.ts';
import type { Services } from '../services.ts';
import { reportRun } from '../testing/verdict-diagnostics.ts';
import { problemScreen } from './test-panel/problems.ts';
import { createTestSession, targetKey, type TestTarget } from './test-panel/session.ts';
import { createPanel, hostPanel } from './webview-host.ts';

export { type TestTarget } from './test-panel/session.ts';

const viewType = 'drydock.test';
const open = new Map<string, vscode.WebviewPanel>();

/** Opens the panel for a Dockerfile or an image, or brings it forward where it is open. */
export function showTestPanel(services: Services, target: TestTarget): void {
  const known = open.get(targetKey(target));
  if (known) known.reveal();
  else fillPanel(services, createPanel(viewType, titleOf(target)), target);
}

/** Brings a panel back after the window was loaded again. */
export function reviveTestPanel(services: Services, panel: vscode.WebviewPanel, state: Partial<TestPanelState> | undefined): void {
  if (state?.target === undefined) panel.dispose();
  else fillPanel(services, panel, state.target.startsWith('image:') ? { image: state.target.slice(6) } : { dockerfile: vscode.Uri.parse(state.target) });
} // prettier-ignore

const titleOf = (target: TestTarget): string =>
  vscode.l10n.t('Test {0}', 'image' in target ? target.image : vscode.workspace.asRelativePath(target.dockerfile));

/** How often the page is told, at most: it draws no faster. */
const everyMs = 100;

function fillPanel(services: Services, panel: vscode.WebviewPanel, target: TestTarget): void {
  const { context, log } = services;
  const dockerfile = 'dockerfile' in target ? target.dockerfile : undefined;
  const pending: LogLine[] = [];
  let viewDue = false;
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;

  const session = createTestSession(
    services,
    target,
    () => {
      viewDue = true;
      later();
    },
    (lines) => {
      pending.push(...lines);
      later();
    },
    (run) => {
      if (dockerfile) reportRun(dockerfile, run.tests);
    },
  );
  const later = (): void => {
    timer ??= setTimeout(flush, everyMs);
  };
  function flush(): void {
    timer = undefined;
    if (disposed) return;
    if (pending.length > 0) host.send('log', { reset: false, lines: pending.splice(0) });
    if (!viewDue) return;
    viewDue = false;
    sendView().catch((error: unknown) => showError(log, error));
  }
  const sendView = async (): Promise<void> => {
    const view = await session.view();
    const trusted = vscode.workspace.isTrusted;
    host.send('view', trusted ? view : { ...view, screen: problemScreen({ kind: 'untrusted' }) });
  };
  const start = (kinds: readonly string[] | null): void => {
    if (!vscode.workspace.isTrusted || session.running()) return;
    pending.length = 0;
    host.send('log', { reset: true, lines: [] });
    void session.run(kinds);
  };

  const host = hostPanel<TestPanelContract>(panel, {
    bundle: 'test-panel',
    context,
    log,
    onReady: () => {
      host.send('log', { reset: true, lines: session.log });
      sendView().catch((error: unknown) => showError(log, error));
    },
    answers: {
      setKinds: async ({ kinds, checked }) => {
        await session.setKinds(kinds, checked);
        return undefined;
      },
      run: ({ kinds }) => {
        start(kinds);
        return undefined;
      },
      cancel: () => {
        session.cancel();
        return undefined;
      },
      show: ({ run }) => {
        session.show(run);
        return undefined;
      },
      act: async ({ action }) => {
        if (action === 'run') start(null);
        else if (action === 'plan') session.show(null);
        else if (action === 'choose-engine') await vscode.commands.executeCommand('drydock.chooseEngine');
        else if (action === 'manage-trust') await vscode.commands.executeCommand('workbench.trust.manage');
        else if (action === 'containerize') await vscode.commands.executeCommand('drydock.containerize');
        else if (action === 'choose-image') await vscode.commands.executeCommand('drydock.testContainer', 'choose-image');
        return undefined;
      },
      openPlace: async ({ line }) => {
        if (!dockerfile) return undefined;
        const selection = line === null ? undefined : new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
        await vscode.window.showTextDocument(dockerfile, { viewColumn: vscode.ViewColumn.Beside, ...(selection ? { selection } : {}) });
        return undefined;
      },
      applyFix: async ({ index }) => {
        const fix = session.shownRun()?.tests[index]?.fix;
        if (!fix || !dockerfile) return undefined;
        await replaceLines(dockerfile, fix.fromLine, fix.toLine, fix.text);
        session.markApplied(index, true);
        return undefined;
      },
      undoFix: async ({ index }) => {
        if (!dockerfile) return undefined;
        await vscode.window.showTextDocument(dockerfile, { preserveFocus: false });
        await vscode.commands.executeCommand('undo');
        panel.reveal();
        session.markApplied(index, false);
        return undefined;
      },
      exportRun: async () => {
        const run = session.shownRun();
        if (run) await exportRun(run, dockerfile);
        return undefined;
      },
      clearHistory: async () => {
        const { runs } = await session.view();
        const remove = vscode.l10n.t('Delete');
        const message = vscode.l10n.t('Delete {0} runs? Reports you exported stay.', runs.length);
        if ((await vscode.window.showWarningMessage(message, { modal: true }, remove)) === remove) await session.clearHistory();
        return undefined;
      },
      saveLog: async () => {
        const text = session.log.map(({ time, source, text: line }) => `${time} ${source.padEnd(9)} ${line}\n`).join('');
        await save(text, 'container-test.log', dockerfile);
        return undefined;
      },
    },
  });
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    viewDue = true;
    later();
  });
  const key = targetKey(target);
  open.set(key, panel);
  panel.onDidDispose(() => {
    disposed = true;
    clearTimeout(timer);
    open.delete(key);
    trust.dispose();
    // Nobody could see how it ends.
    session.cancel();
  });
}

/** Replaces whole lines, keeping the file's line ends; one undo takes it back. */
async function replaceLines(uri: vscode.Uri, fromLine: number, toLine: number, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (toLine > document.lineCount)
    throw new Error(vscode.l10n.t('The Dockerfile is not what it was when it was tested. Run the test again.'));
  const newline = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const range = new vscode.Range(fromLine - 1, 0, toLine - 1, document.lineAt(toLine - 1).text.length);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, range, text.replace(/\n$/, '').replaceAll('\n', newline));
  await vscode.workspace.applyEdit(edit);
}

async function exportRun(
  run: NonNullable<ReturnType<ReturnType<typeof createTestSession>['shownRun']>>,
  near: vscode.Uri | undefined,
): Promise<void> {
  const format = await vscode.window.showQuickPick(['HTML', 'JUnit', 'JSON'], { title: vscode.l10n.t('Export this run as') });
  if (format === undefined) return;
  const { junitReport } = await import('../../core/testing/report/junit.ts');
  const { jsonReport } = await import('../../core/testing/report/json.ts');
  const { htmlReport } = await import('../../core/testing/report/html.ts');
  if (format === 'HTML') await save(htmlReport(run), 'container-test.html', near);
  else if (format === 'JUnit') await save(junitReport(run), 'container-test.xml', near);
  else await save(`${JSON.stringify(jsonReport(run), null, 2)}\n`, 'container-test.json', near);
}

async function save(text: string, name: string, near: vscode.Uri | undefined): Promise<void> {
  const folder = near ? vscode.Uri.file(path.dirname(near.fsPath)) : vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {});
  if (uri) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
