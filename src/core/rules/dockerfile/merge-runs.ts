import { commandsOf } from '../../lint/each-run.ts';
import { defineRule } from '../../lint/rule.ts';
import { joinRuns } from '../../lint/join-runs.ts';
import { readPackageCommand } from '../../lint/system-packages.ts';
import type { DockerInstruction, Run } from '../../dockerfile/ast.ts';
import type { Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'merge-runs',
  summary: 'Install the packages of one package manager in one RUN',
  severity: 'info',
  fix: 'suggestion',
  aliases: [{ code: 'DL3059', severity: 'info' }],
  why: 'Each RUN that installs writes the whole package database (dpkg status, rpm database, caches of debconf and ld.so) into its layer again: megabytes for apt, tens of megabytes for rpm.',
  differs:
    'hadolint reports any two RUN of one command each. They cost nothing but a line of history, and may be apart for the build cache: this rule speaks only where merging saves bytes.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nRUN apk add --no-cache curl\nRUN apk add --no-cache git\n',
      good: 'FROM alpine:3.22\nRUN apk add --no-cache curl \\\n    && apk add --no-cache git\n',
    },
  ],
  messages: { database: "The package database of '{tool}' is written again, as in the RUN above", consecutive: 'This RUN follows another' },
  create: (context) => {
    let before: DockerInstruction | undefined;
    return {
      Instruction(node) {
        const previous = before;
        before = node;
        if (node.kind !== 'Run' || previous?.kind !== 'Run' || flagsOf(node) !== flagsOf(previous)) return;
        const commands = commandsOf(context.file, node);
        const earlier = commandsOf(context.file, previous);
        const tools = new Set(earlier.map((command) => installerOf(command)));
        const again = commands.find((command) => installerOf(command) !== undefined && tools.has(installerOf(command)));
        const seen = [commands, earlier].every((one) => one.filter(isCounted).length < 2);
        const join = joinRuns(context.file, previous, node);
        if (again) {
          context.report({
            at: again.nameSpan,
            message: 'database',
            data: { tool: again.name },
            peers: seen ? [{ code: 'DL3059' }] : [],
            suggestions: join ? [{ title: 'Merge with the RUN above', edits: join }] : [],
          });
        } else if (seen) context.report({ at: node.keyword, message: 'consecutive', own: false });
      },
    };
  },
});

/** hadolint counts commands by name, and takes `[` for a condition. */
const isCounted = ({ name }: Command): boolean => name !== '[';

const flagsOf = ({ flags }: Run): string => JSON.stringify(flags.map(({ name, value }) => [name, value]));

function installerOf(command: Command): string | undefined {
  const read = readPackageCommand(command);
  return read?.action === 'install' ? read.manager : undefined;
}
