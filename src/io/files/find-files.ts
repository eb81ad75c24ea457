import fs from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

const never = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * Files whose name is wanted, in and below a folder, absolute and sorted, without what its `.gitignore` files ignore.
 * Folders that cannot be read are passed over.
 */
export function findFiles(folder: string, wanted: (name: string) => boolean): readonly string[] {
  const found: string[] = [];
  walk(path.resolve(folder), []);
  return found.sort();

  function walk(here: string, above: readonly Rules[]): void {
    let entries: fs.Dirent[];
    try {
      entries = fs.readdirSync(here, { withFileTypes: true });
    } catch {
      return;
    }
    const own = entries.some(({ name }) => name === '.gitignore') ? gitignore(here) : undefined;
    const rules = own ? [...above, own] : above;
    for (const entry of entries) {
      const file = path.join(here, entry.name);
      if (never.has(entry.name) || isIgnored(file, entry.isDirectory(), rules)) continue;
      // Links are not followed: a folder would be seen twice, or for ever.
      if (entry.isDirectory()) walk(file, rules);
      else if (entry.isFile() && wanted(entry.name)) found.push(file);
    }
  }
}

interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

function gitignore(folder: string): Rules | undefined {
  try {
    return { folder, matcher: ignore().add(fs.readFileSync(path.join(folder, '.gitignore'), 'utf8')) };
  } catch {
    return undefined;
  }
}

/** The innermost `.gitignore` that says anything of a file decides. */
function isIgnored(file: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, matcher } of rules.toReversed()) {
    const relative = path.relative(folder, file).split(path.sep).join('/') + (isFolder ? '/' : '');
    const { ignored, unignored } = matcher.test(relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}
