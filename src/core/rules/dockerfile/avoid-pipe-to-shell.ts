import { defineRule } from '../../lint/rule.ts';
import type { Command } from '../../shell/commands.ts';
import { contains } from '../../text/span.ts';

export default defineRule({
  name: 'avoid-pipe-to-shell',
  summary: 'Check a downloaded script before running it',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'What the server answers at build time runs as root, with nothing that says it is what was there yesterday. When the connection breaks, half a script runs and the build may pass. Download to a file, compare its checksum, then run it.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN curl -fsSL https://example.com/install.sh | sh\n',
      good: 'FROM debian:13\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/install.sh /tmp/\nRUN sh /tmp/install.sh\n',
    },
  ],
  messages: { piped: "'{shell}' runs what '{tool}' downloads, unchecked" },
  create: (context) => ({
    Command(command) {
      const interpreter = interpreterOf(command);
      if (!interpreter) return;
      const source = (readsPipe(interpreter) ? pipedDownload(command) : undefined) ?? substitutedDownload(command);
      if (source)
        context.report({
          at: { start: Math.min(source.start, command.start), end: command.end },
          message: 'piped',
          data: { shell: interpreter.name, tool: source.tool },
        });
    },
  }),
});

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);
const interpreters = new Set([...shells, 'python', 'python3', 'perl', 'ruby', 'node', 'php', 'source', '.', 'eval']);

interface Interpreter {
  readonly name: string;
  readonly args: readonly string[];
}

/** The interpreter that a command starts, also behind `sudo` and `env`; undefined when it is none. */
function interpreterOf({ name, args }: Command): Interpreter | undefined {
  const wrapped = name === 'sudo' || name === 'env';
  const at = wrapped ? args.findIndex(({ value }) => !value.startsWith('-') && !value.includes('=')) : -1;
  const path = wrapped ? (args[at]?.value ?? '') : name;
  const base = path.slice(path.lastIndexOf('/') + 1);
  return interpreters.has(base) ? { name: base, args: args.slice(at + 1).map(({ value }) => value) } : undefined;
}

/** Whether it takes its script from the pipe: `bash -s`, `python3 -`; not with code (`-c …`) or a file of its own. */
function readsPipe({ name, args }: Interpreter): boolean {
  const isShell = shells.has(name);
  const ownCode = isShell ? /^-\w*c/ : /^-\w*[cemr]$/;
  for (const [i, value] of args.entries()) {
    if (value === '-' || value === '--' || value === '/dev/stdin' || (isShell && /^-\w*s/.test(value))) return true;
    if (ownCode.test(value)) return false;
    // A file to run, but for the value of `-o pipefail`.
    if (!value.startsWith('-') && !/^-\w*o$/.test(args[i - 1] ?? '')) return false;
  }
  return true;
}

interface Source {
  readonly start: number;
  readonly tool: string;
}

/** A curl or wget in front of the command in the same pipe. */
function pipedDownload({ script, simple }: Command): Source | undefined {
  const place = simple.pipe;
  const pipeline = place && script.pipelines.find((span) => contains(span, simple));
  if (!pipeline) return undefined;
  const source = script.commands.find(
    ({ pipe, start, words }) =>
      pipe && pipe.index < place.index && start >= pipeline.start && start < simple.start && isDownloader(words[0]?.value),
  );
  return source && { start: source.start, tool: source.words[0]?.value ?? '' };
}

/** `sh -c "$(curl …)"`, `bash <(curl …)`, `eval "$(wget …)"`. */
function substitutedDownload(command: Command): Source | undefined {
  const word = command.args.find(({ text }) => /^"?(?:\$\(|`|<\()\s*(?:curl|wget)\b/.test(text));
  return word && { start: word.start, tool: word.text.includes('curl') ? 'curl' : 'wget' };
}

const isDownloader = (name: string | undefined): boolean => name === 'curl' || name === 'wget';
