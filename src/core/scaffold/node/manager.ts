import type { ProjectFiles } from '../../detect/files.ts';
import { asObject, readJson } from '../../detect/json.ts';
import type { NodeDetails } from '../../detect/node/details.ts';
import { inFolder } from '../../detect/paths.ts';
import type { CacheMount } from '../dockerfile-text.ts';
import type { Member, Workspace } from './workspace.ts';

/** A file of the project that builds see as a secret. */
export interface ProjectSecret {
  readonly id: string;
  /** Relative to the workspace's root. */
  readonly file: string;
}

/** How one package manager installs and runs, for one workspace. */
export interface Manager {
  readonly name: 'npm' | 'yarn' | 'pnpm' | 'bun';
  /** The tool as npm installs it, where the base image does not have the right one: `pnpm@10.12.1`. */
  readonly tool: string | null;
  /** Files and folders at the root that decide what an install does, beside the manifests. */
  readonly settings: readonly string[];
  readonly lock: string | null;
  /** Files at the root with credentials that an install needs and no layer may hold. */
  readonly secrets: readonly ProjectSecret[];
  readonly cache: CacheMount;
  /** Environment variable, and build argument, that names a registry mirror. */
  readonly registry: string;
  readonly env: Readonly<Record<string, string>>;
  /** A lock file of this tool is only valid with the manifests of all packages. */
  readonly wantsAllManifests: boolean;
  /** Everything that the build needs. */
  readonly install: string;
  /** What runs, without development dependencies. */
  readonly installProduction: string;
  /** Runs a script of a package; of the workspace's root when left out. */
  script(name: string, member?: Member): string;
  /** Runs a tool out of node_modules. */
  exec(command: string): string;
}

export function packageManager(
  files: ProjectFiles,
  workspace: Workspace,
  name: string | undefined,
  details: Partial<NodeDetails>,
): Manager {
  const npmrc = files.read(inFolder(workspace.root, '.npmrc'));
  const context: Context = {
    workspace,
    has: (file) => files.has(inFolder(workspace.root, file)),
    read: (file) => files.read(inFolder(workspace.root, file)),
    hasFolder: (folder) => files.below(inFolder(workspace.root, folder)).length > 0,
    declared: details.packageManagerVersion ?? null,
    native: details.nativeDependencies ?? [],
    npmrc: npmrc === undefined ? null : /^[^#;\n]*(?:_auth|_password|_authToken)\s*=/m.test(npmrc) ? 'secret' : 'plain',
    ownScripts: [workspace.rootManifest, workspace.app.manifest, ...workspace.needed.map(({ manifest }) => manifest)].some((manifest) =>
      lifecycle.some((script) => manifest?.scripts.has(script)),
    ),
  };
  if (name === 'pnpm') return pnpm(context);
  if (name === 'bun') return bun(context);
  if (name !== 'yarn') return npm(context);
  return isBerry(context) ? yarnBerry(context) : yarnClassic(context);
}

interface Context {
  readonly workspace: Workspace;
  readonly has: (file: string) => boolean;
  readonly read: (file: string) => string | undefined;
  readonly hasFolder: (folder: string) => boolean;
  readonly declared: string | null;
  /** Known packages among the dependencies that compile or download something when they are installed. */
  readonly native: readonly string[];
  /** A file with credentials is mounted for the install; any other is copied. */
  readonly npmrc: 'plain' | 'secret' | null;
  /** A package of the project has install scripts of its own. They see only manifests at that point, so they must not run then. */
  readonly ownScripts: boolean;
}

const lifecycle = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];

function npm(context: Context): Manager {
  const lock = ['npm-shrinkwrap.json', 'package-lock.json'].find(context.has) ?? null;
  const members = isMonorepo(context) ? [...context.workspace.needed, context.workspace.app] : [];
  const filter = members.map(({ folder }) => ` --workspace=${folder}`).join('');
  const command = `${lock === null ? 'npm install' : 'npm ci'}${filter}${members.length > 0 ? ' --include-workspace-root' : ''}`;
  const locked = lock === null ? undefined : withInstallScripts(context.read(lock));
  return {
    name: 'npm',
    tool: null,
    settings: [...(lock === null ? [] : [lock]), ...npmrcSetting(context)],
    secrets: npmrcSecret(context),
    lock,
    cache: npmCache,
    registry: 'NPM_CONFIG_REGISTRY',
    env: {},
    wantsAllManifests: false,
    install: withRebuild(context, command, locked?.all),
    installProduction: withRebuild(context, `${command} --omit=dev`, locked?.production),
    script: (name, member) => `npm run ${name}${member === undefined ? '' : ` --workspace=${member.folder}`}`,
    exec: (command) => `npx --no-install ${command}`,
  };
}

function pnpm(context: Context): Manager {
  const lock = context.has('pnpm-lock.yaml') ? 'pnpm-lock.yaml' : null;
  const version = context.declared ?? pnpmOfLock(lock === null ? undefined : context.read(lock));
  const filter = isMonorepo(context) ? ` --filter=${context.workspace.app.name}...` : '';
  const command = `pnpm install${lock === null ? '' : ' --frozen-lockfile'} --store-dir=/pnpm/store${context.ownScripts ? ' --ignore-scripts' : ''}${filter}`;
  const native =
    context.ownScripts &&
    (Number.parseInt(version, 10) < 10 ||
      /[oO]nlyBuiltDependencies|allowBuilds/.test(`${context.read('pnpm-workspace.yaml') ?? ''}${context.read('package.json') ?? ''}`));
  const scripts = (install: string): string => (native ? `${install} \\\n && pnpm rebuild -r --store-dir=/pnpm/store` : install);
  return {
    name: 'pnpm',
    tool: `pnpm@${version}`,
    settings: [
      ...['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.pnpmfile.cjs', 'pnpmfile.cjs'].filter(context.has),
      ...npmrcSetting(context),
      ...['patches'].filter(context.hasFolder),
    ],
    secrets: npmrcSecret(context),
    lock,
    cache: { id: 'pnpm', target: '/pnpm/store' },
    registry: 'NPM_CONFIG_REGISTRY',
    env: {},
    wantsAllManifests: false,
    install: scripts(command),
    installProduction: scripts(`${command} --prod`),
    script: (name, member) => (member === undefined ? `pnpm run ${name}` : `pnpm --filter=${member.name} run ${name}`),
    exec: (command) => `pnpm exec ${command}`,
  };
}

function yarnClassic(context: Context): Manager {
  const lock = context.has('yarn.lock') ? 'yarn.lock' : null;
  const command = `yarn install${lock === null ? '' : ' --frozen-lockfile'} --non-interactive`;
  return {
    name: 'yarn',
    tool: `yarn@${context.declared ?? '1.22.22'}`,
    settings: [...['yarn.lock', '.yarnrc'].filter(context.has), ...npmrcSetting(context)],
    secrets: npmrcSecret(context),
    lock,
    // Two installs at once break this cache.
    cache: { id: 'yarn', target: '/usr/local/share/.cache/yarn', sharing: 'locked' },
    registry: 'YARN_REGISTRY',
    env: {},
    wantsAllManifests: true,
    install: withRebuild(context, command),
    installProduction: withRebuild(context, `${command} --production`),
    script: (name, member) => (member === undefined ? `yarn run ${name}` : `yarn workspace ${member.name} run ${name}`),
    exec: (command) => `yarn run ${command}`,
  };
}

function yarnBerry(context: Context): Manager {
  const lock = context.has('yarn.lock') ? 'yarn.lock' : null;
  const settings = context.read('.yarnrc.yml') ?? '';
  const bundled = /^yarnPath:/m.test(settings);
  const version = context.declared ?? '4.9.2';
  const modern = Number.parseInt(version, 10) >= 4;
  const { app } = context.workspace;
  return {
    name: 'yarn',
    // A yarnPath in the repository is run by any yarn that finds it.
    tool: bundled ? 'yarn@1.22.22' : `@yarnpkg/cli-dist@${version}`,
    // Project files leave out .yarn, so what lies in it follows from those who point there.
    settings: [
      ...['yarn.lock', '.yarnrc.yml'].filter(context.has),
      ...(bundled ? ['.yarn/releases'] : []),
      ...(/^plugins:/m.test(settings) ? ['.yarn/plugins'] : []),
      ...(context.read('yarn.lock')?.includes('.yarn/patches/') === true ? ['.yarn/patches'] : []),
    ],
    secrets: [],
    lock,
    cache: { id: 'yarn-berry', target: '/root/.yarn/berry/cache', sharing: 'locked' },
    registry: 'YARN_NPM_REGISTRY_SERVER',
    // A node_modules folder runs anywhere; Plug'n'Play would need its loader in every start command.
    env: { YARN_NODE_LINKER: 'node-modules', YARN_ENABLE_GLOBAL_CACHE: 'true', YARN_ENABLE_TELEMETRY: '0' },
    wantsAllManifests: true,
    install: `yarn install${lock === null ? '' : ' --immutable'}${context.ownScripts ? ' --mode=skip-build' : ''}`,
    installProduction: modern
      ? `yarn workspaces focus --production ${isMonorepo(context) ? app.name : ''}`.trimEnd()
      : `yarn install${lock === null ? '' : ' --immutable'}`,
    script: (name, member) => (member === undefined ? `yarn run ${name}` : `yarn workspace ${member.name} run ${name}`),
    exec: (command) => `yarn run ${command}`,
  };
}

function bun(context: Context): Manager {
  const lock = ['bun.lock', 'bun.lockb'].find(context.has) ?? null;
  const command = `bun install${lock === null ? '' : ' --frozen-lockfile'}${context.ownScripts ? ' --ignore-scripts' : ''}`;
  return {
    name: 'bun',
    tool: `bun@${context.declared ?? '1.2'}`,
    settings: [
      ...['bun.lock', 'bun.lockb', 'bunfig.toml'].filter(context.has),
      ...npmrcSetting(context),
      ...['patches'].filter(context.hasFolder),
    ],
    secrets: npmrcSecret(context),
    lock,
    cache: { id: 'bun', target: '/root/.bun/install/cache', sharing: 'locked' },
    registry: 'NPM_CONFIG_REGISTRY',
    env: {},
    wantsAllManifests: true,
    install: command,
    installProduction: `${command} --production`,
    script: (name, member) => (member === undefined ? `bun run ${name}` : `bun run --filter ${member.name} ${name}`),
    exec: (command) => `bunx ${command}`,
  };
}

const npmCache: CacheMount = { id: 'npm', target: '/root/.npm' };

function npmrcSetting({ npmrc }: Context): readonly string[] {
  return npmrc === 'plain' ? ['.npmrc'] : [];
}

function npmrcSecret({ npmrc }: Context): readonly ProjectSecret[] {
  return npmrc === 'secret' ? [{ id: 'npmrc', file: '.npmrc' }] : [];
}

/** Without the project's own install scripts, then with those of the packages that have some; by name, since npm would run the workspace's as well. */
function withRebuild({ ownScripts, native }: Context, install: string, names: readonly string[] = native): string {
  if (!ownScripts) return install;
  return names.length === 0 ? `${install} --ignore-scripts` : `${install} --ignore-scripts \\\n && npm rebuild ${names.join(' ')}`;
}

/** The packages of an npm lock file that have install scripts. */
function withInstallScripts(text: string | undefined): { readonly all: readonly string[]; readonly production: readonly string[] } {
  const packages = Object.entries(asObject(asObject(readJson(text ?? '').value)['packages'])).flatMap(([path, value]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    const entry = asObject(value);
    return path.includes('node_modules/') && entry['hasInstallScript'] === true && entry['optional'] !== true
      ? [{ name, dev: entry['dev'] === true }]
      : [];
  });
  const unique = (of: typeof packages): readonly string[] => [...new Set(of.map(({ name }) => name))];
  return { all: unique(packages), production: unique(packages.filter(({ dev }) => !dev)) };
}

/** The tool itself comes through npm, with npm's cache. */
export const toolCache = npmCache;

function isMonorepo({ workspace }: Context): boolean {
  return workspace.app.folder !== '.';
}

function isBerry(context: Context): boolean {
  if (context.declared !== null) return !context.declared.startsWith('1.');
  return context.has('.yarnrc.yml') || context.read('yarn.lock')?.includes('__metadata:') === true;
}

/** The newest major version that keeps a lock file of this format as it is. */
function pnpmOfLock(text: string | undefined): string {
  const version = /^lockfileVersion:\s*['"]?(\d+)/m.exec(text ?? '')?.[1];
  if (version === '5') return '7';
  return version === '6' ? '8' : '10';
}
