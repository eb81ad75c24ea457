import { found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import type { AppKind, Fact, Process } from '../profile.ts';
import { firstMatch } from '../scan.ts';
import type { PythonManifests } from './dependencies.ts';

const serverCode = /\b(?:HTTPServer|ThreadingHTTPServer|make_server|TCPServer|start_server|uvicorn\.run|serve_forever)\(/;
const workers = [
  'discord-py',
  'discord',
  'nextcord',
  'py-cord',
  'disnake',
  'python-telegram-bot',
  'aiogram',
  'pytelegrambotapi',
  'telethon',
  'slack-bolt',
  'celery',
  'rq',
  'dramatiq',
  'huey',
  'apscheduler',
  'schedule',
  'scrapy',
  'kafka-python',
  'confluent-kafka',
  'pika',
];

/** What was read of the app before its kind. */
export interface Signs {
  readonly framework: Fact<unknown> | undefined;
  readonly start: Fact<string> | null;
  readonly port: Fact<number> | undefined;
  readonly celery: Fact<Process> | undefined;
}

/** What the project is; null when it runs something of which nothing is known. */
export function kindOf(
  files: ProjectFiles,
  sources: readonly string[],
  manifests: PythonManifests,
  { framework, start, port, celery }: Signs,
): Fact<AppKind> | null {
  if (framework !== undefined) return withValue(framework, 'web');
  if (start?.evidence.rule === 'procfile') return withValue(start, 'web');
  const server = firstMatch(
    files,
    sources,
    ['Server(', 'make_server(', 'start_server(', 'uvicorn.run(', 'serve_forever('],
    serverCode,
    'source-server',
  );
  if (server !== undefined) return withValue(server, 'web');
  if (celery !== undefined) return withValue(celery, 'worker');
  const worker = workers.map((name) => manifests.dependencies.get(name)).find((fact) => fact !== undefined);
  if (worker !== undefined && start !== null) return withValue(worker, 'worker');
  if (start?.evidence.rule === 'pyproject-scripts') return withValue(start, 'cli');
  if (start === null && manifests.pyproject !== undefined)
    return found('library', { file: manifests.pyproject.file, line: null }, 'nothing-starts');
  return port === undefined || start === null ? null : withValue(port, 'web');
}
