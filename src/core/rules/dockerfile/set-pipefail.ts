import { defineRule, type Suggestion } from '../../lint/rule.ts';
import { runScripts } from '../../lint/run-scripts.ts';
import { baseName, isPosixShell, shellInForce } from '../../lint/shell-in-force.ts';
import { lineage } from '../../lint/stages.ts';
import type { Dockerfile, Plain, Run } from '../../dockerfile/ast.ts';
import { readScript, hasFlag, type Script } from '../../shell/commands.ts';
import { contains, type Span } from '../../text/span.ts';

export default defineRule({
  name: 'set-pipefail',
  summary: 'Let a pipe fail when any of its commands fails',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [{ code: 'DL4006', severity: 'warning' }],
  why: 'A pipe ends as its last command does: `curl … | tar -x` or `wget … | tee` goes on with half a download, and the build passes. With pipefail it stops.',
  differs:
    'hadolint knows SHELL alone: it reports pipes behind `set -o pipefail`, in a stage that inherits such a SHELL, and those whose other commands cannot fail (`echo x | tee`, `yes | tool`).',
  examples: [
    {
      bad: 'FROM debian:13\nRUN curl -fsSL https://example.com/a.tgz | tar -xz\n',
      good: 'FROM debian:13\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsSL https://example.com/a.tgz | tar -xz\n',
    },
  ],
  messages: { pipe: 'This pipe hides the failure of all but its last command' },
  create: (context) => {
    let shell: Plain<'Shell'> | undefined;
    return {
      From() {
        shell = undefined;
      },
      Shell(node) {
        shell = node;
      },
      Run(run) {
        const { file } = context;
        const scripts = runScripts(file, run);
        const pipe = scripts.flatMap(({ pipelines }) => pipelines)[0];
        if (!pipe) return;
        const inForce = shellInForce(file, run);
        const risky =
          isPosixShell(inForce) && !(inForce && hasPipefail(inForce))
            ? scripts.map((script) => riskyPipe(script)).find((found) => found)
            : undefined;
        const seen = !(shell && satisfiesHadolint(shell)) && scripts.some((script) => isPipedForHadolint(run, script));
        if (!risky && !seen) return;
        context.report({
          at: risky ?? pipe,
          message: 'pipe',
          own: risky !== undefined,
          peers: seen ? [{ code: 'DL4006' }] : [],
          suggestions: run.heredocs.length === 0 && run.form === 'shell' ? [addShell(file, run)] : [],
        });
      },
    };
  },
});

/** Commands that do not fail, or whose end by a closed pipe is meant. */
const harmless = new Set(['echo', 'printf', 'yes', 'true', ':']);

/** The first pipe whose failure would be lost; undefined behind `set -o pipefail`. */
function riskyPipe(script: Script): Span | undefined {
  const set = script.commands.find(({ words }) => words[0]?.value === 'set' && words.some(({ value }) => value === 'pipefail'));
  if (script.shebang?.includes('pipefail')) return undefined;
  return script.pipelines.find((pipe) => {
    if (set && set.start < pipe.start) return false;
    const parts = script.commands.filter((command) => command.pipe && contains(pipe, command));
    const length = parts[0]?.pipe?.length ?? 0;
    return (
      parts.filter(({ pipe: place, words }) => place && place.index < place.length - 1 && harmless.has(words[0]?.value ?? '')).length <
        length - 1 || length === 0
    );
  });
}

const hasPipefail = (shell: readonly string[]): boolean =>
  shell.includes('pipefail') || shell.some((word) => /(?:^|\s)-\w*o\s+pipefail\b/.test(word));

/** hadolint reads the words of SHELL as one command line. */
function satisfiesHadolint(shell: Plain<'Shell'>): boolean {
  const line = (shell.json ?? shell.args).map(({ value }) => value).join(' ');
  if (/^(?:pwsh|powershell|cmd)/.test(line)) return true;
  const [command] = readScript(line, 0).named;
  return (
    command !== undefined &&
    ['bash', 'zsh', 'ash'].includes(baseName(command.name)) &&
    hasFlag(command, 'o') &&
    command.args.some(({ value }) => value === 'pipefail')
  );
}

/** hadolint reads nothing behind the `<<` of a RUN that feeds a heredoc to a command. */
function isPipedForHadolint(run: Run, script: Script): boolean {
  const operator = run.heredocs[0]?.operator;
  if (!operator || operator.start < script.start || operator.start > script.end) return script.pipelines.length > 0;
  return script.commands.some(({ pipe, start }) => pipe && pipe.index > 0 && start < operator.start);
}

/** Alpine has ash, whose SHELL needs no package. */
function addShell(file: Dockerfile, run: Run): Suggestion {
  const alpine = lineage(file.stages[run.stage]).some(({ from }) => from.image?.value.includes('alpine'));
  const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
  return {
    title: alpine ? 'Set SHELL to ash with pipefail' : 'Set SHELL to bash with pipefail',
    edits: (fixer) => [fixer.insertBefore(run, `SHELL ["/bin/${alpine ? 'ash' : 'bash'}", "-o", "pipefail", "-c"]${newline}`)],
  };
}
