import { found } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { firstGroup, lineAt } from './lines.ts';
import type { Fact, Language } from './profile.ts';
import { filesWith } from './scan.ts';

/** Each pattern captures one name, or a list of names between braces, of a variable that code of the language reads. */
const reads: Readonly<Partial<Record<Language, RegExp>>> = {
  node: /(?:process|Bun|import\.meta)\.env(?:\.([A-Za-z_]\w*)|\[\s*['"`]([A-Za-z_]\w*)['"`]\s*\])|(?:const|let|var)\s*\{([^}]{1,400})\}\s*=\s*process\.env\b|\benv\(\s*['"]([A-Z]\w*)['"]/g,
  deno: /Deno\.env\.get\(\s*['"`]([A-Za-z_]\w*)['"`]|process\.env\.([A-Za-z_]\w*)/g,
  python:
    /(?:os\.getenv|os\.environ\.get|getenv|environ\.get|\benv(?:\.\w+)?|\bconfig)\(\s*['"]([A-Z][A-Z0-9_]*)['"]|environ\[\s*['"]([A-Za-z_]\w*)['"]\s*\]/g,
  go: /os\.(?:Getenv|LookupEnv)\(\s*"([A-Za-z_]\w*)"/g,
  java: /System\.getenv\(\s*"([A-Za-z_]\w*)"|\$\{([A-Z][A-Z0-9_]*)(?::[^}]*)?\}/g,
  php: /\b(?:getenv|env)\(\s*['"]([A-Za-z_]\w*)['"]|\$_(?:ENV|SERVER)\[\s*['"]([A-Z][A-Z0-9_]*)['"]\s*\]|%env\((?:\w+:)*([A-Z][A-Z0-9_]*)\)%/g,
  ruby: /ENV(?:\.fetch\(\s*|\[\s*)['"]([A-Za-z_]\w*)['"]/g,
  dotnet: /GetEnvironmentVariable\(\s*"([A-Za-z_]\w*)"/g,
  rust: /\benv::var(?:_os)?\(\s*"([A-Za-z_]\w*)"|\benv!\(\s*"([A-Z]\w*)"/g,
  elixir: /System\.(?:get_env|fetch_env!?)\(\s*"([A-Za-z_]\w*)"/g,
  cpp: /\bgetenv\(\s*"([A-Za-z_]\w*)"/g,
};

/** Set by the runtime, the shell or the platform, not by whoever runs the app. */
const ambient =
  /^(?:NODE_ENV|PATH|HOME|PWD|USER|SHELL|TERM|LANG|CI|HOSTNAME|TMPDIR|SERVER_(?:NAME|SOFTWARE|PROTOCOL|ADDR)|REQUEST_\w+|HTTP_\w+|REMOTE_\w+|SCRIPT_\w+|DOCUMENT_ROOT|QUERY_STRING|CARGO_\w+|VERCEL(?:_\w+)?|npm_\w+|MODE|DEV|PROD|BASE_URL|SSR)$/;

/** Names of environment variables that the files read, sorted, each with its first read. */
export function envNames(files: ProjectFiles, paths: readonly string[], language: Language): readonly Fact<string>[] {
  const pattern = reads[language];
  const names = new Map<string, Fact<string>>();
  if (pattern === undefined) return [];
  for (const file of filesWith(files, paths, ['env', 'ENV', 'Env', '${'])) {
    const text = files.read(file) ?? '';
    for (const match of text.matchAll(pattern)) {
      for (const name of namesIn(firstGroup(match) ?? '')) {
        if (ambient.test(name) || names.has(name)) continue;
        names.set(name, found(name, { file, line: lineAt(text, match.index) }, 'source-env', match[0]));
      }
    }
  }
  return [...names.values()].sort((a, b) => (a.value < b.value ? -1 : 1));
}

/** `A, B = 1, C: c` gives A, B, C. */
function namesIn(list: string): readonly string[] {
  if (/^\w+$/.test(list)) return [list];
  return list
    .split(',')
    .map((part) => /^\s*([A-Za-z_]\w*)/.exec(part)?.[1])
    .filter((name) => name !== undefined);
}
