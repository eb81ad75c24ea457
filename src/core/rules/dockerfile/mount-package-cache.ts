import { eachRun } from '../../lint/each-run.ts';
import { cacheTargets } from '../../lint/mounts.ts';
import { defineRule } from '../../lint/rule.ts';
import { hasArgument, plainArguments, type Command } from '../../shell/commands.ts';
import { isPipInstall } from '../../lint/pip.ts';

export default defineRule({
  name: 'mount-package-cache',
  summary: "Mount a cache for the package manager's downloads",
  severity: 'hint',
  default: 'off',
  fix: 'suggestion',
  aliases: [],
  why: 'When the list of dependencies changes, the layer is built anew and everything is downloaded again. A cache mount outlives the layer and is not part of it: rebuilds take what has not changed from there. It needs BuildKit.',
  examples: [
    {
      bad: 'FROM golang:1.24\nRUN go mod download\n',
      good: 'FROM golang:1.24\nRUN --mount=type=cache,target=/go/pkg/mod go mod download\n',
    },
  ],
  messages: { unmounted: "'{tool}' downloads everything again when this layer is rebuilt" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const mounted = cacheTargets(run);
      const seen = new Set<string>();
      for (const command of commands) {
        const cache = caches.find(({ fills }) => fills(command));
        if (
          !cache ||
          seen.has(cache.target) ||
          mounted.some((target) => target.includes(cache.part) || cache.target.startsWith(`${target}/`))
        )
          continue;
        seen.add(cache.target);
        context.report({
          at: command.nameSpan,
          message: 'unmounted',
          data: { tool: command.name },
          suggestions: [
            {
              title: `Mount a cache at ${cache.target}`,
              edits: (fixer) => [fixer.insertAfter(run.flags.at(-1) ?? run.keyword, ` --mount=type=cache,target=${cache.target}`)],
            },
          ],
        });
      }
    }),
});

interface Cache {
  readonly fills: (command: Command) => boolean;
  /** root's cache, and the part of it that other users' caches share. */
  readonly target: string;
  readonly part: string;
}

/** Whether the first word behind a tool's name is one of `subcommands`. */
const runs =
  (tool: string, ...subcommands: readonly string[]) =>
  (command: Command): boolean =>
    command.name === tool && subcommands.includes(plainArguments(command)[0]?.value ?? '');

const caches: readonly Cache[] = [
  { fills: runs('npm', 'ci', 'install', 'i', 'clean-install'), target: '/root/.npm', part: '.npm' },
  {
    fills: (command) => runs('yarn', 'install')(command) || (command.name === 'yarn' && command.args.length === 0),
    target: '/usr/local/share/.cache/yarn',
    part: 'yarn',
  },
  { fills: runs('pnpm', 'install', 'i', 'fetch'), target: '/root/.local/share/pnpm/store', part: 'pnpm' },
  { fills: (command) => isPipInstall(command) && !hasArgument(command, '--no-cache-dir'), target: '/root/.cache/pip', part: 'pip' },
  { fills: runs('uv', 'sync', 'pip'), target: '/root/.cache/uv', part: 'uv' },
  { fills: runs('go', 'mod', 'get', 'build', 'install'), target: '/go/pkg/mod', part: 'pkg/mod' },
  { fills: runs('cargo', 'build', 'install', 'fetch'), target: '/usr/local/cargo/registry', part: 'registry' },
  { fills: (command) => ['mvn', 'mvnw', './mvnw'].includes(command.name), target: '/root/.m2', part: '.m2' },
  { fills: (command) => ['gradle', 'gradlew', './gradlew'].includes(command.name), target: '/root/.gradle', part: '.gradle' },
  { fills: runs('composer', 'install', 'update'), target: '/root/.composer/cache', part: 'composer' },
  { fills: runs('bundle', 'install'), target: '/usr/local/bundle/cache', part: 'bundle' },
  { fills: (command) => command.name === 'dotnet' && hasArgument(command, 'restore'), target: '/root/.nuget/packages', part: '.nuget' },
];
