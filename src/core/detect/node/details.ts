/** What scaffolding needs of a Node app beyond the common facts. Paths are relative to the app's folder unless said otherwise. */
export interface NodeDetails {
  /** What the start command runs on: `bun` takes a Bun image, also for its version. */
  readonly runtime: 'node' | 'bun';
  /** The script file that the start command runs, as written there: `dist/main.js`; null when it is a tool (`next start`). */
  readonly entry: string | null;
  /** The script that the start command was read from; null when it came from elsewhere. */
  readonly startScript: string | null;
  /** Variables that the start script sets before the command. */
  readonly startEnv: Readonly<Record<string, string>>;
  /** True when the start command needs a shell: pipes, variables, several commands. */
  readonly startNeedsShell: boolean;
  /** Where the build writes: what a static image serves, or what a server's image copies beside production dependencies. */
  readonly outputFolder: string | null;
  /** How the framework runs after its build; null for plain servers. */
  readonly frameworkMode: FrameworkMode | null;
  /** True when a client-side router needs every unknown path answered with index.html. */
  readonly spaFallback: boolean;
  /** Name of the script that builds; null when there is none. */
  readonly buildScript: string | null;
  readonly scripts: Readonly<Record<string, string>>;
  /** Folder of the workspace's root, relative to the project; null when the app stands alone. */
  readonly workspaceRoot: string | null;
  /** What runs tasks across the workspace; null without a workspace. */
  readonly workspaceTool: 'npm' | 'yarn' | 'pnpm' | 'bun' | 'turbo' | 'nx' | 'lerna' | null;
  /** Name in package.json, as `--filter` and `-w` want it; null when it has none. */
  readonly packageName: string | null;
  /** Folders (relative to the project) of the workspace packages that the app needs, its own excluded. */
  readonly workspacePackages: readonly string[];
  /** Lock file, relative to the project; null when none is there. */
  readonly lockFile: string | null;
  /** Exact version of the package manager when packageManager or devEngines names it. */
  readonly packageManagerVersion: string | null;
  /** Yarn 2 or newer. */
  readonly yarnBerry: boolean;
  readonly hasDependencies: boolean;
  readonly hasDevDependencies: boolean;
  readonly typescript: boolean;
  /** Prisma's schema file or folder. */
  readonly prismaSchema: string | null;
  /** Dependencies that are compiled on installation or need system libraries at run time. */
  readonly nativeDependencies: readonly string[];
  /** True when the code starts child processes or browsers, so that PID 1 must reap. */
  readonly spawnsChildren: boolean;
  /** True when the code handles SIGTERM itself. */
  readonly handlesSigterm: boolean;
  /** A path that the code answers for health checks: `/healthz`. */
  readonly healthPath: string | null;
  /** Folders of files that are served as they are: `public`. */
  readonly publicFolders: readonly string[];
}

export type FrameworkMode = 'server' | 'standalone' | 'static';
