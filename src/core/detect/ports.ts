import { found } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { contentLines, firstGroup, isComment, lineAt } from './lines.ts';
import { inFolder } from './paths.ts';
import type { Fact } from './profile.ts';
import { filesWith } from './scan.ts';

/** Names of variables that hold the port an app listens on, not a service's: `PORT`, `APP_PORT`, never `DB_PORT`. */
export const portVariable = '(?:(?:APP|APPLICATION|SERVER|HTTP|API|WEB|NODE|LISTEN|SERVICE|BACKEND|FLASK|UVICORN|FASTAPI|DJANGO)_)?PORT';

/** Every way to say a port holds one of these; `port` alone would be in every `import`. */
const portWords = [
  'PORT',
  'Port',
  ' port',
  '[port',
  ':port',
  'run(',
  '.port',
  '_port',
  '(port',
  '{port',
  '"port',
  "'port",
  '\tport',
  '\nport',
  ',port',
  'isten',
  'Server(',
  'Run(',
  'Start(',
  '.start(',
  'Addr',
  'addr',
  'bind',
  'htons',
  'endpoint',
  '0.0.0.0',
  '127.0.0.1',
  'Url',
  'URLS',
];
/** Sources come with entry files and shallow ones first; what listens is among them. */
const mostFiles = 60;

/** The first port that one of the patterns captures, patterns in order of trust, files in the order given. */
export function portFromSource(files: ProjectFiles, paths: readonly string[], patterns: readonly RegExp[]): Fact<number> | undefined {
  const likely = filesWith(files, paths.slice(0, mostFiles), portWords);
  for (const pattern of patterns) {
    for (const file of likely) {
      const text = files.read(file);
      if (text === undefined) continue;
      const fact = portInText(text, file, pattern);
      if (fact !== undefined) return fact;
    }
  }
  return undefined;
}

/** A port written in a command: `--port 8000`, `-p 3000`, `PORT=3000`, `--bind 0.0.0.0:8000`, `-b :5000`. */
export function portInCommand(command: string): number | undefined {
  const match =
    /(?:^|\s)(?:--(?:server[.-])?(?:http-)?port|-p|--listen|-l)[=\s]+["']?(\d{2,5})\b/.exec(command) ??
    /(?:^|\s)(?:PORT|APP_PORT|SERVER_PORT)=["']?(\d{2,5})\b/.exec(command) ??
    /(?:^|\s)(?:--bind|-b|--addr|--address|--listen|-l|-S)[=\s]+["']?(?:tcp:\/\/)?[\w.*[\]:]*?:(\d{2,5})\b/.exec(command) ??
    /(?:^|\s)-p(\d{2,5})\b/.exec(command) ??
    /\$\{PORT:-(\d{2,5})\}/.exec(command) ??
    /-Dserver\.port=(\d{2,5})\b/.exec(command);
  return match === null ? undefined : validPort(match[1]);
}

/** `PORT` of the env files that are meant to be shared. */
export function portFromEnvFile(files: ProjectFiles, folder: string): Fact<number> | undefined {
  const pattern = new RegExp(`^(?:export\\s+)?${portVariable}\\s*=\\s*["']?(\\d{2,5})["']?$`);
  for (const name of [
    '.env.production',
    '.env',
    '.env.example',
    '.env.sample',
    '.env.template',
    '.env.dist',
    'env.example',
    'example.env',
  ]) {
    const file = inFolder(folder, name);
    for (const { text, line } of contentLines(files.read(file) ?? '')) {
      const port = validPort(pattern.exec(text)?.[1]);
      if (port !== undefined) return found(port, { file, line }, 'env-file-port', text);
    }
  }
  return undefined;
}

export function validPort(text: string | undefined): number | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

function portInText(text: string, file: string, pattern: RegExp): Fact<number> | undefined {
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))) {
    const port = validPort(firstGroup(match));
    if (port === undefined) continue;
    const end = match.index + match[0].length;
    if (isComment(text, end - 1)) continue;
    const after = text.indexOf('\n', end);
    return found(
      port,
      { file, line: lineAt(text, end - 1) },
      'source-port',
      text.slice(text.lastIndexOf('\n', end - 1) + 1, after < 0 ? undefined : after),
    );
  }
  return undefined;
}
