import { found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import type { PackageJson } from '../package-json.ts';
import type { AppKind, Fact } from '../profile.ts';
import { firstMatch } from '../scan.ts';
import type { NodeFramework } from './frameworks.ts';
import { servesFiles } from './start.ts';
import type { NodeStart } from './start-command.ts';

const serverCode =
  /\bcreateServer\s*\(|\bcreateSecureServer\s*\(|\b(?:app|server|fastify|http|api|router|httpServer|instance)\s*\.\s*listen\s*\(|\bBun\.serve\s*\(|\bexport\s+default\s*\{[^}]*\bfetch\b|\bnew\s+WebSocketServer\s*\(|\bnew\s+WebSocket\.Server\s*\(|\.listen\s*\(\s*(?:\d{2,5}|port|PORT|process\.env)/;

/** What the package is; null when it starts something that is neither known as a server nor as a tool. */
export function kindOf(
  manifest: PackageJson,
  start: NodeStart,
  framework: Fact<NodeFramework> | undefined,
  served: boolean,
  http: Fact<string> | undefined,
): Fact<AppKind> | null {
  const of = (kind: AppKind, fact: Fact<unknown>): Fact<AppKind> => withValue(fact, kind);
  if (served && framework !== undefined) return of('static', framework);
  if (framework?.value.role === 'meta' || framework?.value.role === 'server') return of('web', framework);
  if (start.command !== null) {
    if (http !== undefined) return of('web', http);
    if (servesFiles(start.command.value)) return of('web', start.command);
    if (framework?.value.role === 'worker') return of('worker', framework);
    return 'bin' in manifest.value ? manifest.fact('cli', ['bin'], 'package-json-bin') : null;
  }
  if ('bin' in manifest.value) return manifest.fact('cli', ['bin'], 'package-json-bin');
  return framework === undefined ? found('library', { file: manifest.file, line: null }, 'nothing-starts') : null;
}

/** The first place in the code that opens a server. */
export function httpServer(files: ProjectFiles, sources: readonly string[]): Fact<string> | undefined {
  return firstMatch(
    files,
    sources,
    ['listen', 'createServer', 'createSecureServer', 'Bun.serve', 'fetch', 'Server('],
    serverCode,
    'source-server',
  );
}
