import type { ProjectFiles } from './files.ts';
import { baseName, folderOf, isWithin, relativeTo } from './paths.ts';
import { filesNamed, filesWithExtension, oncePerProject } from './scan.ts';

/** An app's own source files with the given extensions, entry-like names and shallow folders first; nested projects, tests and assets left out. */
export function sourceFiles(files: ProjectFiles, folder: string, extensions: readonly string[]): readonly string[] {
  const { folders, filesPerApp } = manifests(files, '');
  const nested = folders.filter((other) => other !== folder && isWithin(folder, other));
  const ranked = files
    .below(folder)
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .map((path) => ({ path, rank: rankOf(path) }))
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1));
  const own: string[] = [];
  for (const { path } of ranked) {
    if (own.length === filesPerApp) break;
    const relative = relativeTo(folder, path);
    if (!aside.test(relative) && !testFile.test(relative) && !nested.some((other) => isWithin(other, path))) own.push(path);
  }
  return own;
}

/** Files whose presence makes their folder a project of its own, which its parent's readers leave alone. */
const manifestNames = [
  'package.json',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'composer.json',
  'Gemfile',
  'pyproject.toml',
  'requirements.txt',
  'Pipfile',
  'mix.exs',
  'deno.json',
  'deno.jsonc',
];
const manifestExtensions = ['.csproj', '.fsproj', '.vbproj'];
/** Folders that hold no code that runs in production. */
const aside =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|examples?|docs?|stories|benchmarks?|coverage|migrations?|public|static|assets|wwwroot)\//i;
const testFile = /(?:[._-](?:test|spec|stories|d)\.\w+|_test\.\w+|(?:^|\/)(?:test_[^/]*|conftest)\.py)$/;
const entryName = /^(?:main|server|app|index|www|start|application|program|wsgi|asgi|run|manage|config|env|settings)\b/i;

/** Files looked at in a whole project, and in one app at most and at least: detection answers while a person waits. */
const budget = { project: 1500, most: 200, least: 25 };

const manifests = oncePerProject((files) => {
  const paths = [...filesNamed(files, manifestNames), ...filesWithExtension(files, manifestExtensions)];
  return {
    folders: [...new Set(paths.map(folderOf))],
    filesPerApp: Math.max(budget.least, Math.min(budget.most, Math.floor(budget.project / Math.max(1, paths.length)))),
  };
});

function rankOf(path: string): number {
  let depth = 0;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) depth++;
  return depth * 2 + (entryName.test(baseName(path)) ? 0 : 1);
}
