import { withValue } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { readProcfile } from './procfile.ts';
import type { Fact, Process } from './profile.ts';

/** The processes beside the web one: the Procfile's, then what the stack knows, unless the Procfile has one of that name. */
export function processesOf(files: ProjectFiles, folder: string, known: readonly Fact<Process>[]): readonly Fact<Process>[] {
  const processes = readProcfile(files, folder).filter((fact) => fact.value.name !== 'web');
  for (const fact of known) {
    if (!processes.some((process) => process.value.name === fact.value.name)) processes.push(fact);
  }
  return processes;
}

/** The command that runs once a release, before the new version starts; undefined when there is none. */
export function releaseProcess(commands: readonly (Fact<string> | null | undefined)[]): readonly Fact<Process>[] {
  return commands
    .filter((command) => command !== null && command !== undefined)
    .slice(0, 1)
    .map((command) => withValue(command, { name: 'release', command: command.value }));
}
