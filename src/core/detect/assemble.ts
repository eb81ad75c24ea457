import { composeServiceOf, composeServices } from './compose-facts.ts';
import { envNames } from './env-names.ts';
import { byDefault, firstFact, unknownProfile } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { platformFacts } from './platform-files.ts';
import { portFromEnvFile, portInCommand } from './ports.ts';
import { processesOf } from './processes.ts';
import { readProcfile } from './procfile.ts';
import type { AppKind, AppProfile, Fact, Language, PackageManager, Process, ProfileProblem } from './profile.ts';
import { servicesOf } from './services.ts';

/** What a stack read from its own manifests and sources; the rest of a profile is the same for all stacks. */
export interface AppFacts {
  readonly files: ProjectFiles;
  readonly folder: string;
  readonly name: string;
  readonly language: Fact<Language>;
  readonly kind: Fact<AppKind> | null;
  readonly framework: Fact<string> | null;
  readonly packageManager: Fact<PackageManager> | null;
  readonly runtimeVersion: Fact<string> | null;
  readonly buildCommand: Fact<string> | null;
  readonly startCommand: Fact<string> | null;
  readonly port: Fact<number> | null;
  /** Client libraries, for the services they speak to. */
  readonly dependencies: ReadonlyMap<string, Fact<unknown>>;
  /** The app's own code and configuration, for variables and connection strings. */
  readonly sources: readonly string[];
  readonly services?: readonly Fact<string>[];
  readonly processes?: readonly Fact<Process>[];
  readonly details: object;
  readonly problems?: readonly ProfileProblem[];
}

/** The profile of an app, with services, variables and processes read the way they are for every stack. */
export function assemble(facts: AppFacts): AppProfile {
  const { files, folder, sources, dependencies } = facts;
  const language = facts.language.value;
  const env = envNames(files, sources, language);
  const runs = facts.kind?.value !== 'library';
  return {
    ...unknownProfile(folder, facts.name),
    kind: facts.kind,
    language: facts.language,
    framework: facts.framework,
    packageManager: facts.packageManager,
    runtimeVersion: facts.runtimeVersion,
    buildCommand: facts.buildCommand,
    startCommand: facts.startCommand,
    port: facts.port,
    services: runs
      ? servicesOf({
          files,
          folder,
          language,
          dependencies,
          env,
          sources,
          compose: composeServices(files, folder),
          stated: facts.services ?? [],
        })
      : [],
    env,
    processes: runs ? processesOf(files, folder, facts.processes ?? []) : [],
    details: { ...facts.details },
    problems: facts.problems ?? [],
  };
}

/** The web process of a Procfile, else the start command of a platform's file. */
export function statedCommand(files: ProjectFiles, folder: string): Fact<string> | null {
  const web = readProcfile(files, folder).find((fact) => fact.value.name === 'web');
  return web === undefined ? platformFacts(files, folder).start : { ...web, value: web.value.command };
}

/** The port by the trust in who says it: the start command, the source, env files, an existing Dockerfile, compose; then the stack's default. */
export function portOfApp(
  files: ProjectFiles,
  folder: string,
  start: Fact<string> | null,
  fromSource: Fact<number> | undefined,
  fallback: { readonly port: number; readonly text: string } | undefined,
): Fact<number> | null {
  const inCommand = start === null || start.evidence.source !== 'found' ? undefined : portInCommand(start.value);
  return firstFact(
    inCommand === undefined || start === null ? null : { value: inCommand, evidence: { ...start.evidence, rule: 'start-command-port' } },
    fromSource,
    portFromEnvFile(files, folder),
    platformFacts(files, folder).port,
    composeServiceOf(composeServices(files, folder), folder)?.port,
    fallback === undefined ? null : byDefault(fallback.port, fallback.text),
  );
}
