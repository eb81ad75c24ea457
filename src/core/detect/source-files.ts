import type { ProjectFiles } from './files.ts';
import { baseName, folderOf, isWithin, relativeTo } from './paths.ts';
import { oncePerProject } from './scan.ts';

/** Files whose presence makes their folder a project of its own, which its parent's readers leave alone. */
const manifest =
  /(?:^|\/)(?:package\.json|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|composer\.json|Gemfile|pyproject\.toml|requirements\.txt|Pipfile|mix\.exs|deno\.jsonc?|[^/]+\.(?:cs|fs|vb)proj)$/;
/** Folders that hold no code that runs in production. */
const aside =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|examples?|docs?|stories|benchmarks?|coverage|migrations?|public|static|assets|wwwroot)\//i;
const testFile = /(?:[._-](?:test|spec|stories|d)\.\w+|_test\.\w+|(?:^|\/)(?:test_[^/]*|conftest)\.py)$/;

/** Files looked at in a whole project, and in one app at most and at least: detection answers while a person waits. */
const budget = { project: 1500, most: 200, least: 25 };

const filesPerApp = oncePerProject((files) => {
  const manifests = files.paths.filter((path) => manifest.test(path)).length;
  return Math.max(budget.least, Math.min(budget.most, Math.floor(budget.project / Math.max(1, manifests))));
});

/** An app's own source files with the given extensions, entry-like names and shallow folders first; nested projects, tests and assets left out. */
export function sourceFiles(files: ProjectFiles, folder: string, extensions: readonly string[]): readonly string[] {
  const below = files.below(folder);
  const nested = new Set(below.filter((path) => manifest.test(path)).map(folderOf));
  nested.delete(folder);
  const nestedFolders = [...nested].filter((other) => isWithin(folder, other));
  return below
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .filter((path) => {
      const relative = relativeTo(folder, path);
      return !aside.test(relative) && !testFile.test(relative) && !nestedFolders.some((other) => isWithin(other, path));
    })
    .map((path) => ({ path, rank: rankOf(relativeTo(folder, path)) }))
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
    .slice(0, filesPerApp(files, ''))
    .map(({ path }) => path);
}

const entryName = /^(?:main|server|app|index|www|start|application|program|wsgi|asgi|run|manage|config|env|settings)\b/i;

function rankOf(relative: string): number {
  const depth = relative.split('/').length;
  return depth * 2 + (entryName.test(baseName(relative)) ? 0 : 1);
}
