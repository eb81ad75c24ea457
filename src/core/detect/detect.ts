import type { ProjectFiles } from './files.ts';
import { isWithin, nameOfFolder, relativeTo, slug } from './paths.ts';
import type { AppProfile } from './profile.ts';
import type { Candidate, Stack } from './stack.ts';
import { stacks as allStacks } from './stacks/index.ts';

/**
 * The apps of a project, sorted by path. Manifests decide, never the share of bytes: of several claims to one folder the strongest wins,
 * and inside an app only another app with a manifest of its own is one. Total: never throws, whatever the files hold.
 */
export function detect(files: ProjectFiles, stacks: readonly Stack[] = allStacks): readonly AppProfile[] {
  const claims = stacks.flatMap((stack) => claimsOf(files, stack));
  const main = claims.filter(({ profile }) => !isAside(profile.path));
  const apps = settle(files, main.length > 0 ? main : claims);
  return withUniqueNames([...apps].sort((a, b) => (a.path < b.path ? -1 : 1)));
}

interface Claim {
  readonly stack: string;
  readonly strength: Candidate['strength'];
  readonly profile: AppProfile;
}

/** Folders whose manifests are not the project's product, unless there is nothing else. */
const asideFolder =
  /^(?:\..+|examples?|samples?|demos?|tests?|__tests__|specs?|e2e|cypress|playwright|fixtures?|testdata|test-?data|docs?|documentation|benchmarks?|bench|templates?|boilerplates?|scripts|tools|tooling|ci|build-tools|storybook|third[-_]?party|external|supabase)$/i;

const appFolders = /^(?:apps|packages|services|projects|sites|cmd)$/;

/** Back ends first: their package.json is for assets. The order decides between claims of the same weight. */
const precedence = ['php', 'go', 'java', 'rust', 'ruby', 'elixir', 'python', 'dotnet', 'deno', 'node', 'cpp', 'static'];

function claimsOf(files: ProjectFiles, stack: Stack): readonly Claim[] {
  const strengths = new Map<string, Candidate['strength']>();
  for (const { folder, strength } of stack.candidates(files)) {
    if (strengths.get(folder) !== 'manifest') strengths.set(folder, strength);
  }
  return [...strengths].flatMap(([folder, strength]) => {
    const profile = stack.read(files, folder);
    return profile === undefined ? [] : [{ stack: stack.name, strength, profile }];
  });
}

function isAside(path: string): boolean {
  const parts = path.split('/');
  // `apps/docs` is an app that somebody calls docs.
  const named = appFolders.test(parts[0] ?? '') && parts.length > 1 ? parts.slice(2) : parts;
  return path !== '.' && named.some((part) => asideFolder.test(part));
}

function settle(files: ProjectFiles, claims: readonly Claim[]): readonly AppProfile[] {
  const winners = new Map<string, Claim>();
  for (const claim of claims) {
    const rival = winners.get(claim.profile.path);
    if (rival === undefined || outranks(claim, rival)) winners.set(claim.profile.path, claim);
  }
  const byDepth = [...winners.values()].sort((a, b) => depth(a.profile.path) - depth(b.profile.path));
  const accepted: Claim[] = [];
  for (const claim of byDepth) {
    const outer = accepted.filter((other) => isWithin(other.profile.path, claim.profile.path)).at(-1);
    if (outer === undefined || standsAlone(files, claim, outer)) accepted.push(claim);
  }
  const running = accepted.filter(({ profile }) => profile.kind?.value !== 'library');
  return (running.length > 0 ? running : accepted).map(({ profile }) => profile);
}

function outranks(claim: Claim, rival: Claim): boolean {
  const difference = weight(claim) - weight(rival);
  return difference > 0 || (difference === 0 && precedence.indexOf(claim.stack) < precedence.indexOf(rival.stack));
}

/** What starts outweighs what is built, that what is merely there; a manifest outweighs a lone source file. */
function weight({ strength, profile }: Claim): number {
  if (strength === 'plain-files') return 10;
  if (strength === 'source') return 20;
  if (profile.kind?.value === 'library') return profile.startCommand === null ? 5 : 15;
  if (profile.kind?.value === 'static') return 25;
  if (profile.startCommand === null && profile.kind?.value !== 'web') return 15;
  // No back end has a server-rendering framework among its assets.
  if (profile.details['frameworkMode'] === 'server' || profile.details['frameworkMode'] === 'standalone') return 44;
  return profile.framework === null ? 40 : 42;
}

/** Whether what lies inside an app is an app of its own, and not its assets, its modules' sources or a folder of functions. */
function standsAlone(files: ProjectFiles, claim: Claim, outer: Claim): boolean {
  if (outer.strength === 'plain-files' && claim.strength === 'manifest') return true;
  if (claim.strength !== 'manifest' || outer.profile.kind?.value === 'library') return claim.strength === 'manifest';
  if (claim.profile.kind?.value === 'library') return false;
  const inner = relativeTo(outer.profile.path, claim.profile.path);
  if (
    /^(?:assets|resources|wwwroot|public|static|priv|src-tauri|functions|plugins|themes|wp-content)(?:\/|$)/.test(inner) ||
    /(?:^|\/)ClientApp$/.test(inner)
  )
    return false;
  return !isBuiltBy(files, outer.profile, inner);
}

/** An app that builds the folder itself serves what it builds: `npm --prefix client run build`, Maven's frontend plugin. */
function isBuiltBy(files: ProjectFiles, outer: AppProfile, inner: string): boolean {
  const folder = inner.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const at = (name: string) => files.read(outer.path === '.' ? name : `${outer.path}/${name}`) ?? '';
  const builds = new RegExp(
    `(?:cd\\s+(?:\\./)?|--prefix[= ]+(?:\\./)?|--cwd[= ]+(?:\\./)?|-C\\s+(?:\\./)?)${folder}\\b[^"\\n]*\\b(?:build|install)\\b|(?:build|install)\\b[^"\\n]*(?:--prefix|--cwd|-C)[= ]+(?:\\./)?${folder}\\b`,
  );
  const scripts = at('package.json')
    .split('\n')
    .filter((line) => /"(?:build|heroku-postbuild|postinstall|build:\w+)"\s*:/.test(line));
  if (scripts.some((line) => builds.test(line))) return true;
  return new RegExp(`<workingDirectory>(?:\\$\\{[^}]*\\}/)?${folder}</workingDirectory>|<SpaRoot>${folder}[/\\\\]?</SpaRoot>`).test(
    at('pom.xml') +
      files
        .below(outer.path)
        .filter((path) => /\.[cf]sproj$/.test(path))
        .map((path) => files.read(path) ?? '')
        .join('\n'),
  );
}

function depth(path: string): number {
  return path === '.' ? 0 : path.split('/').length;
}

/** Names become image and service names, so no two apps share one. */
function withUniqueNames(apps: readonly AppProfile[]): readonly AppProfile[] {
  const taken = new Set<string>();
  return apps.map((app) => {
    const choices = [app.name, nameOfFolder(app.path), slug(app.path === '.' ? app.name : app.path.replaceAll('/', '-'))];
    let name = choices.find((choice) => !taken.has(choice)) ?? app.name;
    for (let number = 2; taken.has(name); number++) name = `${app.name}-${String(number)}`;
    taken.add(name);
    return name === app.name ? app : { ...app, name };
  });
}
