import { plainCommands, execArgv } from '../command-line.ts';
import type { NodeProject } from './project.ts';
import { imageRoot } from './stages.ts';

/** The process that the image starts, without the package manager, which would stand between it and its signals. */
export interface Start {
  readonly argv: readonly string[];
  /** Package of the tool that starts the app; null when it is node, bun or a shell. */
  readonly tool: string | null;
}

/** The words of a command as the image runs them: tools by their path, everything else as it is. */
export function startArgv(project: NodeProject, command: string, known: Readonly<Record<string, string>>): Start {
  const commands = plainCommands(scriptText(project, command) ?? command, known);
  const words = commands?.length === 1 ? commands[0]?.words : undefined;
  if (words === undefined) return { argv: execArgv(scriptText(project, command) ?? command, known), tool: null };
  return toolArgv(project, words);
}

function toolArgv(project: NodeProject, words: readonly string[]): Start {
  const [tool = '', ...rest] = words;
  if (tool === 'npx' || tool === 'bunx')
    return toolArgv(
      project,
      rest.filter((word) => !/^(?:-y|--yes|--no-install|--)$/.test(word)),
    );
  if (tool === 'bun' && rest[0] === 'run') return { argv: ['bun', ...rest.slice(1)], tool: null };
  if (interpreters.test(tool) || tool.includes('/')) return { argv: words, tool: null };
  return { argv: [`${binFolder(project)}/${tool}`, ...rest], tool: toolPackages[tool] ?? tool };
}

/** The one script that only a shell can run; detection has followed all others. */
function scriptText({ manifest }: NodeProject, command: string): string | undefined {
  const name = /^(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:.-]+)$/.exec(command)?.[1];
  return name === undefined ? undefined : manifest.scripts.get(name);
}

/** Only pnpm links the tools of a workspace package into the package itself; the others keep them at the root. */
function binFolder({ manager, workspace }: NodeProject): string {
  return workspace.app.folder === '.' || manager.name === 'pnpm' ? 'node_modules/.bin' : `${imageRoot}/node_modules/.bin`;
}

const interpreters = /^(?:node|bun|sh|bash|deno|python3?)$/;

/** Commands whose package has another name. */
const toolPackages: Readonly<Record<string, string>> = {
  nest: '@nestjs/cli',
  'remix-serve': '@remix-run/serve',
  'react-router-serve': '@react-router/serve',
  strapi: '@strapi/strapi',
  fastify: 'fastify-cli',
  medusa: '@medusajs/cli',
  keystone: '@keystone-6/core',
  'solid-start': 'solid-start',
  sequelize: 'sequelize-cli',
};
