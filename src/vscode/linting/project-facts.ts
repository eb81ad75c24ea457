import * as vscode from 'vscode';
import type { Dockerfile } from '../../core/dockerfile/ast.ts';
import type { LintConfig } from '../../core/lint/config.ts';
import { readDrydockConfig } from '../../core/lint/drydock-config.ts';
import { readHadolintConfig } from '../../core/lint/hadolint-config.ts';
import type { AnyRule } from '../../core/lint/linter.ts';
import type { LintFacts } from '../../core/lint/rule.ts';
import { readText } from '../workspace-files.ts';

/** What the files around a Dockerfile say: read once, kept until one of them changes. */
export interface ProjectFacts {
  readonly facts: LintFacts;
  /** Of drydock.yaml, else of hadolint's file; the settings come on top. */
  readonly config: LintConfig | undefined;
}

const mostEntries = 20_000;
const mostScripts = 20;

/** The files whose change makes facts out of date, beside files that come and go. */
export const factFiles = '**/{.dockerignore,*.dockerignore,drydock.yaml,drydock.yml,.hadolint.yaml,.hadolint.yml}';

export const isFactFile = (uri: vscode.Uri): boolean => /(?:\.dockerignore|\/drydock\.ya?ml|\/\.hadolint\.ya?ml)$/.test(uri.path);

/** Never fails: what cannot be read is not known. */
export async function readProjectFacts(uri: vscode.Uri, file: Dockerfile, rules: readonly AnyRule[]): Promise<ProjectFacts> {
  const today = new Date().toISOString().slice(0, 10);
  if (uri.scheme === 'untitled') return { facts: { today }, config: undefined };
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? parent(uri);
  const [config, context] = await Promise.all([readConfig(uri, root, rules), guessContext(uri, root, file)]);
  const ignoreText = await ignoreFile(uri, context ?? parent(uri));
  const dockerignore = ignoreText === undefined ? {} : { dockerignore: ignoreText };
  if (!context) return { facts: { today, ...dockerignore }, config };
  const [contextFiles, scripts] = await Promise.all([listContext(context), readScripts(context, file)]);
  return {
    facts: { today, ...dockerignore, ...(contextFiles ? { contextFiles } : {}), readContextFile: (name) => scripts.get(normal(name)) },
    config,
  };
}

/** `<Dockerfile>.dockerignore` beside it counts before the context's `.dockerignore`. */
async function ignoreFile(uri: vscode.Uri, context: vscode.Uri): Promise<string | undefined> {
  return (await readText(uri.with({ path: `${uri.path}.dockerignore` }))) ?? readText(vscode.Uri.joinPath(context, '.dockerignore'));
}

/**
 * A Dockerfile does not say its build context: it is its own folder or one above it. Taken is the one in which most of what it copies
 * exists; undefined where nothing of it exists anywhere.
 */
async function guessContext(uri: vscode.Uri, root: vscode.Uri, file: Dockerfile): Promise<vscode.Uri | undefined> {
  const sources = copiedNames(file).filter((value) => !/[*?[$<]/.test(value) && !['.', './', '/'].includes(value));
  if (sources.length === 0) return parent(uri);
  let best: { folder: vscode.Uri; count: number } | undefined;
  for (const folder of upwards(parent(uri), root)) {
    const found = await Promise.all(sources.map((source) => exists(vscode.Uri.joinPath(folder, source))));
    const count = found.filter(Boolean).length;
    if (count > (best?.count ?? 0)) best = { folder, count };
  }
  return best?.folder;
}

/** Names of files, relative; node_modules and .git by their own name alone. Undefined when there are too many to know. */
async function listContext(context: vscode.Uri): Promise<readonly string[] | undefined> {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const [name, type] of await entries(vscode.Uri.joinPath(context, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (type !== vscode.FileType.Directory || name === 'node_modules' || name === '.git') found.push(path);
      else folders.push(path);
    }
    if (found.length + folders.length > mostEntries) return undefined;
  }
  return found.sort();
}

/** Scripts that the Dockerfile copies: one of them may be what starts the container. */
async function readScripts(context: vscode.Uri, file: Dockerfile): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(copiedNames(file).map(normal))].filter(
    (name) => !name.startsWith('..') && /(?:\.sh|entrypoint[\w.-]*|\/[\w-]+)$/.test(`/${name}`),
  );
  const texts = await Promise.all(
    names.slice(0, mostScripts).map(async (name) => [name, await readText(vscode.Uri.joinPath(context, name))] as const),
  );
  return new Map(texts.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function readConfig(uri: vscode.Uri, root: vscode.Uri, rules: readonly AnyRule[]): Promise<LintConfig | undefined> {
  for (const folder of upwards(parent(uri), root)) {
    for (const name of ['drydock.yaml', 'drydock.yml']) {
      const text = await readText(vscode.Uri.joinPath(folder, name));
      if (text !== undefined) return readDrydockConfig(text, rules).config;
    }
  }
  for (const name of ['.hadolint.yaml', '.hadolint.yml']) {
    const text = await readText(vscode.Uri.joinPath(root, name));
    if (text !== undefined) return readHadolintConfig(text, rules);
  }
  return undefined;
}

const copiedNames = (file: Dockerfile): string[] =>
  file.instructions
    .flatMap((node) => ((node.kind === 'Copy' && !node.from) || node.kind === 'Add' ? node.sources : []))
    .map(({ value }) => value)
    .filter((value) => !/^[a-z]+:\/\/|^git@|<</.test(value));

const normal = (name: string): string => name.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '');

const parent = (uri: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(uri, '..');

function upwards(folder: vscode.Uri, root: vscode.Uri): vscode.Uri[] {
  const folders = [folder];
  for (let here = folder; here.path !== root.path && here.path.startsWith(`${root.path}/`); here = parent(here)) folders.push(parent(here));
  return folders;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function entries(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
