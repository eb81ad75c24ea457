import { through } from '../../lint/command-words.ts';
import { eachRun } from '../../lint/each-run.ts';
import { defineRule, type Suggestion } from '../../lint/rule.ts';
import { instructionsBefore, isInFinalImage } from '../../lint/stages.ts';
import type { Dockerfile, Run } from '../../dockerfile/ast.ts';
import { argumentsWithout, type Command } from '../../shell/commands.ts';
import type { ShellWord } from '../../shell/parse.ts';

export default defineRule({
  name: 'omit-dev-dependencies',
  summary: 'Leave development dependencies out of the final image',
  severity: 'info',
  fix: 'suggestion',
  aliases: [],
  why: 'Bundlers, compilers and test runners are often the larger half of node_modules, and bring most of what scanners find. Install them in a build stage, and only what runs in the last.',
  examples: [
    {
      bad: 'FROM node:24\nCOPY package*.json ./\nRUN npm ci\n',
      good: 'FROM node:24\nCOPY package*.json ./\nRUN npm ci --omit=dev\n',
    },
  ],
  messages: { dev: "'{command}' brings development dependencies into the final image" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      const { file } = context;
      if (run.onbuild || !isInFinalImage(file, run.stage)) return;
      for (const command of commands) {
        const tool = tools[command.name];
        const word = tool && installWord(command, tool);
        if (!word || leavesOut(command, tool)) continue;
        if (tool.node && isProduction(file, run, command)) continue;
        if (commands.some((later) => later.start > command.start && later.name === command.name && prunes(later, tool))) continue;
        const suggestion: Suggestion = { title: `Add ${tool.add}`, edits: (fixer) => [fixer.insertAfter(word, ` ${tool.add}`)] };
        context.report({
          at: through(command, word),
          message: 'dev',
          data: { command: word.value === command.name ? command.name : `${command.name} ${word.value}` },
          suggestions: run.form === 'exec' || buildsLater(commands, command) ? [] : [suggestion],
        });
      }
    }),
});

interface Tool {
  readonly install: readonly string[];
  /** The option that leaves them out. */
  readonly add: string;
  /** That and what means the same, and a global install, in the arguments with a blank before and behind each. */
  readonly without: RegExp;
  /** NODE_ENV=production means the same. */
  readonly node: boolean;
}

const tools: Readonly<Record<string, Tool>> = {
  npm: {
    install: ['ci', 'install', 'i', 'clean-install'],
    add: '--omit=dev',
    without: / (?:--omit[= ]dev|--prod(?:uction)?(?:=true)?|--only[= ]prod\w*|-g|--global) /,
    node: true,
  },
  yarn: { install: ['install'], add: '--production', without: / --prod(?:uction)?(?:=true)? /, node: true },
  pnpm: { install: ['install', 'i'], add: '--prod', without: / (?:--prod(?:uction)?|-P|-g|--global) /, node: true },
  bun: { install: ['install', 'i'], add: '--production', without: / (?:--production|-p|--omit[= ]dev|-g|--global) /, node: true },
  composer: { install: ['install', 'i'], add: '--no-dev', without: / --no-dev /, node: false },
};

const leavesOut = ({ args }: Command, { without }: Tool): boolean => without.test(` ${args.map(({ value }) => value).join(' ')} `);

/** The subcommand of an install of the project; undefined where packages are named. */
function installWord(command: Command, { install }: Tool): ShellWord | undefined {
  const [subcommand, ...packages] = argumentsWithout(command, valueFlags);
  return subcommand && packages.length === 0 && install.includes(subcommand.value) ? subcommand : undefined;
}

const valueFlags = [
  'prefix', 'C', 'dir', 'cwd', 'd', 'working-dir', 'w', 'workspace', 'omit', 'only', 'cache', 'loglevel', 'registry', 'network-timeout', 'network-concurrency',
]; // prettier-ignore

/** NODE_ENV=production by ENV, by ARG, in front of the command or exported before it. */
function isProduction(file: Dockerfile, run: Run, { simple, script }: Command): boolean {
  const isSet = ({ value }: ShellWord): boolean => value === 'NODE_ENV=production';
  const exports = script.commands.filter(({ words, start }) => start < simple.start && words[0]?.value === 'export');
  if (simple.assignments.some(isSet) || exports.some(({ words }) => words.some(isSet))) return true;
  const pairs = instructionsBefore(file, run).flatMap((node) => (node.kind === 'Env' || node.kind === 'Arg' ? node.pairs : []));
  const value = pairs.findLast(({ key }) => key.value === 'NODE_ENV')?.value?.value;
  return value === 'production' || (value?.includes('$') ?? false);
}

const prunes = (command: Command, tool: Tool): boolean => command.args.some(({ value }) => value === 'prune') || leavesOut(command, tool);

/** Where the same RUN goes on to build, the build needs them. */
const buildsLater = (commands: readonly Command[], install: Command): boolean =>
  commands.some(({ start, args }) => start > install.start && args.some(({ value }) => value === 'build'));
