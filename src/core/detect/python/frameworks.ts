import { found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { findLine } from '../lines.ts';
import { relativeTo } from '../paths.ts';
import type { Fact } from '../profile.ts';
import type { PythonManifests } from './dependencies.ts';
import type { PythonServer } from './details.ts';

/** One row of what Python services are built with. */
export interface PythonFramework {
  readonly name: string;
  /** Dependencies that mean it. */
  readonly packages: readonly string[];
  /** Module names of its imports. */
  readonly imports: readonly string[];
  /** Class or function that makes the app object. */
  readonly makes: RegExp | null;
  readonly runs: 'wsgi' | 'asgi' | 'script' | 'worker' | 'streamlit' | 'chainlit' | 'sanic';
  readonly port: number | null;
}

/** In order of precedence: what is built on another comes first. Django with a manage.py is read by its own reader. */
export const pythonFrameworks: readonly PythonFramework[] = [
  { name: 'streamlit', packages: ['streamlit'], imports: ['streamlit'], makes: null, runs: 'streamlit', port: 8501 },
  { name: 'chainlit', packages: ['chainlit'], imports: ['chainlit'], makes: null, runs: 'chainlit', port: 8000 },
  { name: 'fasthtml', packages: ['python-fasthtml'], imports: ['fasthtml'], makes: /(?:FastHTML|fast_app)\(/, runs: 'asgi', port: 5001 },
  { name: 'fastapi', packages: ['fastapi', 'fastapi-slim'], imports: ['fastapi'], makes: /FastAPI\(/, runs: 'asgi', port: 8000 },
  { name: 'litestar', packages: ['litestar'], imports: ['litestar'], makes: /Litestar\(/, runs: 'asgi', port: 8000 },
  { name: 'quart', packages: ['quart'], imports: ['quart'], makes: /Quart\(/, runs: 'asgi', port: 5000 },
  { name: 'sanic', packages: ['sanic'], imports: ['sanic'], makes: /Sanic\(/, runs: 'sanic', port: 8000 },
  { name: 'blacksheep', packages: ['blacksheep'], imports: ['blacksheep'], makes: /Application\(/, runs: 'asgi', port: 8000 },
  { name: 'dash', packages: ['dash'], imports: ['dash'], makes: /Dash\(/, runs: 'wsgi', port: 8050 },
  {
    name: 'flask',
    packages: ['flask', 'flask-restful', 'flask-restx', 'connexion'],
    imports: ['flask', 'connexion'],
    makes: /(?:Flask|FlaskApp|APIFlask|OpenAPI)\(/,
    runs: 'wsgi',
    port: 5000,
  },
  { name: 'django', packages: ['django'], imports: ['django'], makes: /get_wsgi_application\(/, runs: 'wsgi', port: 8000 },
  { name: 'gradio', packages: ['gradio'], imports: ['gradio'], makes: null, runs: 'script', port: 7860 },
  { name: 'nicegui', packages: ['nicegui'], imports: ['nicegui'], makes: null, runs: 'script', port: 8080 },
  { name: 'starlette', packages: ['starlette'], imports: ['starlette'], makes: /Starlette\(/, runs: 'asgi', port: 8000 },
  { name: 'falcon', packages: ['falcon'], imports: ['falcon'], makes: /falcon(?:\.asgi)?\.(?:App|API)\(/, runs: 'wsgi', port: 8000 },
  { name: 'bottle', packages: ['bottle'], imports: ['bottle'], makes: /(?:Bottle|default_app)\(/, runs: 'wsgi', port: 8080 },
  { name: 'pyramid', packages: ['pyramid'], imports: ['pyramid'], makes: null, runs: 'script', port: 6543 },
  { name: 'cherrypy', packages: ['cherrypy'], imports: ['cherrypy'], makes: null, runs: 'script', port: 8080 },
  { name: 'tornado', packages: ['tornado'], imports: ['tornado'], makes: null, runs: 'script', port: 8888 },
  { name: 'aiohttp', packages: ['aiohttp'], imports: ['aiohttp.web', 'aiohttp'], makes: null, runs: 'script', port: 8080 },
];

export interface AppObject {
  /** `main:app`, `pkg:create_app()`. */
  readonly reference: string;
  readonly factory: boolean;
  readonly place: Fact<string>;
}

/** The object that a WSGI or ASGI server is given: a module's global first, a factory function when there is none. */
export function appObject(
  files: ProjectFiles,
  folder: string,
  sources: readonly string[],
  framework: PythonFramework,
  srcLayout: boolean,
): AppObject | undefined {
  const maker = framework.makes?.source ?? '(?!)';
  const patterns: readonly (readonly [RegExp, boolean])[] = [
    [new RegExp(`^(\\w+)[^\\S\\n]*(?::[^=\\n]+|(?:,[^\\S\\n]*\\w+[^\\S\\n]*)+)?=[^\\S\\n]*(?:await )?(?:\\w+\\.)*${maker}`, 'm'), false],
    [
      /^(app|application|api|server|asgi_app|wsgi_app)\s*(?::[^=\n]+)?=\s*(?:\w+\.)*(?:create_\w*|make_\w*|build_\w*|get_\w*|init_\w*|\w*factory)\(/m,
      false,
    ],
    [new RegExp(`^def\\s+(create_app|make_app|create_application|get_app|get_application|build_app|app_factory|init_app)\\(`, 'm'), true],
  ];
  for (const [pattern, factory] of patterns) {
    for (const file of sources) {
      const text = files.read(file) ?? '';
      const hit = findLine(text, pattern);
      if (hit === undefined || (factory && framework.makes?.test(text) === false)) continue;
      const name =
        framework.name === 'dash'
          ? (/^(server)\s*=\s*\w+\.server/m.exec(text)?.[1] ?? `${hit.match[1] ?? 'app'}.server`)
          : (hit.match[1] ?? 'app');
      const reference = `${moduleOf(relativeTo(folder, file), srcLayout)}:${name}`;
      return {
        reference,
        factory,
        place: found(reference, { file, line: hit.line }, factory ? 'app-factory' : 'app-object', hit.match[0]),
      };
    }
  }
  return undefined;
}

/** `app/main.py` is `app.main`, `api/__init__.py` is `api`, `src/shop/main.py` is `shop.main` where src is no package. */
export function moduleOf(path: string, srcLayout: boolean): string {
  return (srcLayout ? path.replace(/^src\//, '') : path)
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.');
}

/** The first file that imports one of the modules. */
export function importOf(files: ProjectFiles, sources: readonly string[], modules: readonly string[]): Fact<string> | undefined {
  const names = modules.map((name) => name.replaceAll('.', '\\.')).join('|');
  const pattern = new RegExp(`^[ \\t]*(?:from[ \\t]+(${names})\\b|import[ \\t]+(?:[\\w., ]+,[ \\t]*)?(${names})\\b)`, 'm');
  for (const file of sources) {
    const hit = findLine(files.read(file) ?? '', pattern);
    if (hit !== undefined) return found(hit.match[1] ?? hit.match[2] ?? '', { file, line: hit.line }, 'python-import', hit.match[0]);
  }
  return undefined;
}

/** A framework that the app uses, with the object to serve. */
export interface ChosenFramework {
  readonly framework: PythonFramework;
  readonly fact: Fact<unknown>;
  readonly object: AppObject | undefined;
}

/** A framework counts when its app object, or at least an import of it, is in the code; with no code, as a dependency alone. */
export function frameworkOf(
  files: ProjectFiles,
  folder: string,
  manifests: PythonManifests,
  sources: readonly string[],
  srcLayout: boolean,
): ChosenFramework | undefined {
  const choices = pythonFrameworks.flatMap((framework): readonly ChosenFramework[] => {
    const dependency = framework.packages.map((name) => manifests.dependencies.get(name)).find((fact) => fact !== undefined);
    const imported = importOf(files, sources, framework.imports);
    const fact = dependency ?? imported;
    if (fact === undefined || (imported === undefined && sources.length > 0)) return [];
    if (framework.name === 'aiohttp' && !sources.some((file) => /\bweb\.(?:run_app|Application|_run_app)\(/.test(files.read(file) ?? '')))
      return [];
    return [{ framework, fact, object: framework.makes === null ? undefined : appObject(files, folder, sources, framework, srcLayout) }];
  });
  return choices.find(({ framework, object }) => object !== undefined || framework.makes === null) ?? choices[0];
}

/** The command that serves an app object on all addresses. */
export function serveCommand(server: PythonServer, object: AppObject, port: number): string {
  const reference = object.factory && (server === 'gunicorn' || server === 'waitress') ? `"${object.reference}()"` : object.reference;
  const factory = object.factory ? ' --factory' : '';
  switch (server) {
    case 'uvicorn':
      return `uvicorn ${reference}${factory} --host 0.0.0.0 --port ${String(port)}`;
    case 'hypercorn':
      return `hypercorn ${reference} --bind 0.0.0.0:${String(port)}`;
    case 'granian':
      return `granian --interface asgi ${reference}${factory} --host 0.0.0.0 --port ${String(port)}`;
    case 'daphne':
      return `daphne -b 0.0.0.0 -p ${String(port)} ${reference}`;
    case 'waitress':
      return `waitress-serve --port=${String(port)} ${reference}`;
    case 'sanic':
      return `sanic ${reference}${factory} --host 0.0.0.0 --port ${String(port)}`;
    default:
      return `gunicorn ${reference} --bind 0.0.0.0:${String(port)}`;
  }
}
