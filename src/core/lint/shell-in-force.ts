import type { Dockerfile, DockerInstruction } from '../dockerfile/ast.ts';
import { instructionsBefore } from './stages.ts';

/** The words of the SHELL that runs an instruction's shell form; undefined when no SHELL of this file says so. */
export function shellInForce(file: Dockerfile, node: DockerInstruction): readonly string[] | undefined {
  const shell = instructionsBefore(file, node).findLast(({ kind }) => kind === 'Shell');
  return shell && (shell.json ?? shell.args).map(({ value }) => value);
}

/** Whether a shell reads the language of sh; without SHELL it is taken to. */
export const isPosixShell = (shell: readonly string[] | undefined): boolean =>
  shell === undefined || posixShells.has(baseName(shell[0] ?? ''));

/** The last part of a path, for either slash. */
export const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

const posixShells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);
