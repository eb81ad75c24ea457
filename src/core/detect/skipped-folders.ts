/** How much of a project is looked at, wherever its files are read. */
export const projectLimits = {
  /** Files listed at most, shallow ones first. */
  files: 20_000,
  /** Bytes of a file that is read; larger ones are listed only. */
  fileSize: 2 * 1024 * 1024,
} as const;

/**
 * Whether a list of project files goes into a folder of this name. The command line and the editor ask the same.
 * `folder` is where it lies, empty or with `/` at its end; `beside` the names that lie there too.
 */
export function isSkippedFolder(name: string, folder: string, beside: ReadonlySet<string>): boolean {
  if (neverWalked.has(name)) return true;
  if (name.startsWith('.')) return !hiddenButWalked.has(name);
  if (folder.endsWith('.yarn/')) return name !== 'releases' && name !== 'plugins' && name !== 'patches';
  const pattern = outputBeside[name];
  return pattern !== undefined && [...beside].some((file) => pattern.test(file));
}

/** Folders that package managers, builds and tools fill. */
const neverWalked = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'target',
  'vendor',
  'venv',
  'virtualenv',
  '__pycache__',
  '__pypackages__',
  'site-packages',
  '_build',
  'coverage',
  'htmlcov',
  'elm-stuff',
  'Pods',
  'cdk.out',
  'lost+found',
  'CMakeFiles',
]);
/** Hidden folders that say how an app is built; all others (.git, .venv, .next, .gradle, …) are left out. */
const hiddenButWalked = new Set(['.mvn', '.cargo', '.config', '.mise', '.yarn', '.vitepress', '.vuepress', '.github']);
/** Folders that are a build's output where one of these files lies beside them. */
const outputBeside: Readonly<Record<string, RegExp>> = {
  dist: /^(?:package\.json|pyproject\.toml|setup\.py|composer\.json)$/,
  build:
    /^(?:package\.json|pyproject\.toml|setup\.py|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|CMakeLists\.txt|meson\.build|pubspec\.yaml)$/,
  out: /^(?:package\.json|next\.config\.\w+)$/,
  bin: /\.(?:cs|fs|vb)proj$/,
  obj: /\.(?:cs|fs|vb)proj$/,
  deps: /^mix\.exs$/,
  env: /^(?:requirements.*\.txt|manage\.py|pyproject\.toml)$/,
  storage: /^artisan$/,
};
