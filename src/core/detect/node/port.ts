import { composeServiceOf, composeServices } from '../compose-facts.ts';
import { byDefault, firstFact, found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { findLine } from '../lines.ts';
import type { PackageJson } from '../package-json.ts';
import { inFolder } from '../paths.ts';
import { platformFacts } from '../platform-files.ts';
import { portFromEnvFile, portFromSource, portInCommand, portVariable, validPort } from '../ports.ts';
import type { AppKind, Fact } from '../profile.ts';
import type { NodeFramework } from './frameworks.ts';
import type { NodeStart } from './start-command.ts';

/** The ways to say a port in JavaScript and TypeScript, the most telling first. */
export const nodePortPatterns = [
  new RegExp(
    `(?:process|Bun|import\\.meta)\\.env(?:\\.|\\[\\s*['"\`])${portVariable}(?:['"\`]\\s*\\])?\\s*(?:,\\s*10\\s*)?\\)?\\s*(?:\\|\\||\\?\\?|\\?[^:\\n]{1,60}:)\\s*(?:Number\\(|parseInt\\()?['"\`]?(\\d{2,5})`,
  ),
  new RegExp(`\\{[^}]*\\b${portVariable}\\s*(?::\\s*\\w+\\s*)?=\\s*['"]?(\\d{2,5})[^}]*\\}\\s*=\\s*process\\.env`),
  /\.listen\s*\(\s*['"`]?(\d{2,5})\b/,
  /\.listen\s*\(\s*\{[^}]*?\bport\s*:\s*(\d{2,5})\b/,
  /(?:^|[\s,{(])(?:const|let|var)?\s*(?:port|PORT|serverPort|SERVER_PORT|httpPort|HTTP_PORT|appPort)\s*(?::\s*number\s*)?=\s*['"`]?(\d{2,5})\b/,
  /\b(?:serve|Bun\.serve|startStandaloneServer|createServer|Server|server|httpServer)\s*\([\s\S]{0,300}?\bport\s*:\s*(?:[^,}\n]*?(?:\|\||\?\?)\s*)?['"]?(\d{2,5})\b/,
  /\bexport\s+default\s*\{[\s\S]{0,200}?\bport\s*:\s*(?:[^,}\n]*?(?:\|\||\?\?)\s*)?(\d{2,5})\b/,
  new RegExp(`\\.(?:get|getOrThrow|number|int|port)\\(\\s*['"\`]${portVariable}['"\`]\\s*,\\s*['"]?(\\d{2,5})`, 'i'),
  new RegExp(`\\b${portVariable}\\b[^\\n]{0,60}?(?:default\\(|default:\\s*)['"]?(\\d{2,5})`, 'i'),
  /\.set\(\s*['"`]port['"`]\s*,[^)\n]*?(\d{2,5})\b/,
  /^\s*['"]?port['"]?\s*:\s*(?:[^,}\n]*?(?:\|\||\?\?)\s*)?['"]?(\d{2,5})\b/m,
];

const staticPort = 8080;

/** The port of a web app or site: start command, source, configuration, env files, existing container files; then a default. */
export function portOf(
  files: ProjectFiles,
  folder: string,
  manifest: PackageJson,
  sources: readonly string[],
  start: NodeStart,
  framework: NodeFramework | undefined,
  kind: AppKind,
): Fact<number> | null {
  if (kind === 'static') return byDefault(staticPort, 'the unprivileged port of the web server that serves the files');
  const command =
    start.script === null ? (start.command?.value ?? '') : `${manifest.scripts.get(start.script) ?? ''} ${start.command?.value ?? ''}`;
  const inCommand = portInCommand(command) ?? validPort(start.env['PORT']);
  if (inCommand !== undefined && start.command !== null)
    return { value: inCommand, evidence: { ...start.command.evidence, rule: 'start-command-port' } };
  const isMeta = framework?.role === 'meta';
  const fromSource =
    isMeta && start.entry === null
      ? undefined
      : portFromSource(
          files,
          isMeta
            ? entryFile(files, folder, start)
            : [...entryFile(files, folder, start), ...sources].filter((file) => !/\.(?:config|vue|svelte|astro)\b/.test(file)),
          nodePortPatterns,
        );
  return firstFact(
    fromSource,
    configuredPort(files, folder),
    portFromEnvFile(files, folder),
    platformFacts(files, folder).port,
    composeServiceOf(composeServices(files, folder), folder)?.port,
    framework === undefined || framework.port === null ? undefined : byDefault(framework.port, `${framework.name}'s own default`),
    /^(?:npx\s+)?http-server\b/.test(start.command?.value ?? '')
      ? byDefault(8080, "http-server's own default")
      : byDefault(3000, 'nothing says it; PORT is set to this'),
  );
}

/** The file that the start command runs, which may lie aside of the sources: `bin/www`. */
function entryFile(files: ProjectFiles, folder: string, start: NodeStart): readonly string[] {
  const file = inFolder(folder, (start.entry ?? '').replace(/^\.\//, ''));
  return files.has(file) ? [file] : [];
}

/** node-config's default.json. */
function configuredPort(files: ProjectFiles, folder: string): Fact<number> | undefined {
  const file = inFolder(folder, 'config/default.json');
  const hit = findLine(files.read(file) ?? '', /"port"\s*:\s*"?(\d{2,5})/);
  const port = validPort(hit?.match[1]);
  return hit === undefined || port === undefined ? undefined : found(port, { file, line: hit.line }, 'node-config-port', hit.match[0]);
}
