import type { Cmd, Dockerfile, DockerInstruction, Entrypoint } from '../../dockerfile/ast.ts';
import { startsFromScratch } from '../../dockerfile/stages.ts';
import { shellInForce } from '../../lint/shell-in-force.ts';
import { defineRule, type Suggestion } from '../../lint/rule.ts';
import { readScript, type Script } from '../../shell/commands.ts';
import type { Span } from '../../text/span.ts';

export default defineRule({
  name: 'use-exec-form',
  summary: 'Start the program itself, not a shell that starts it',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [
    { code: 'DL3025', severity: 'warning' },
    { code: 'JSONArgsRecommended', severity: 'warning' },
  ],
  why: 'In shell form process 1 is `sh -c`, which passes no signal on: the program is killed after the grace period instead of stopping by itself.',
  differs:
    'Where SHELL is set the shell is meant, as for BuildKit; `exec` in front of the command and HEALTHCHECK are fine in shell form. hadolint reports them all.',
  examples: [{ bad: 'FROM node:24\nCMD node server.js\n', good: 'FROM node:24\nCMD ["node", "server.js"]\n' }],
  messages: {
    shell: '{keyword} starts a shell, which keeps signals from the program',
    json: '{keyword} is no JSON array, so a shell is started with it',
  },
  create({ file, report }) {
    const check = (node: Cmd | Entrypoint): void => {
      const written = file.masked.slice(node.argsSpan.start, node.argsSpan.end);
      if (written === '') return;
      if (node.json) {
        hadolintAlone(node.argsSpan, written);
        return;
      }
      const shellSet = shellInForce(file, node) !== undefined;
      const script = readScript(written, node.argsSpan.start);
      const stage = file.stages[node.stage];
      report({
        at: node.argsSpan,
        message: written.startsWith('[') ? 'json' : 'shell',
        data: { keyword: node.keyword.text },
        own: !shellSet && !isOverridden(file, node) && script.commands[0]?.words[0]?.value !== 'exec',
        // Whether a base image from outside has a SHELL of its own is not known.
        peers: [
          ...(isJsonToHadolint(written, file.escape) ? [] : [{ code: 'DL3025' }]),
          ...(stage && startsFromScratch(stage) && !shellSet ? [{ code: 'JSONArgsRecommended' }] : []),
        ],
        suggestions: shellSet ? [] : suggestions(file, node, script),
      });
    };
    return {
      Cmd: check,
      Entrypoint: check,
      Healthcheck(node) {
        if (node.command) hadolintAlone(node.command.span, file.masked.slice(node.command.span.start, node.command.span.end));
      },
    };

    function hadolintAlone(at: Span, written: string): void {
      if (isJsonToHadolint(written, file.escape)) return;
      report({ at, message: 'shell', data: { keyword: 'HEALTHCHECK' }, own: false, peers: [{ code: 'DL3025' }] });
    }
  },
});

/** One that a later one of its kind replaces is another rule's finding. */
const isOverridden = (file: Dockerfile, { kind, stage, end }: DockerInstruction): boolean =>
  file.instructions.some((other) => other.kind === kind && other.stage === stage && other.start > end);

function suggestions(file: Dockerfile, node: DockerInstruction, script: Script): readonly Suggestion[] {
  const at: Span = node.argsSpan;
  const written = file.masked.slice(at.start, at.end);
  const repaired = repairedJson(written);
  if (repaired !== undefined) return [{ title: 'Write valid JSON', edits: (fixer) => [fixer.replace(at, repaired)] }];
  if (written.startsWith('[')) return [];
  const [command] = script.commands;
  const single = script.errors.length === 0 && script.commands.length === 1 && script.list[0]?.simple === true;
  if (!command || !single || file.text.slice(at.start, at.end).includes('\n')) return [];
  const words = command.words[0]?.value === 'exec' ? command.words.slice(1) : command.words;
  const plain =
    command.assignments.length === 0 && command.redirects.length === 0 && words.every((word) => word.literal && !isPattern(word.text));
  if (plain && words.length > 0) {
    const json = `[${words.map(({ value }) => JSON.stringify(value)).join(', ')}]`;
    return [{ title: 'Use the exec form', edits: (fixer) => [fixer.replace(at, json)] }];
  }
  if (command.words[0]?.value === 'exec' || command.assignments.length > 0) return [];
  return [{ title: 'Let the shell replace itself with exec', edits: (fixer) => [fixer.insertBefore(at, 'exec ')] }];
}

/** Arrays with single quotes or a comma too many, which builders read as a command line. */
function repairedJson(written: string): string | undefined {
  const match = /^\[\s*((?:"[^"\\]*"|'[^'"\\]*')(?:\s*,\s*(?:"[^"\\]*"|'[^'"\\]*'))*)\s*,?\s*\]$/.exec(written);
  const strings = [...(match?.[1] ?? '').matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) =>
    JSON.stringify(double ?? single ?? ''),
  );
  return strings.length > 0 ? `[${strings.join(', ')}]` : undefined;
}

/** hadolint reads arrays by rules of its own: any backslash will do, two of them before a quote will not. */
function isJsonToHadolint(written: string, escape: string): boolean {
  if (escape !== '\\') return /^\[\s*(?:"[^"]*"(?:\s*,\s*"[^"]*")*)?\s*\]$/.test(written);
  return !written.includes('\\\\"') && /^\[\s*(?:"(?:[^"\\]|\\"|\\(?!"))*"(?:\s*,\s*"(?:[^"\\]|\\"|\\(?!"))*")*)?\s*\]$/.test(written);
}

/** Means something else to a shell than to the program. */
const isPattern = (text: string): boolean => !/^["']/.test(text) && /[*?[~{]/.test(text);
