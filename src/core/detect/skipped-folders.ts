/** Folders that no list of project files goes into: what package managers fill, what builds write, and what tools keep for themselves. */
export const skippedFolders: ReadonlySet<string> = new Set([
  ...['node_modules', 'bower_components', 'jspm_packages', '.yarn', '.pnpm-store', 'vendor', 'venv', '.venv', '__pypackages__', 'Pods'],
  ...['target', '.gradle', '_build', 'deps', '.next', '.nuxt', '.output', '.svelte-kit', '.angular', '.turbo', '.parcel-cache', '.cache'],
  ...['__pycache__', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.tox', '.eggs', 'coverage', '.terraform'],
  ...['.git', '.hg', '.svn', '.idea', '.vs', '.drydock'],
]);
