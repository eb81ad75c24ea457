import { readShellText, shellTextOf, withExec, type ShellText } from './command.ts';
import { commandPlace, type CommandFact, type Place } from './dockerfile-facts.ts';
import type { TestPlan } from './plan.ts';
import type { TestFix } from './verdict.ts';

/** The line that put a shell between the engine and the app, and the same line without it. */
export interface ShellRemedy {
  readonly place: Place;
  /** Null where the rewrite is not certain. */
  readonly fix: TestFix | null;
}

/** Finds the shell in ENTRYPOINT or CMD; null when neither line starts one. */
export function shellRemedy(plan: TestPlan): ShellRemedy | null {
  const facts = plan.dockerfile;
  const entrypoint = facts?.entrypoint ?? null;
  // With an entry point in shell form CMD is not used at all.
  for (const command of [entrypoint, entrypoint?.form === 'shell' ? null : (facts?.cmd ?? null)]) {
    const text = command ? shellText(command) : null;
    if (command && text !== null) return { place: command, fix: rewrite(command, readShellText(text)) };
  }
  return null;
}

/** A Dockerfile line that says the same in exec form: `CMD ["node","server.js"]`. */
export function execForm(instruction: string, argv: readonly string[]): string {
  return `${instruction} [${argv.map((word) => JSON.stringify(word)).join(', ')}]`;
}

export const commandLinePlace = (plan: TestPlan): Place | null => commandPlace(plan.dockerfile);

/** The shell text of a command in either form. */
function shellText(command: CommandFact): string | null {
  return command.form === 'shell' ? command.text : shellTextOf(command.argv);
}

function rewrite(command: CommandFact, shell: ShellText): TestFix | null {
  const lines = { file: 'dockerfile', fromLine: command.line, toLine: command.toLine } as const;
  if (shell.kind === 'simple')
    return { title: 'Write the command in exec form', ...lines, text: execForm(command.instruction, shell.argv) };
  const text = withExec(shell);
  if (text === null) return null;
  const line =
    command.form === 'shell' ? `${command.instruction} ${text}` : execForm(command.instruction, [...command.argv.slice(0, -1), text]);
  return { title: 'Start the app with exec', ...lines, text: line };
}
