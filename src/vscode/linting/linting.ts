import * as vscode from 'vscode';
import { isDockerfileName } from '../../core/dockerfile/file-names.ts';
import { lineIndex } from '../../core/text/line-index.ts';
import { toChange, toDiagnostic, toRange, toTextEdit } from '../convert.ts';
import { onSettingChange, settings } from '../settings.ts';
import { readText } from '../workspace-files.ts';
import { codeActionKinds, codeActions } from './code-actions.ts';
import { createDocumentLinter, largestText, ruleNamed, type Source } from './document-linter.ts';
import { factFiles, isFactFile } from './project-facts.ts';
import { provideRulePages, ruleHover, rulePage } from './rule-page.ts';

/** Lint in the editor. A bundle of its own, loaded with the first Dockerfile. */
export interface Linting {
  /** Applies all safe fixes; how many there were. */
  fixAll(document: vscode.TextDocument): Promise<number>;
  /** Lints Dockerfiles that are not open, too. */
  lintWorkspace(token: vscode.CancellationToken): Promise<WorkspaceResult>;
}

export interface WorkspaceResult {
  readonly files: number;
  readonly findings: number;
}

const selector: vscode.DocumentSelector = { language: 'dockerfile' };
/** Long enough for a fast typist's next key, too short to be waited for. */
const debounceMs = 80;

export function startLinting({ subscriptions }: vscode.ExtensionContext, log: vscode.LogOutputChannel): Linting {
  const linter = createDocumentLinter(log);
  const diagnostics = vscode.languages.createDiagnosticCollection('drydock');
  const timers = new Map<string, NodeJS.Timeout>();
  /** Files that are linted though no editor shows them. */
  const onDemand = new Set<string>();
  const saidTooLarge = new Set<string>();
  let watchesUnopened = false;

  const diagnosticsOf = async (source: Source): Promise<vscode.Diagnostic[] | undefined> => {
    if (isTooLarge(source)) return undefined;
    const { file, findings } = await linter.lint(source);
    const index = lineIndex(source.text);
    return [
      ...file.problems.map(({ span, message }) => {
        const diagnostic = new vscode.Diagnostic(toRange(index, span), message, vscode.DiagnosticSeverity.Error);
        diagnostic.source = 'drydock';
        return diagnostic;
      }),
      ...findings.map((finding) => toDiagnostic(index, source.uri, finding, rulePage(finding.rule))),
    ];
  };

  const isTooLarge = ({ uri, text }: Source): boolean => {
    if (text.length > largestText) sayTooLarge(uri);
    return text.length > largestText;
  };

  const sayTooLarge = (uri: vscode.Uri): void => {
    if (saidTooLarge.has(uri.toString())) return;
    saidTooLarge.add(uri.toString());
    const message = vscode.l10n.t('{0} is larger than 512 kB, so it is not linted.', vscode.workspace.asRelativePath(uri));
    log.info(message);
    void vscode.window.showInformationMessage(message);
  };

  const lintNow = async (document: vscode.TextDocument): Promise<void> => {
    const { version, uri } = document;
    const found = await diagnosticsOf({ uri, text: document.getText() });
    // A newer version has a run of its own on the way.
    if (document.isClosed || document.version !== version) return;
    diagnostics.set(uri, isLinted(document) ? found : undefined);
  };

  const schedule = (document: vscode.TextDocument, delay: number): void => {
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        lintNow(document).catch((error: unknown) => {
          log.error(error instanceof Error ? error : String(error));
        });
      }, delay),
    );
  };

  const lintOpen = (): void => {
    for (const document of vscode.workspace.textDocuments) {
      if (isLinted(document)) schedule(document, 0);
      else if (document.languageId === 'dockerfile') diagnostics.delete(document.uri);
    }
  };
  const factsChanged = (): void => {
    linter.forget();
    lintOpen();
  };

  const lintUnopened = async (uri: vscode.Uri): Promise<number> => {
    const text = await readText(uri);
    if (text === undefined && (await sizeOf(uri)) > largestText) sayTooLarge(uri);
    const found = text === undefined ? undefined : await diagnosticsOf({ uri, text });
    diagnostics.set(uri, found);
    return found?.length ?? 0;
  };

  /** From the first look at unopened files on, what is reported about them follows them. */
  const watchUnopened = (): void => {
    if (watchesUnopened) return;
    watchesUnopened = true;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*ocker*');
    const again = (uri: vscode.Uri): void => {
      if (onDemand.has(uri.toString()) && !isOpen(uri)) void lintUnopened(uri);
    };
    subscriptions.push(watcher, watcher.onDidChange(again), watcher.onDidDelete(again));
  };

  const factWatcher = vscode.workspace.createFileSystemWatcher(factFiles);
  subscriptions.push(
    diagnostics,
    factWatcher,
    factWatcher.onDidChange(factsChanged),
    factWatcher.onDidCreate(factsChanged),
    factWatcher.onDidDelete(factsChanged),
    provideRulePages(),
    onSettingChange('lint', lintOpen),
    vscode.languages.registerCodeActionsProvider(selector, codeActions(linter, isLinted), codeActionKinds),
    vscode.languages.registerHoverProvider(selector, {
      provideHover: async (document, position) => {
        if (!isLinted(document) || isTooLarge({ uri: document.uri, text: document.getText() })) return undefined;
        const { findings } = await linter.lint({ uri: document.uri, text: document.getText() });
        const index = lineIndex(document.getText());
        const here = findings.filter(({ span }) => toRange(index, span).contains(position));
        const rules = [...new Set(here.map(({ rule }) => rule))].flatMap((name) => ruleNamed(name) ?? []);
        return rules.length > 0 ? new vscode.Hover(rules.map(ruleHover)) : undefined;
      },
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isLinted(document)) schedule(document, 0);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      if (isFactFile(document.uri)) factsChanged();
      else if (isLinted(document) && settings.lintRun(document.uri) === 'onType') schedule(document, debounceMs);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      // What a Dockerfile copies may exist only now.
      linter.forget();
      if (isLinted(document)) schedule(document, 0);
    }),
    vscode.workspace.onDidCreateFiles(factsChanged),
    vscode.workspace.onDidDeleteFiles(factsChanged),
    vscode.workspace.onDidRenameFiles(factsChanged),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      clearTimeout(timers.get(uri.toString()));
      if (onDemand.has(uri.toString())) void lintUnopened(uri);
      else diagnostics.delete(uri);
    }),
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
  lintOpen();

  return {
    async fixAll(document) {
      const text = document.getText();
      if (isTooLarge({ uri: document.uri, text })) return 0;
      const { text: fixed, applied } = await linter.fix({ uri: document.uri, text });
      if (fixed === text) return 0;
      const edit = new vscode.WorkspaceEdit();
      edit.set(document.uri, [toTextEdit(lineIndex(text), toChange(text, fixed))]);
      await vscode.workspace.applyEdit(edit);
      return Object.values(applied).reduce((sum, count) => sum + count, 0);
    },
    async lintWorkspace(token) {
      watchUnopened();
      const found = await vscode.workspace.findFiles('**/*{ocker,ontainer}*', '**/node_modules/**', undefined, token);
      const files = found.filter(({ path }) => isDockerfileName(path.slice(path.lastIndexOf('/') + 1)));
      let findings = 0;
      for (const uri of files) {
        if (token.isCancellationRequested) break;
        onDemand.add(uri.toString());
        findings += await lintUnopened(uri);
      }
      return { files: files.length, findings };
    },
  };
}

/** Zero when it is not there. */
async function sizeOf(uri: vscode.Uri): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(uri)).size;
  } catch {
    return 0;
  }
}

const isOpen = (uri: vscode.Uri): boolean => vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());

/** A Dockerfile of the workspace, of the disk or not saved yet; not the other side of a diff. */
function isLinted({ languageId, uri, isClosed }: vscode.TextDocument): boolean {
  if (languageId !== 'dockerfile' || isClosed || !settings.lintEnabled(uri)) return false;
  return uri.scheme === 'file' || uri.scheme === 'untitled' || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}
