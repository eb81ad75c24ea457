import * as vscode from 'vscode';
import type { Language } from '../../core/detect/profile.ts';
import type { ContainerizeContract, ContainerizeState, Place, Screen, WriteOutcome } from '../../protocol/containerize.ts';
import { showError } from '../log.ts';
import type { Services } from '../services.ts';
import { languageNames } from './containerize/fields.ts';
import type { ComparedFile } from './containerize/file-rows.ts';
import { createPlanDocuments } from './containerize/plan-documents.ts';
import { createSession, type Session } from './containerize/session.ts';
import { takeBack, writeFiles } from './containerize/write-files.ts';
import { createPanel, hostPanel } from './webview-host.ts';

export { chooseApp } from './containerize/choose-app.ts';

const viewType = 'drydock.containerize';

/** Opens the panel for a folder, on the app at `path` in it where there are several. */
export function showContainerize(services: Services, root: vscode.Uri, path?: string): void {
  fillPanel(services, createPanel(viewType, vscode.l10n.t('Containerize')), root, path);
}

/** Brings a panel back after the window was loaded again. */
export function reviveContainerize(services: Services, panel: vscode.WebviewPanel, state: Partial<ContainerizeState> | undefined): void {
  const folder = state?.folder === undefined ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.parse(state.folder);
  if (folder) fillPanel(services, panel, folder, state?.app);
  else panel.dispose();
}

function fillPanel(services: Services, panel: vscode.WebviewPanel, folder: vscode.Uri, app: string | undefined): void {
  const { context, log } = services;
  const documents = createPlanDocuments();
  let session: Session = createSession(folder, context.workspaceState, app);
  let latest: Screen | undefined;
  let asked = 0;

  /** Shows what comes out of the newest request alone: an older one that ends later is dropped. */
  const show = async (make: Promise<Screen>): Promise<void> => {
    const mine = ++asked;
    const screen = await make;
    if (mine !== asked) return;
    latest = screen;
    documents.update(session.files, session.root);
    host.send('screen', screen);
  };
  const detectAgain = async (): Promise<void> => {
    host.send('screen', { kind: 'reading', folder: session.root.toString() });
    await show(session.detect());
  };
  const fileAt = (path: string): ComparedFile => {
    const file = session.files.find((one) => one.path === path);
    if (!file) throw new Error(vscode.l10n.t('{0} is no longer part of the plan.', path));
    return file;
  };

  const host = hostPanel<ContainerizeContract>(panel, {
    bundle: 'containerize',
    context,
    log,
    onReady: () => {
      if (latest) host.send('screen', latest);
      else void detectAgain().catch((error: unknown) => showError(log, error));
    },
    answers: {
      correct: ({ field, value }) => show(session.correct(field, value)),
      setService: ({ name, wanted }) => show(session.setService(name, wanted)),
      chooseApp: ({ app: path }) => show(session.chooseApp(path)),
      detectAgain,
      chooseStack: async () => {
        const language = await pickLanguage();
        if (language) await show(session.chooseStack(language));
      },
      chooseFolder: async () => {
        const chosen = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, defaultUri: session.root });
        if (!chosen?.[0]) return;
        session = createSession(chosen[0], context.workspaceState);
        await detectAgain();
      },
      openPlace: (place) => openPlace(session.root, place),
      showDiff: ({ path }) => documents.showDiff(fileAt(path), session.root),
      showAllDiffs: ({ paths }) => documents.showAllDiffs(paths.map(fileAt), session.root),
      write: async ({ plan, paths }): Promise<WriteOutcome> => {
        if (plan !== session.plan) return { kind: 'outdated' };
        const files = paths.map(fileAt).filter(({ action }) => action !== 'same');
        const outcome = await writeFiles(session.root, files);
        if (outcome.kind === 'written') {
          await show(session.detect());
          void offerNextSteps(session.root, files, detectAgain).catch((error: unknown) => showError(log, error));
        }
        return outcome;
      },
    },
  });
  panel.onDidDispose(() => {
    documents.dispose();
  });
}

/** Opens the Dockerfile that was written, and offers what comes next. */
async function offerNextSteps(root: vscode.Uri, files: readonly ComparedFile[], refresh: () => Promise<void>): Promise<void> {
  const dockerfile = files.find(({ artifact, path }) => artifact === 'dockerfile' && path.endsWith('Dockerfile'));
  const opened = dockerfile ?? files[0];
  if (opened) await vscode.window.showTextDocument(vscode.Uri.joinPath(root, opened.path), { preview: false });
  const test = vscode.l10n.t('Build and test');
  const undo = vscode.l10n.t('Undo');
  const message = files.length === 1 ? vscode.l10n.t('Wrote {0}.', files[0]?.path ?? '') : vscode.l10n.t('Wrote {0} files.', files.length);
  const choice = await vscode.window.showInformationMessage(message, ...(dockerfile ? [test] : []), undo);
  if (choice === test && dockerfile)
    await vscode.commands.executeCommand('drydock.testContainer', vscode.Uri.joinPath(root, dockerfile.path));
  if (choice !== undo) return;
  const kept = await takeBack(root, files);
  if (kept.length > 0) void vscode.window.showWarningMessage(vscode.l10n.t('Changed since then, and left as it is: {0}', kept.join(', ')));
  await refresh();
}

/** Opens a file beside the panel with the words of the evidence selected, or the whole line where they are not found in it. */
async function openPlace(root: vscode.Uri, { file, line, text }: Place): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, file));
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
  if (line === null) return;
  const { range, text: words } = document.lineAt(Math.min(line, document.lineCount) - 1);
  const at = text === undefined ? -1 : words.indexOf(text);
  const selected =
    at < 0 || text === undefined ? range : new vscode.Range(range.start.translate(0, at), range.start.translate(0, at + text.length));
  editor.selection = new vscode.Selection(selected.start, selected.end);
  editor.revealRange(selected, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function pickLanguage(): Promise<Language | undefined> {
  const items = Object.entries(languageNames).map(([language, label]) => ({ label, language: language as Language }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('What is it written in?') }))?.language;
}
