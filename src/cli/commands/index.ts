import type { Command } from 'commander';
import { addBuildCommand } from './build.ts';
import { addDetectCommand } from './detect.ts';
import { addInitCommand } from './init.ts';
import { addLintCommand } from './lint.ts';
import { addLoadCommand } from './load.ts';
import { addTestCommand } from './test.ts';

/** Every subcommand, in the order of `--help`. Each is a file beside this one that loads what it needs when it runs. */
export function addCommands(program: Command): void {
  for (const add of [addDetectCommand, addInitCommand, addLintCommand, addBuildCommand, addTestCommand, addLoadCommand]) add(program);
}
