import type { Dockerfile, Run } from '../dockerfile/ast.ts';
import type { Command } from '../shell/commands.ts';
import type { Visitor } from './rule.ts';
import { runScripts } from './run-scripts.ts';

/** Every command of a RUN, in file order; those inside groups, substitutions and heredocs too. */
export function commandsOf(file: Dockerfile, run: Run): readonly Command[] {
  const [first, ...others] = runScripts(file, run);
  return others.length === 0 ? (first?.named ?? []) : [first, ...others].flatMap((script) => script?.named ?? []);
}

/** A visitor that hands over each RUN with its commands. The RUN of an ONBUILD is one too: `run.onbuild` tells. */
export function eachRun(file: Dockerfile, visit: (run: Run, commands: readonly Command[]) => void): Visitor {
  return {
    Run(run) {
      visit(run, commandsOf(file, run));
    },
    Onbuild({ trigger }) {
      if (trigger?.kind === 'Run') visit(trigger, commandsOf(file, trigger));
    },
  };
}
