import { defineRule } from '../../lint/rule.ts';
import { hasArgument, plainArguments, type Command } from '../../shell/commands.ts';
import type { ShellWord } from '../../shell/parse.ts';

export default defineRule({
  name: 'pin-go-versions',
  summary: 'Pin the versions of Go modules',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3062', severity: 'warning' }],
  why: 'Without a version, or with `@latest`, the build takes the newest release, and a release with a breaking change breaks the image.',
  differs: 'hadolint also reports variables, local files (`go run main.go`) and packages of the own module or the standard library.',
  examples: [
    {
      bad: 'FROM golang:1.24\nRUN go install golang.org/x/tools/gopls@latest\n',
      good: 'FROM golang:1.24\nRUN go install golang.org/x/tools/gopls@v0.20.0\n',
    },
  ],
  messages: { unpinned: "'{module}' has no version", floating: "'{module}' is a version that moves" },
  create: (context) => ({
    Command(command) {
      if (command.name !== 'go') return;
      for (const word of modules(command)) {
        const [path = '', version] = word.value.split('@');
        if (/^[./]/.test(path) || (version !== undefined && version !== 'latest' && version !== 'none')) continue;
        context.report({
          at: word,
          message: version === undefined ? 'unpinned' : 'floating',
          data: { module: word.value },
          own: word.literal && isRemote(path),
        });
      }
    },
  }),
});

/** The path of a module that is fetched begins with a host. */
const isRemote = (path: string): boolean => /^[^/]*\.[^/]*\//.test(path);

function modules(command: Command): readonly ShellWord[] {
  const words = plainArguments(command);
  if (hasArgument(command, 'install', 'get')) return words.filter(({ value }) => value !== 'install' && value !== 'get');
  return hasArgument(command, 'run') ? words.filter(({ value }) => value !== 'run').slice(0, 1) : [];
}
