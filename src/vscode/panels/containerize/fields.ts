import { l10n } from 'vscode';
import type { AppKind, AppProfile, Fact, Language, PackageManager } from '../../../core/detect/profile.ts';
import type { Choice, FactRow, FieldName } from '../../../protocol/containerize.ts';
import { healthPathOf } from './corrections.ts';

/** One fact of the form, as data: how it is called, edited and read from a profile. */
export interface Field {
  readonly name: FieldName;
  readonly label: (app: AppProfile) => string;
  readonly look: FactRow['look'];
  readonly choices?: (app: AppProfile) => readonly Choice[];
  readonly fact: (app: AppProfile) => Fact<string | number> | null;
  /** What follows from leaving it empty; `attention` when an app of this kind would rather have it. */
  readonly missing: (app: AppProfile) => { readonly text: string; readonly attention: boolean };
  /** False where the fact means nothing for such an app. */
  readonly applies?: (app: AppProfile) => boolean;
}

export const kindNames = (): Readonly<Record<AppKind, string>> => ({
  web: l10n.t('Web service'),
  worker: l10n.t('Worker'),
  cli: l10n.t('Command-line tool'),
  static: l10n.t('Static site'),
  library: l10n.t('Library'),
});

export const languageNames: Readonly<Record<Language, string>> = {
  node: 'Node.js',
  python: 'Python',
  go: 'Go',
  java: 'Java',
  php: 'PHP',
  ruby: 'Ruby',
  dotnet: '.NET',
  rust: 'Rust',
  deno: 'Deno',
  elixir: 'Elixir',
  cpp: 'C++',
  static: 'HTML',
};

const packageManagers: Readonly<Partial<Record<Language, readonly PackageManager[]>>> = {
  node: ['npm', 'yarn', 'pnpm', 'bun'],
  static: ['npm', 'yarn', 'pnpm', 'bun'],
  python: ['pip', 'uv', 'poetry', 'pipenv', 'pdm'],
  go: ['gomod'],
  java: ['maven', 'gradle'],
  php: ['composer'],
  ruby: ['bundler'],
  dotnet: ['nuget'],
  rust: ['cargo'],
  elixir: ['mix'],
};

const isStatic = (app: AppProfile): boolean => app.kind?.value === 'static';
const listens = (app: AppProfile): boolean => app.kind?.value === 'web' || app.kind === null;
const plainFiles = (app: AppProfile): boolean => app.language?.value === 'static';

/** In the order of the form. */
export const fields: readonly Field[] = [
  {
    name: 'kind',
    label: () => l10n.t('Kind'),
    look: 'plain',
    choices: () => Object.entries(kindNames()).map(([value, label]) => ({ value, label })),
    fact: ({ kind }) => kind,
    missing: () => ({ text: l10n.t('Nothing says how it is used. Left empty, it is planned as a web service.'), attention: true }),
  },
  {
    name: 'language',
    label: () => l10n.t('Language'),
    look: 'plain',
    choices: () => Object.entries(languageNames).map(([value, label]) => ({ value, label })),
    fact: ({ language }) => language,
    missing: () => ({ text: l10n.t('No known manifest. Left empty, the Dockerfile is an outline to fill in.'), attention: true }),
  },
  {
    name: 'framework',
    label: () => l10n.t('Framework'),
    look: 'plain',
    fact: ({ framework }) => framework,
    missing: () => ({ text: l10n.t('No known framework among its dependencies. Left empty, a plain app is planned.'), attention: false }),
    applies: (app) => !plainFiles(app),
  },
  {
    name: 'packageManager',
    label: () => l10n.t('Package manager'),
    look: 'plain',
    choices: ({ language, packageManager }) => {
      const known = (language && packageManagers[language.value]) ?? [];
      const names = packageManager && !known.includes(packageManager.value) ? [...known, packageManager.value] : known;
      return names.map((value) => ({ value, label: value === 'gomod' ? 'Go modules' : value }));
    },
    fact: ({ packageManager }) => packageManager,
    missing: () => ({ text: l10n.t('No lock file or manifest names one.'), attention: false }),
    applies: (app) => !plainFiles(app),
  },
  {
    name: 'runtimeVersion',
    label: ({ language }) =>
      language && language.value !== 'static' ? l10n.t('{0} version', languageNames[language.value]) : l10n.t('Runtime version'),
    look: 'plain',
    fact: ({ runtimeVersion }) => runtimeVersion,
    missing: () => ({ text: l10n.t('No file names a version.'), attention: true }),
    applies: (app) => !plainFiles(app),
  },
  {
    name: 'buildCommand',
    label: () => l10n.t('Build command'),
    look: 'code',
    fact: ({ buildCommand }) => buildCommand,
    missing: () => ({ text: l10n.t('No build step. Left empty, the source runs as it is.'), attention: false }),
  },
  {
    name: 'startCommand',
    label: () => l10n.t('Start command'),
    look: 'code',
    fact: ({ startCommand }) => startCommand,
    missing: () => ({ text: l10n.t('No script, Procfile or entry file says how it starts.'), attention: true }),
    applies: (app) => !isStatic(app),
  },
  {
    name: 'port',
    label: () => l10n.t('Port'),
    look: 'number',
    fact: ({ port }) => port,
    missing: () => ({ text: l10n.t('No port in its source or settings. Left empty, nothing is published.'), attention: true }),
    applies: (app) => listens(app) || isStatic(app) || app.port !== null,
  },
  {
    name: 'healthPath',
    label: () => l10n.t('Health path'),
    look: 'code',
    fact: (app) => {
      const path = healthPathOf(app);
      return path === null ? null : { value: path, evidence: { source: 'found', file: null, line: null, rule: 'health-route' } };
    },
    missing: () => ({
      text: l10n.t('No health route in its source. Left empty, the health check asks for the port alone.'),
      attention: true,
    }),
    applies: listens,
  },
];
