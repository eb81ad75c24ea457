/** What the process ends with; documented in the README. */
export const exitCodes = { clean: 0, findings: 1, couldNotRun: 2 } as const;

/** A failure that a person can mend: the message names the cause and the next step, and is printed without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
