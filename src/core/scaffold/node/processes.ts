import { inFolder } from '../../detect/paths.ts';
import type { RuntimeProcess } from '../scaffolder.ts';
import type { NodeProject } from './project.ts';
import { startArgv } from './start.ts';

/** The app's other processes: workers, and the step before a release, from the profile or from what Prisma keeps its migrations in. */
export function otherProcesses(project: NodeProject, known: Readonly<Record<string, string>>, prisma: boolean): readonly RuntimeProcess[] {
  const { app, files } = project;
  const declared = app.processes
    .filter(({ value }) => value.name !== 'web')
    .map(({ value }) => processOf(project, value.name, value.command, known));
  const migrates = prisma && files.below(inFolder(app.path, 'prisma/migrations')).length > 0;
  if (!migrates || declared.some(({ kind }) => kind === 'release')) return declared;
  return [processOf(project, 'release', 'prisma migrate deploy', known), ...declared];
}

function processOf(project: NodeProject, name: string, command: string, known: Readonly<Record<string, string>>): RuntimeProcess {
  const { argv, tool } = startArgv(project, command, known);
  const release = name === 'release';
  return {
    name: release ? 'migrate' : name,
    kind: release ? 'release' : 'worker',
    argv,
    // Migration tools are development dependencies as a rule, and the build stage has those.
    ...(tool !== null && !project.manifest.dependencies.has(tool) && { target: 'build' }),
  };
}
