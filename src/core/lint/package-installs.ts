/** How one package manager installs what a project depends on. */
export interface DependencyInstall {
  readonly manager: string;
  /** True for the words of a command that installs from manifests: `['npm', 'ci']`. */
  readonly installs: (words: readonly string[]) => boolean;
  /** The files it reads, as patterns of names in one folder; the first ones that exist in the context are copied before it. */
  readonly manifests: readonly string[];
}

const first = (words: readonly string[]): string | undefined => words.slice(1).find((word) => !word.startsWith('-'));
const runs =
  (program: string, ...subcommands: readonly string[]) =>
  (words: readonly string[]): boolean =>
    words[0] === program && subcommands.includes(first(words) ?? '');
const packages = (words: readonly string[]): readonly string[] => words.slice(1).filter((word) => !word.startsWith('-')).slice(1); // prettier-ignore

/** A command that installs named packages does not read the project's manifests. */
const alone =
  (matches: (words: readonly string[]) => boolean) =>
  (words: readonly string[]): boolean =>
    matches(words) && packages(words).length === 0;

export const dependencyInstalls: readonly DependencyInstall[] = [
  { manager: 'npm', installs: alone(runs('npm', 'ci', 'install', 'i')), manifests: ['package.json', 'package-lock.json', 'npm-shrinkwrap.json', '.npmrc'] },
  { manager: 'Yarn', installs: (words) => words[0] === 'yarn' && (words.length === 1 || first(words) === 'install' || words.slice(1).every((word) => word.startsWith('-'))), manifests: ['package.json', 'yarn.lock', '.yarnrc', '.yarnrc.yml'] },
  { manager: 'pnpm', installs: alone(runs('pnpm', 'install', 'i')), manifests: ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'] },
  { manager: 'Bun', installs: alone(runs('bun', 'install', 'i')), manifests: ['package.json', 'bun.lock', 'bun.lockb', 'bunfig.toml'] },
  { manager: 'pip', installs: pipReadsRequirements, manifests: ['requirements.txt', 'constraints.txt'] },
  { manager: 'Poetry', installs: runs('poetry', 'install'), manifests: ['pyproject.toml', 'poetry.lock'] },
  { manager: 'uv', installs: runs('uv', 'sync'), manifests: ['pyproject.toml', 'uv.lock', '.python-version'] },
  { manager: 'Pipenv', installs: alone(runs('pipenv', 'install', 'sync')), manifests: ['Pipfile', 'Pipfile.lock'] },
  { manager: 'Go', installs: (words) => words[0] === 'go' && words[1] === 'mod' && words[2] === 'download', manifests: ['go.mod', 'go.sum'] },
  { manager: 'Cargo', installs: runs('cargo', 'fetch', 'vendor'), manifests: ['Cargo.toml', 'Cargo.lock'] },
  { manager: 'Maven', installs: (words) => /^(?:\.\/)?mvnw?$/.test(words[0] ?? '') && words.some((word) => /^dependency:(?:go-offline|resolve)/.test(word)), manifests: ['pom.xml'] },
  { manager: 'Gradle', installs: (words) => /^(?:\.\/)?gradlew?$/.test(words[0] ?? '') && words.includes('dependencies'), manifests: ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts', 'gradle.properties'] },
  { manager: 'Composer', installs: runs('composer', 'install'), manifests: ['composer.json', 'composer.lock'] },
  { manager: 'Bundler', installs: (words) => words[0] === 'bundle' && (words.length === 1 || words[1] === 'install'), manifests: ['Gemfile', 'Gemfile.lock', '.ruby-version'] },
  { manager: '.NET', installs: runs('dotnet', 'restore'), manifests: ['*.sln', '*.csproj', 'Directory.Build.props', 'nuget.config'] },
  { manager: 'Mix', installs: runs('mix', 'deps.get'), manifests: ['mix.exs', 'mix.lock'] },
]; // prettier-ignore

/** `pip`, `python -m pip` and `uv pip`, each with `install -r FILE`. */
function pipReadsRequirements(words: readonly string[]): boolean {
  const line = words.join(' ');
  return /^(?:pip[\d.]*|python[\d.]* -m pip|uv pip) (?:\S+ )*?install /.test(line) && /\s(?:-r|--requirement)/.test(line);
}
