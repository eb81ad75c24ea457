import type * as vscode from 'vscode';
import { detect } from '../../../core/detect/detect.ts';
import { nameOfFolder } from '../../../core/detect/paths.ts';
import type { AppProfile, Language } from '../../../core/detect/profile.ts';
import type { Artifact } from '../../../core/scaffold/plan.ts';
import { stacks } from '../../../core/detect/stacks/index.ts';
import { services as backingServices } from '../../../core/scaffold/services/index.ts';
import { planFiles } from '../../../core/scaffold/scaffold.ts';
import type { FieldName, Screen } from '../../../protocol/containerize.ts';
import { snapshotFolder, type FolderSnapshot } from '../../workspace-files.ts';
import { appOfLanguage, corrected, noCorrections, withField, withService, type Corrections } from './corrections.ts';
import { factRows, otherServices, problemRows, serviceRows, summary } from './fact-rows.ts';
import { fields } from './fields.ts';
import { fileRows, previewOf, type ComparedFile } from './file-rows.ts';

/** One folder that is being containerized: its apps, a person's corrections and the newest plan. */
export interface Session {
  readonly root: vscode.Uri;
  /** Path of the chosen app. */
  readonly app: string;
  /** Files of the newest plan, each with the text it was compared with. */
  readonly files: readonly ComparedFile[];
  readonly plan: number;
  /** Reads the folder anew. */
  detect(): Promise<Screen>;
  chooseApp(path: string): Promise<Screen>;
  chooseStack(language: Language): Promise<Screen>;
  correct(field: FieldName, value: string | null): Promise<Screen>;
  setService(name: string, wanted: boolean): Promise<Screen>;
}

/** Later artifacts add themselves here. */
const artifacts: readonly Artifact[] = ['dockerfile', 'dockerignore', 'compose'];

export function createSession(root: vscode.Uri, memory: vscode.Memento, wantedApp?: string): Session {
  const folder = root.toString();
  let snapshot: FolderSnapshot | undefined;
  let apps: readonly AppProfile[] = [];
  let app = wantedApp ?? '';
  let manual: Language | undefined;
  let files: readonly ComparedFile[] = [];
  let shown: readonly ComparedFile[] | undefined;
  let plan = 0;

  const memoryKey = (): string => `containerize.corrections:${root.toString()}:${app}`;
  const corrections = (): Corrections => memory.get<Corrections>(memoryKey(), noCorrections);
  const remember = async (next: Corrections): Promise<void> => {
    const empty = Object.keys(next.fields).length === 0 && Object.keys(next.services).length === 0;
    await memory.update(memoryKey(), empty ? undefined : next);
  };

  const screen = async (): Promise<Screen> => {
    const found = apps.find(({ path }) => path === app);
    if (!snapshot || !found) return { kind: 'no-app', folder, lookedFor: lookedFor(), problems: [] };
    const now = corrections();
    const profile = corrected(found, now);
    const planned = await snapshot.use((project) => {
      const { files: plannedFiles, notes } = planFiles(project, [profile], { artifacts, apps: [profile.path] });
      return { notes, files: plannedFiles.map((file) => ({ ...file, existing: project.read(file.path) })) };
    });
    shown = files.length > 0 ? files : undefined;
    files = planned.files;
    plan += 1;
    const facts = factRows(found, now);
    const services = serviceRows(found, now);
    return {
      kind: 'plan',
      plan,
      folder,
      app,
      apps: apps.map(({ path, name }) => ({ value: path, label: path === '.' ? name : path })),
      summary: summary(found, now, facts),
      facts,
      services,
      otherServices: otherServices(services, knownServices),
      problems: problemRows(found),
      files: fileRows(planned.files, profile),
      notes: planned.notes,
      preview: previewOf(planned.files),
      changed: shown ? changedFiles(shown, planned.files) : null,
    };
  };

  const session: Session = {
    root,
    get app() {
      return app;
    },
    get files() {
      return files;
    },
    get plan() {
      return plan;
    },
    async detect() {
      snapshot = await snapshotFolder(root);
      apps = await snapshot.use(detect);
      if (manual) apps = [appOfLanguage('.', nameOfFolder('.'), manual)];
      if (!apps.some(({ path }) => path === app)) app = (apps.find(({ kind }) => kind?.value !== 'library') ?? apps[0])?.path ?? '';
      return screen();
    },
    chooseApp(path) {
      app = path;
      files = [];
      return screen();
    },
    chooseStack(language) {
      manual = language;
      return session.detect();
    },
    async correct(field, value) {
      const found = apps.find(({ path }) => path === app);
      const fact = found && fields.find(({ name }) => name === field)?.fact(found);
      // What equals the found value is no correction.
      const same = value !== null && value.trim() === String(fact?.value ?? '');
      await remember(withField(corrections(), field, same ? null : value));
      return screen();
    },
    async setService(name, wanted) {
      await remember(withService(corrections(), name, wanted));
      return screen();
    },
  };
  return session;
}

function changedFiles(before: readonly ComparedFile[], after: readonly ComparedFile[]): number {
  const texts = new Map(before.map(({ path, content }) => [path, content]));
  const gone = before.filter(({ path }) => !after.some((file) => file.path === path)).length;
  return gone + after.filter(({ path, content }) => texts.get(path) !== content).length;
}

const knownServices = backingServices.map(({ name }) => name);

/** By which file people know a stack; a stack that is missing here goes by its own name. */
const manifests: Readonly<Record<string, string>> = {
  node: 'package.json',
  python: 'pyproject.toml',
  go: 'go.mod',
  java: 'pom.xml',
  php: 'composer.json',
  ruby: 'Gemfile',
  dotnet: '*.csproj',
  rust: 'Cargo.toml',
  deno: 'deno.json',
  elixir: 'mix.exs',
  cpp: 'CMakeLists.txt',
  static: 'index.html',
};

const lookedFor = (): string => stacks.map(({ name }) => manifests[name] ?? name).join(', ');
