import type { Fact } from '../profile.ts';
import type { PackageJson } from '../package-json.ts';
import { type SimpleCommand, splitCommands } from '../shell-words.ts';

/** What a script comes down to. */
export interface ScriptMeaning {
  /**
   * `process`: one command to run in production. `shell`: it needs a shell. `dev`: a development server or watcher. `static`: a file server for a build.
   * `delegates`: starts other packages of a workspace, or several things at once.
   */
  readonly type: 'process' | 'shell' | 'dev' | 'static' | 'delegates' | 'build';
  readonly command: SimpleCommand;
  /** Commands before the process that change a database. */
  readonly release: readonly string[];
  /** What a development runner would run in production: the file after nodemon or ts-node. */
  readonly devTarget: string | null;
}

/** Reads a script down to the process it starts; undefined when there is no such script. */
export function meaningOfScript(manifest: PackageJson, name: string): ScriptMeaning | undefined {
  const script = manifest.scripts.get(name);
  return script === undefined ? undefined : meaningOfCommand(manifest, script, [name]);
}

/** Reads a command line as npm would run it, following `npm run` into the scripts of the manifest. */
export function meaningOfCommand(manifest: PackageJson, line: string, seen: readonly string[] = []): ScriptMeaning {
  const commands = splitCommands(line);
  const whole = { env: {}, words: [], text: line.trim() };
  if (commands === undefined) return { type: backgroundOnly(line) ? 'delegates' : 'shell', command: whole, release: [], devTarget: null };
  const meanings = commands.map((command) => meaningOfSimple(manifest, command, seen));
  const release = meanings.flatMap((meaning, index) =>
    isRelease(commands[index]?.text ?? '') ? [commands[index]?.text ?? ''] : meaning.release,
  );
  const running = meanings.filter((meaning, index) => meaning.type !== 'build' && !isRelease(commands[index]?.text ?? ''));
  const last = running.at(-1);
  if (last === undefined) return { type: 'build', command: whole, release, devTarget: null };
  const changesFolder = commands.some((command) => command.words[0] === 'cd');
  if (running.length > 1 || changesFolder)
    return {
      type: running.every((meaning) => meaning.type === 'dev') ? 'dev' : changesFolder ? 'delegates' : 'shell',
      command: whole,
      release,
      devTarget: null,
    };
  return { ...last, release };
}

/** The first of the scripts that means a process, with its name and place. */
export function scriptFact(manifest: PackageJson, name: string, value: string): Fact<string> {
  return manifest.fact(value, ['scripts', name], 'package-json-script', `${name}: ${manifest.scripts.get(name) ?? ''}`);
}

const releaseCommand =
  /\b(?:prisma\s+(?:migrate\s+deploy|db\s+push)|sequelize(?:-cli)?\s+db:migrate|knex\s+migrate:(?:latest|up)|typeorm(?:-ts-node-\w+)?\s+(?:-d\s+\S+\s+)?migration:run|drizzle-kit\s+(?:migrate|push)|node-pg-migrate\s+up|mikro-orm\s+migration:up|db-migrate\s+up|node\s+ace(?:\.js)?\s+migration:run|medusa\s+(?:migrations\s+run|db:migrate))/;

/** Whether a command brings a database up to date, and so runs once a release. */
export function isRelease(command: string): boolean {
  return releaseCommand.test(command);
}

/** Whether a command is a file server: `serve -s dist`, `http-server .`. */
export function servesFiles(command: string): boolean {
  return staticCommand.test(command);
}

const buildCommand =
  /^(?:npx\s+)?(?:tsc(?!-watch)|vue-tsc|tsup|unbuild|rollup|webpack(?!\s+(?:serve|-dev-server))|rimraf|rm|mkdir|cp|cpx|copyfiles|shx|echo|esbuild|swc|babel(?!-node)|prisma\s+(?:generate|format)|(?:npm|pnpm|yarn|bun)\s+(?:install|ci|i)\b|(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?(?:build|prebuild|compile|clean|generate|lint|test)\b|next\s+build|nux[it]\s+(?:build|generate|prepare)|vite\s+build|ng\s+build|react-scripts\s+build|nest\s+build|remix\s+build|react-router\s+build|svelte-kit\s+sync|gulp|grunt|eslint|prettier|turbo\s+(?:run\s+)?build|nx\s+(?:run-many|build)|tailwindcss|sass|node-sass|patch-package|husky|sleep|wait-on|wait-port|panda|payload\s+generate)\b|^cd\b/;
const devCommand =
  /^(?:npx\s+)?(?:nodemon|node-dev|ts-node-dev|tsnd|tsc-watch|tsx\s+watch|supervisor|babel-watch|next\s+dev|next$|nux[it]\s+dev|nuxt(?:\s+dev)?$|vite(?:\s+(?:dev|serve))?(?:\s+-.*)?$|react-scripts\s+start|craco\s+start|react-app-rewired\s+start|ng\s+s(?:erve)?\b|vue-cli-service\s+serve|webpack(?:\s+serve|-dev-server)|nest\s+start|remix\s+dev|remix\s+vite:dev|react-router\s+dev|astro\s+(?:dev|start)|gatsby\s+(?:dev|develop)|docusaurus\s+start|eleventy\s+--serve|@11ty\/eleventy\s+--serve|parcel\s+(?!build)|vitepress\s+dev|vuepress\s+dev|svelte-kit\s+dev|expo\s+(?:start|run)|strapi\s+dev(?:elop)?|redwood\s+dev|rw\s+dev|ember\s+s|preact\s+watch|storybook|start-storybook|wrangler|vercel|netlify|snowpack|adonis\s+serve\s+--dev|node\s+ace(?:\.js)?\s+serve|vinxi\s+dev|medusa\s+develop|electron|tauri|deno\s+task|bun\s+(?:run\s+)?--(?:hot|watch)|react-native|hexo\s+server|sls\s+offline|serverless\s+offline|firebase|functions-framework\s+.*--watch|tina|keystone\s+dev)/;
const staticCommand =
  /^(?:npx\s+|bunx\s+|pnpm\s+dlx\s+)?(?:serve(?:@\S+)?|http-server|sirv|vite\s+preview|live-server|lite-server|local-web-server|static-server|superstatic|astro\s+preview|gatsby\s+serve|docusaurus\s+serve|spa-http-server|ws|vitepress\s+(?:serve|preview))(?:\s|$)/;
const delegatingCommand =
  /^(?:npx\s+)?(?:concurrently|npm-run-all|run-[ps]|turbo|nx|lerna|rush|wsrun|ultra|moon|foreman|nf|docker|docker-compose|make|wireit)\b|^(?:npm|pnpm|yarn|bun)\b.*\s(?:--workspaces?|-w|--filter|-F|-r|--recursive|--prefix|-C|--dir|--cwd)(?:[\s=]|$)|^pnpm\s+(?:--filter|-F|-r|-C)|^yarn\s+(?:workspaces?|--cwd)\b/;

function meaningOfSimple(manifest: PackageJson, command: SimpleCommand, seen: readonly string[]): ScriptMeaning {
  const plain = (type: ScriptMeaning['type'], devTarget: string | null = null): ScriptMeaning => ({
    type,
    command,
    release: [],
    devTarget,
  });
  const text = command.text;
  if (delegatingCommand.test(text)) return plain('delegates');
  if (buildCommand.test(text)) return plain('build');
  const script = scriptCalled(manifest, command);
  if (script !== undefined) {
    if (seen.includes(script)) return plain('shell');
    const inner = meaningOfCommand(manifest, manifest.scripts.get(script) ?? '', [...seen, script]);
    return { ...inner, command: { ...inner.command, env: { ...command.env, ...inner.command.env } } };
  }
  if (staticCommand.test(text)) return plain('static');
  const watched = watchedNode(command);
  if (watched !== undefined) return { type: 'dev', command, release: [], devTarget: watched };
  if (devCommand.test(text)) return plain('dev', targetOfRunner(command));
  if (/\$\{?\w/.test(text.replace(/'[^']*'/g, ''))) return plain('shell');
  return { type: 'process', command: withoutWrapper(command), release: [], devTarget: null };
}

/** The script that `npm start`, `yarn x`, `pnpm run x` would run. */
function scriptCalled(manifest: PackageJson, { words }: SimpleCommand): string | undefined {
  const [manager, verb, name] = words;
  if (manager === undefined || !/^(?:npm|pnpm|yarn|bun)$/.test(manager)) return undefined;
  if ((verb === 'run' || verb === 'run-script') && name !== undefined && manifest.scripts.has(name)) return name;
  if (verb === undefined || verb.startsWith('-') || (manager === 'npm' && verb !== 'start')) return undefined;
  return manifest.scripts.has(verb) ? verb : undefined;
}

/** The file that `node --watch x` runs. */
function watchedNode({ words }: SimpleCommand): string | undefined {
  if (!/^(?:node|bun|tsx)$/.test(words[0] ?? '') || !words.some((word) => /^--(?:watch|hot)/.test(word))) return undefined;
  return words.slice(1).find((word) => !word.startsWith('-') && word !== 'run' && word !== 'watch') ?? '';
}

function targetOfRunner({ words, text }: SimpleCommand): string | null {
  if (!/^(?:npx\s+)?(?:nodemon|node-dev|ts-node-dev|tsnd|tsx|supervisor|babel-watch)\b/.test(text)) return null;
  return (
    words.slice(1).find((word) => /^(?:\.\/)?[\w./-]+\.(?:[cm]?[jt]sx?)$/.test(word) || /^\.?[\w-]*\/[\w./-]+$/.test(word)) ??
    words.join(' ').match(/[\w./-]+\.[cm]?[jt]s\b/)?.[0] ??
    ''
  );
}

/** Process managers and debuggers that have no place in a container. */
function withoutWrapper(command: SimpleCommand): SimpleCommand {
  const text = command.text
    .replace(/^(?:npx\s+)?pm2(?:-runtime)?\s+(?:start\s+)?(?!\S*(?:ecosystem|pm2|process))([\w./-]+\.[cm]?js)(?=\s|$).*$/, 'node $1')
    .replace(/^(?:npx\s+)?pm2\s+start\b/, 'pm2-runtime start')
    .replace(/^(?:npx\s+)?forever\s+(?:start\s+)?(?:-\S+\s+)*([\w./-]+\.[cm]?js)\b/, 'node $1')
    .replace(/^(node\s.*?)--inspect(?:-brk)?(?:=\S+)?\s+/, '$1')
    .replace(/^npx\s+(?:-y\s+)?(?=next|nuxt|remix-serve|react-router-serve|tsx|ts-node|strapi|fastify)/, '')
    .replace(/^node\s+(?:\.\/)?node_modules\/(?:\.bin\/)?(next|nuxt)(?:\/dist\/bin\/next|\/bin\/nuxt(?:\.js)?)?(?=\s)/, '$1');
  return text === command.text ? command : { ...command, text, words: text.split(/\s+/) };
}

/** `a & b`: several processes at once. */
function backgroundOnly(line: string): boolean {
  return /[^&]&[^&]/.test(line) && !/\|\|/.test(line);
}
