import type { ProjectFiles } from '../detect/files.ts';
import { inFolder } from '../detect/paths.ts';
import type { AppProfile } from '../detect/profile.ts';
import { composeFile, type ComposeApp } from './compose.ts';
import { dockerignoreText } from './dockerignore.ts';
import { scaffolders } from './index.ts';
import type { Artifact, Plan, PlannedFile, PlanOptions } from './plan.ts';
import type { AppImage } from './scaffolder.ts';
import { unknownApp } from './unknown/profile.ts';
import { scaffolder as unknownStack } from './unknown/scaffolder.ts';

/** The files that containerize these apps, each compared with what the project has. Deterministic: the same files and profiles give the same plan. */
export function planFiles(files: ProjectFiles, apps: readonly AppProfile[], options: PlanOptions): Plan {
  const found = apps.length === 0 ? [unknownApp] : apps;
  const running = found.filter((app) => runs(app, found));
  const chosen =
    options.apps === undefined ? (running.length > 0 ? running : found) : found.filter((app) => options.apps?.includes(app.path));
  const planned = chosen.map((profile) => ({
    profile,
    image: appImage(profile, files),
    imageName: options.images?.[profile.path] ?? profile.name,
  }));
  const wants = (artifact: Artifact): boolean => options.artifacts.includes(artifact);
  const file = (artifact: Artifact, path: string, content: string): PlannedFile => ({
    path,
    content,
    artifact,
    ...actionFor(files, path, content),
  });
  const result: PlannedFile[] = [];
  const notes: string[] = [];
  for (const { profile, image } of planned) {
    if (wants('dockerfile')) {
      result.push(file('dockerfile', inFolder(profile.path, 'Dockerfile'), image.dockerfile));
      for (const { path, content } of image.files) result.push(file('dockerfile', path, content));
    }
    if (wants('dockerignore'))
      result.push(file('dockerignore', ignorePath(profile, image), dockerignoreText(files, image.context, image.ignore)));
    notes.push(...profile.problems.map(({ message }) => message));
    notes.push(...image.notes.map((note) => (planned.length > 1 ? `${profile.path}: ${note}` : note)));
  }
  const runnable = planned.filter(({ profile }) => profile.kind?.value !== 'cli' && profile.language !== null);
  if (wants('compose') && runnable.length > 0) {
    const compose = composePlan(files, runnable);
    result.push(file('compose', compose.path, compose.text));
    notes.push(...compose.notes);
  }
  return { files: result, notes: [...new Set(notes)] };
}

/** Without a choice, libraries are left out where there is more than that, and so is what nothing shows to be an app where something else is one. */
function runs(app: AppProfile, all: readonly AppProfile[]): boolean {
  if (app.kind === null) return all.every(({ kind }) => kind === null || kind.value === 'library');
  return app.kind.value !== 'library';
}

/** How this app becomes an image, by the stack that handles it. */
export function appImage(app: AppProfile, files: ProjectFiles): AppImage {
  return (scaffolders.find((scaffolder) => scaffolder.handles(app)) ?? unknownStack).image(app, files);
}

/** BuildKit reads `<Dockerfile>.dockerignore` before the context's own, which matters where several images share a context. */
function ignorePath(app: AppProfile, image: AppImage): string {
  return image.context === app.path ? inFolder(app.path, '.dockerignore') : inFolder(app.path, 'Dockerfile.dockerignore');
}

/** Compose would silently prefer a compose.yaml over another name, so an existing file's name is kept. */
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

function composePlan(
  files: ProjectFiles,
  apps: readonly ComposeApp[],
): { readonly path: string; readonly text: string; readonly notes: readonly string[] } {
  return { path: composeNames.find((name) => files.has(name)) ?? 'compose.yaml', ...composeFile(apps) };
}

function actionFor(files: ProjectFiles, path: string, content: string): Pick<PlannedFile, 'action' | 'previous'> {
  if (!files.has(path)) return { action: 'create' };
  const previous = files.read(path);
  if (previous === content) return { action: 'same' };
  return { action: 'replace', ...(previous !== undefined && { previous }) };
}
