import fs from 'node:fs';
import path from 'node:path';
import type { Dockerfile } from '../../core/dockerfile/ast.ts';
import type { LintFacts } from '../../core/lint/rule.ts';

const mostEntries = 20_000;
const largestScript = 256 * 1024;

/** What lint may know of a Dockerfile on disk: its build context's files and ignore file. `root` bounds the search for the context. */
export function buildFacts(dockerfile: string, file: Dockerfile, root: string, today: string): LintFacts {
  const context = guessContext(dockerfile, file, root);
  if (context === undefined) return { today, ...ignoreFile(dockerfile, path.dirname(dockerfile)) };
  const contextFiles = listContext(context);
  return {
    today,
    ...ignoreFile(dockerfile, context),
    ...(contextFiles ? { contextFiles } : {}),
    readContextFile: (name) => readScript(context, name),
  };
}

/** `<Dockerfile>.dockerignore` beside it counts before the context's `.dockerignore`. */
function ignoreFile(dockerfile: string, context: string): { dockerignore?: string } {
  for (const candidate of [`${dockerfile}.dockerignore`, path.join(context, '.dockerignore')]) {
    try {
      return { dockerignore: fs.readFileSync(candidate, 'utf8') };
    } catch {
      // The next one.
    }
  }
  return {};
}

/**
 * The build context is not written in a Dockerfile: it is its own folder or one above it. The one in which most of what it copies exists is taken;
 * undefined where nothing of it exists anywhere.
 */
function guessContext(dockerfile: string, file: Dockerfile, root: string): string | undefined {
  const sources = file.instructions
    .flatMap((node) => ((node.kind === 'Copy' && !node.from) || node.kind === 'Add' ? node.sources : []))
    .map(({ value }) => value)
    .filter((value) => !/^[a-z]+:\/\/|[*?[$<]|^git@/.test(value) && !['.', './', '/'].includes(value));
  const own = path.dirname(dockerfile);
  if (sources.length === 0) return own;
  let best: { folder: string; count: number } | undefined;
  for (let folder = own; ; folder = path.dirname(folder)) {
    const count = sources.filter((source) => fs.existsSync(path.join(folder, source))).length;
    if (count > (best?.count ?? 0)) best = { folder, count };
    if (folder === root || folder === path.dirname(folder) || !folder.startsWith(root)) break;
  }
  return best?.folder;
}

/** Files with `/`, relative; folders that are never copied whole (node_modules, .git) by their own name alone. Undefined when there are too many. */
function listContext(context: string): readonly string[] | undefined {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: fs.Dirent[];
    try {
      entries = fs.readdirSync(path.join(context, folder), { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory() || entry.name === 'node_modules' || entry.name === '.git') found.push(name);
      else folders.push(name);
    }
    if (found.length + folders.length > mostEntries) return undefined;
  }
  return found.sort();
}

function readScript(context: string, name: string): string | undefined {
  const file = path.resolve(context, name);
  if (!file.startsWith(context + path.sep)) return undefined;
  try {
    const { size } = fs.statSync(file);
    return size > largestScript ? undefined : fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
