import { found } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { asArray, asObject, asString, readJson } from './json.ts';
import { findLine } from './lines.ts';
import { inFolder } from './paths.ts';
import { validPort } from './ports.ts';
import type { Fact } from './profile.ts';
import { readToml } from './toml.ts';

/** What files of hosting platforms and an existing Dockerfile say of how the app runs. */
export interface PlatformFacts {
  readonly port: Fact<number> | null;
  readonly start: Fact<string> | null;
}

/** Reads fly.toml, railway.json, nixpacks.toml, railpack.json and the last stage of a Dockerfile in the app's folder. */
export function platformFacts(files: ProjectFiles, folder: string): PlatformFacts {
  return {
    port: dockerfilePort(files, folder) ?? flyPort(files, folder) ?? null,
    start: railwayStart(files, folder) ?? railpackStart(files, folder) ?? nixpacksStart(files, folder) ?? null,
  };
}

/** The version in the tag of the first `FROM` whose image has one of the names: `FROM python:3.12-slim`. */
export function versionFromDockerfile(files: ProjectFiles, folder: string, images: readonly string[]): Fact<string> | undefined {
  const file = inFolder(folder, 'Dockerfile');
  const text = files.read(file);
  if (text === undefined) return undefined;
  const args = new Map([...text.matchAll(/^\s*ARG\s+(\w+)=["']?([^\s"']+)/gim)].map((match) => [match[1] ?? '', match[2] ?? '']));
  for (const match of text.matchAll(/^[ \t]*FROM\s+(?:--platform=\S+\s+)?(\S+)/gim)) {
    const image = (match[1] ?? '').replace(/\$\{?(\w+)\}?/g, (_, name: string) => args.get(name) ?? '');
    const parts = /^(?:.*\/)?([^/:@]+):(?:v|python)?(\d+(?:\.\d+){0,2})(?:[.-].*|@.*)?$/.exec(image);
    if (parts === null || !images.includes(parts[1] ?? '')) continue;
    return found(parts[2] ?? '', { file, line: text.slice(0, match.index).split('\n').length }, 'dockerfile-from', match[0]);
  }
  return undefined;
}

/** The command of a Dockerfile's last stage, when it is in exec form: `ENTRYPOINT ["python"]` and `CMD ["app.py"]` are one. */
export function startFromDockerfile(files: ProjectFiles, folder: string): Fact<string> | undefined {
  const file = inFolder(folder, 'Dockerfile');
  const lines = (files.read(file) ?? '').split('\n');
  const lastStage = lines.findLastIndex((line) => /^\s*FROM\s/i.test(line));
  const instruction = (name: string) => {
    const index = lines.findLastIndex((line, at) => at > lastStage && new RegExp(`^\\s*${name}\\s+\\[`, 'i').test(line));
    const words = asArray(readJson((lines[index] ?? '').replace(/^\s*\w+\s+/, '')).value).filter((word) => typeof word === 'string');
    return { line: index + 1, words };
  };
  const entrypoint = instruction('ENTRYPOINT');
  const command = instruction('CMD');
  const words = [...entrypoint.words, ...command.words];
  if (
    words.length === 0 ||
    /\brunserver\b|^(?:sh|bash|\/bin\/(?:ba)?sh)$|\bflask run\b|\bdev\b|--reload\b/.test(words.join(' ')) ||
    /^(?:\/bin\/)?(?:ba)?sh$/.test(words[0] ?? '')
  )
    return undefined;
  const line = command.words.length > 0 ? command.line : entrypoint.line;
  return found(
    words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' '),
    { file, line },
    'dockerfile-command',
    words.join(' '),
  );
}

function dockerfilePort(files: ProjectFiles, folder: string): Fact<number> | undefined {
  const file = inFolder(folder, 'Dockerfile');
  const text = files.read(file);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  const lastStage = lines.findLastIndex((line) => /^\s*FROM\s/i.test(line));
  for (const [index, line] of lines.entries()) {
    const port = index < lastStage ? undefined : validPort(/^\s*EXPOSE\s+(?:\$\{\w+:-)?(\d+)/i.exec(line)?.[1]);
    if (port !== undefined) return found(port, { file, line: index + 1 }, 'dockerfile-expose', line);
  }
  return undefined;
}

function flyPort(files: ProjectFiles, folder: string): Fact<number> | undefined {
  const file = inFolder(folder, 'fly.toml');
  const hit = findLine(files.read(file) ?? '', /^\s*internal_port\s*=\s*["']?(\d+)/m);
  const port = validPort(hit?.match[1]);
  return hit === undefined || port === undefined ? undefined : found(port, { file, line: hit.line }, 'fly-internal-port', hit.match[0]);
}

function railwayStart(files: ProjectFiles, folder: string): Fact<string> | undefined {
  const json = inFolder(folder, 'railway.json');
  const document = readJson(files.read(json) ?? '{}');
  const command = asString(asObject(asObject(document.value)['deploy'])['startCommand']);
  if (command !== undefined)
    return found(command, { file: json, line: document.line('deploy', 'startCommand') }, 'railway-start-command', command);
  return fromToml(files, inFolder(folder, 'railway.toml'), 'deploy', 'startCommand', 'railway-start-command');
}

function railpackStart(files: ProjectFiles, folder: string): Fact<string> | undefined {
  const file = inFolder(folder, 'railpack.json');
  const document = readJson(files.read(file) ?? '{}');
  const command = asString(asObject(asObject(document.value)['deploy'])['startCommand']);
  return command === undefined
    ? undefined
    : found(command, { file, line: document.line('deploy', 'startCommand') }, 'railpack-start-command', command);
}

function nixpacksStart(files: ProjectFiles, folder: string): Fact<string> | undefined {
  return fromToml(files, inFolder(folder, 'nixpacks.toml'), 'start', 'cmd', 'nixpacks-start');
}

function fromToml(files: ProjectFiles, file: string, table: string, key: string, rule: string): Fact<string> | undefined {
  const text = files.read(file);
  if (text === undefined) return undefined;
  const document = readToml(text);
  const value = asObject(document.value[table])[key];
  const command = asString(value) ?? asString(asArray(value)[0]);
  return command === undefined ? undefined : found(command, { file, line: document.line(table, key) }, rule, command);
}
