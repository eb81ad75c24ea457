import type { Cmd, Dockerfile, Entrypoint, Stage } from '../../dockerfile/ast.ts';
import { finalStage, inheritedInstructions, isKind, lastOf } from '../../dockerfile/stages.ts';
import { entryScript } from '../../lint/entry-script.ts';
import { defineRule } from '../../lint/rule.ts';
import { runScripts } from '../../lint/run-scripts.ts';
import { parseShell } from '../../shell/parse.ts';

export default defineRule({
  name: 'add-init',
  summary: 'Put an init in front of a program that leaves children behind',
  severity: 'info',
  fix: 'none',
  aliases: [],
  why: 'Process 1 has to collect every process that has lost its parent. A program that does not leaves them as zombies, until no process can be started any more.',
  examples: [
    {
      bad: 'FROM node:24\nRUN apt-get update && apt-get install -y chromium\nCMD ["node", "render.js"]\n',
      good: 'FROM node:24\nRUN apt-get update && apt-get install -y chromium tini\nENTRYPOINT ["tini", "--"]\nCMD ["node", "render.js"]\n',
    },
  ],
  messages: {
    browser: 'Browsers leave processes behind that nothing collects: there is no init',
    background: 'Processes in the background are collected by nothing: there is no init',
  },
  create: ({ file, facts, report }) => ({
    end() {
      const stage = finalStage(file);
      const entrypoint = stage && lastOf(stage, 'Entrypoint');
      const command = entrypoint ?? (stage && lastOf(stage, 'Cmd'));
      if (!stage || !command || [entrypoint, lastOf(stage, 'Cmd')].some((node) => node && startsInit(node))) return;
      const script = entryScript(file, facts);
      const background =
        hasBackground(
          command.json
            ? command.json.map(({ value }) => value).join('\n')
            : file.masked.slice(command.argsSpan.start, command.argsSpan.end),
        ) ||
        (script !== undefined && hasBackground(script.text) && !/\bwait\b/.test(script.text));
      if (background) report({ at: command.argsSpan, message: 'background' });
      else if (installsBrowser(file, stage)) report({ at: command.argsSpan, message: 'browser' });
    },
  }),
});

const init = /(?:^|\/)(?:tini(?:-static)?|dumb-init|catatonit|docker-init|s6-svscan|init|supervisord|systemd|runsvdir|my_init)$/;

const startsInit = ({ json, args }: Cmd | Entrypoint): boolean => (json ?? args).some(({ value }) => init.test(value));

/** A command that the shell does not wait for. */
const hasBackground = (script: string): boolean =>
  /[^&>|<]&(?![&>])/.test(script) && parseShell(script, 0).list.some(({ operator }) => operator === '&' || /&\s*$/.test(script));

function installsBrowser(file: Dockerfile, stage: Stage): boolean {
  return inheritedInstructions(stage).some(
    (node) =>
      isKind(node, 'Run') &&
      mention.test(file.masked.slice(node.argsSpan.start, node.end)) &&
      runScripts(file, node).some(({ named }) =>
        named.some(
          ({ name, args }) =>
            /^(?:apt|apt-get|apk|dnf|yum|npx|playwright)$/.test(name) &&
            args.some(({ value }) => browsers.has(value)) &&
            args.some(({ value }) => value === 'install' || value === 'add'),
        ),
      ),
  );
}

const mention = /chrom|firefox|playwright/;
const browsers = new Set(['chromium', 'chromium-browser', 'google-chrome-stable', 'firefox', 'firefox-esr', 'playwright']);
