import { byDefault, found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asObject, asString } from '../json.ts';
import type { PackageJson } from '../package-json.ts';
import { inFolder } from '../paths.ts';
import type { Fact } from '../profile.ts';

export type NodePackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

export interface PackageManagerFacts {
  readonly manager: Fact<NodePackageManager>;
  readonly version: string | null;
  /** Relative to the project. */
  readonly lockFile: string | null;
  readonly yarnBerry: boolean;
}

const lockFiles: readonly (readonly [string, NodePackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];
const configurations: readonly (readonly [string, NodePackageManager])[] = [
  ['pnpm-workspace.yaml', 'pnpm'],
  ['.yarnrc.yml', 'yarn'],
  ['.yarnrc', 'yarn'],
  ['bunfig.toml', 'bun'],
];

/** Decides as Corepack and the package managers do: the packageManager field, devEngines, a lock file, configuration, engines; npm is the default. */
export function packageManagerOf(files: ProjectFiles, folders: readonly string[], manifests: readonly PackageJson[]): PackageManagerFacts {
  const stated = manifests.map((manifest) => namedManager(manifest)).find((named) => named !== undefined);
  const locks = folders.flatMap((folder) =>
    lockFiles.map(([name, manager]) => ({ file: inFolder(folder, name), manager })).filter(({ file }) => files.has(file)),
  );
  const lock = stated === undefined ? locks[0] : locks.find(({ manager }) => manager === stated.manager.value);
  const manager =
    stated?.manager ??
    (lock === undefined ? undefined : found(lock.manager, { file: lock.file, line: null }, 'lock-file')) ??
    configuredManager(files, folders) ??
    manifests.map((manifest) => managerOfEngines(manifest) ?? managerOfUse(manifest)).find((fact) => fact !== undefined) ??
    byDefault<NodePackageManager>('npm', 'npm comes with Node.js');
  const version = stated?.version ?? null;
  return {
    manager,
    version,
    lockFile: lock?.file ?? null,
    yarnBerry: manager.value === 'yarn' && isBerry(files, folders, version, lock?.file),
  };
}

function namedManager(manifest: PackageJson): { readonly manager: Fact<NodePackageManager>; readonly version: string | null } | undefined {
  const field = asString(manifest.value['packageManager']);
  const match = /^(npm|yarn|pnpm|bun)@v?([^+]+)/.exec(field ?? '');
  if (match !== null)
    return {
      manager: manifest.fact(match[1] as NodePackageManager, ['packageManager'], 'package-json-package-manager', field),
      version: match[2] ?? null,
    };
  const setting = asObject(manifest.value['devEngines'])['packageManager'];
  const engine = asObject(Array.isArray(setting) ? setting[0] : setting);
  const name = asString(engine['name']);
  if (name === undefined || !isManager(name)) return undefined;
  const version = asString(engine['version']);
  return {
    manager: manifest.fact(name, ['devEngines', 'packageManager'], 'package-json-dev-engines', `${name} ${version ?? ''}`),
    version: version !== undefined && /^\d+\.\d+\.\d+/.test(version) ? version : null,
  };
}

function configuredManager(files: ProjectFiles, folders: readonly string[]): Fact<NodePackageManager> | undefined {
  for (const folder of folders) {
    for (const [name, manager] of configurations) {
      const file = inFolder(folder, name);
      if (files.has(file)) return found(manager, { file, line: null }, 'package-manager-configuration');
    }
  }
  return undefined;
}

function managerOfEngines(manifest: PackageJson): Fact<NodePackageManager> | undefined {
  const engines = asObject(manifest.value['engines']);
  const name = (['pnpm', 'yarn', 'bun'] as const).find(
    (candidate) => asString(engines[candidate]) !== undefined && !/please|not?\b/i.test(String(engines[candidate])),
  );
  return name === undefined
    ? undefined
    : manifest.fact(name, ['engines', name], 'package-json-engines', `${name} ${String(engines[name])}`);
}

/** Without any other sign, scripts that call a manager, or Bun's types, name it. */
function managerOfUse(manifest: PackageJson): Fact<NodePackageManager> | undefined {
  const types = ['bun-types', '@types/bun'].find((name) => manifest.uses(name));
  if (types !== undefined) return manifest.dependencyFact('bun', types);
  for (const [name, script] of manifest.scripts) {
    const manager = /(?:^|&&\s*|\s)(pnpm|yarn|bun)\s+(?:run\s+)?[\w./:-]+/.exec(script)?.[1];
    if (manager !== undefined && isManager(manager)) return manifest.fact(manager, ['scripts', name], 'package-json-script', script);
  }
  return undefined;
}

function isManager(name: string): name is NodePackageManager {
  return name === 'npm' || name === 'yarn' || name === 'pnpm' || name === 'bun';
}

function isBerry(files: ProjectFiles, folders: readonly string[], version: string | null, lockFile: string | undefined): boolean {
  if (version !== null) return !/^[01]\./.test(version);
  if (folders.some((folder) => files.has(inFolder(folder, '.yarnrc.yml')))) return true;
  return lockFile !== undefined && (files.read(lockFile) ?? '').includes('__metadata:');
}
