import type { ProjectFiles } from '../detect/files.ts';
import { hides } from './glob.ts';
import type { IgnoreNeeds } from './scaffolder.ts';

/**
 * The ignore file of one build context: what the stack says, what version control ignores, and what never belongs into an image.
 * Every pattern has a reason in this project, and none hides a file that the Dockerfile copies by name.
 */
export function dockerignoreText(files: ProjectFiles, context: string, needs: IgnoreNeeds): string {
  const paths = relativePaths(files, context);
  const written = new Set<string>();
  const present = (pattern: string): boolean => paths.some((path) => hides(pattern, path));
  const harmless = (pattern: string): boolean => !needs.copied.some((path) => hides(pattern, path));
  const fresh = (pattern: string): boolean => {
    if (written.has(pattern)) return false;
    written.add(pattern);
    return true;
  };
  // The last match wins, so what may never be copied comes last, after the exceptions that a .gitignore can hold.
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Version control', ['.git', ...forge.filter(present)]],
    ['Installed in the image', needs.dependencies],
    ['Made by builds', needs.outputs],
    ['Not needed to build or to run', [...needs.unused, ...editors].filter(present)],
    ['Container files', containerFiles],
    ['Ignored by Git as well', withoutIdleExceptions(gitPatterns(files, context).filter(harmless))],
  ];
  for (const pattern of secrets) written.add(pattern);
  return [
    ...sections.map(([title, patterns]) => section(title, patterns.filter(harmless).filter(fresh))),
    section('Environment and keys: they belong to where the container runs', secretPatterns(paths, needs.copied)),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

const forge = ['**/.gitignore', '**/.gitattributes', '.github', '.gitlab-ci.yml', '.circleci', '.hg', '.svn'];
const editors = ['.vscode', '.idea', '.devcontainer', '.editorconfig', '**/.DS_Store'];
const containerFiles = ['**/Dockerfile*', '**/*.dockerfile', '**/.dockerignore', 'compose.yaml', 'compose.*.yaml', 'docker-compose*.y*ml'];
const secrets = ['**/.env', '**/.env.*', '**/*.pem', '**/*.key', '**/id_rsa*', '**/id_ed25519*'];
/** Committed on purpose, and without secrets in it. */
const examples = /^(?:.*\/)?\.env\.(?:example|sample|template|dist)$/;

function section(title: string, patterns: readonly string[]): string {
  return patterns.length === 0 ? '' : `# ${title}\n${patterns.join('\n')}\n`;
}

function secretPatterns(paths: readonly string[], copied: readonly string[]): readonly string[] {
  const wanted = paths.filter((path) => examples.test(path) || copied.includes(path));
  return [...secrets, ...wanted.filter((path) => secrets.some((pattern) => hides(pattern, path))).map((path) => `!${path}`)];
}

function relativePaths(files: ProjectFiles, context: string): readonly string[] {
  return context === '.' ? files.paths : files.below(context).map((path) => path.slice(context.length + 1));
}

/** Every .gitignore from the context down, in Docker's syntax. Those above the context are left out: they rarely name what lies in one app. */
function gitPatterns(files: ProjectFiles, context: string): readonly string[] {
  return relativePaths(files, context)
    .filter((path) => path === '.gitignore' || path.endsWith('/.gitignore'))
    .flatMap((path) => {
      const folder = path.slice(0, -'.gitignore'.length);
      const text = files.read(context === '.' ? path : `${context}/${path}`) ?? '';
      return text.split(/\r?\n/).flatMap((line) => dockerPattern(line, folder) ?? []);
    });
}

/** Git matches a name without a slash in every folder, Docker only at the context's root. */
function dockerPattern(line: string, folder: string): string | undefined {
  const text = line.replace(/(?<!\\)\s+$/, '');
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  const pattern = (negated ? text.slice(1) : text).replace(/\/+$/, '');
  const bare = pattern.replace(/^\/+/, '');
  if (bare === '' || bare === '*' || bare === '**') return undefined;
  const anchored = pattern.includes('/') || bare.startsWith('**/');
  return `${negated ? '!' : ''}${folder}${anchored ? bare : `**/${bare}`}`;
}

/** An exception without a pattern before it that it could lift says nothing. */
function withoutIdleExceptions(patterns: readonly string[]): readonly string[] {
  const first = patterns.findIndex((pattern) => !pattern.startsWith('!'));
  return first < 0 ? [] : patterns.slice(first);
}
