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
      const shell = shellOf(command);
      if (shell === undefined) return;
      const source = pipedDownload(command) ?? substitutedDownload(command);
      if (source)
        context.report({
          at: { start: Math.min(source.start, command.start), end: command.end },
          message: 'piped',
          data: { shell, tool: source.tool },
        });
    },
  }),
});

const shells = new Set([
  'sh',
  'bash',
  'ash',
  'dash',
  'zsh',
  'ksh',
  'python',
  'python3',
  'perl',
  'ruby',
  'node',
  'php',
  'source',
  '.',
  'eval',
]);

/** The interpreter that a command starts, also behind `sudo` and `env`; undefined when it is none. */
function shellOf({ name, args }: Command): string | undefined {
  const word = name === 'sudo' || name === 'env' ? args.find(({ value }) => !value.startsWith('-') && !value.includes('='))?.value : name;
  const base = word?.slice(word.lastIndexOf('/') + 1);
  return base !== undefined && shells.has(base) ? base : undefined;
}

interface Source {
  readonly start: number;
  readonly tool: string;
}

/** A curl or wget in front of the command in the same pipe. */
function pipedDownload({ script, simple }: Command): Source | undefined {
  const place = simple.pipe;
  if (!place || place.index === 0 || runsOwnCode(simple)) return undefined;
  const pipeline = script.pipelines.find((span) => contains(span, simple));
  const source = script.commands.find(
    ({ pipe, start, words }) =>
      pipe && pipeline && pipe.index < place.index && start >= pipeline.start && start < simple.start && isDownloader(words[0]?.value),
  );
  return source && { start: source.start, tool: source.words[0]?.value ?? '' };
}

/** `python -c …`, `bash script.sh` and `node -e …` read the pipe as data. */
function runsOwnCode({ words }: Command['simple']): boolean {
  const args = words.slice(1).map(({ value }) => value);
  return (
    args.some((value) => /^-\w*[ce]$/.test(value) && !/^-\w*s/.test(value) && value !== '-e' && value !== '-ex') ||
    args.some((value) => /\.\w+$/.test(value) && !value.startsWith('-'))
  );
}

/** `sh -c "$(curl …)"`, `bash <(curl …)`, `eval "$(wget …)"`. */
function substitutedDownload(command: Command): Source | undefined {
  const word = command.args.find(({ text }) => /^"?(?:\$\(|`|<\()\s*(?:curl|wget)\b/.test(text));
  return word && { start: word.start, tool: word.text.includes('curl') ? 'curl' : 'wget' };
}

const isDownloader = (name: string | undefined): boolean => name === 'curl' || name === 'wget';
