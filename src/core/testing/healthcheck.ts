import type { CommandResult, Lab, LabContainer } from './lab.ts';
import type { ImageFacts } from './plan.ts';

/** The argv of a HEALTHCHECK; null when the image has none. */
export function healthcheckCommand(config: ImageFacts): readonly string[] | null {
  const [form, ...rest] = config.healthcheck?.test ?? [];
  if (form === 'CMD') return rest;
  if (form === 'CMD-SHELL') return [...(config.shell ?? ['/bin/sh', '-c']), rest.join(' ')];
  return null;
}

export type Health = { readonly healthy: true; readonly afterMs: number } | { readonly healthy: false; readonly last: CommandResult };

/**
 * Runs the image's healthcheck ourselves until it passes: engines wait a whole interval first, and Podman without systemd never runs it.
 */
export async function waitHealthy(lab: Lab, container: LabContainer, argv: readonly string[], timeoutMs: number): Promise<Health> {
  const began = lab.now();
  for (;;) {
    const last = await container.exec(argv, { timeoutMs: 30_000 });
    if (last.exitCode === 0) return { healthy: true, afterMs: lab.now() - began };
    if (clientMissing(last) || lab.now() - began >= timeoutMs) return { healthy: false, last };
    await lab.sleep(500);
  }
}

/** The program that asks is not in the image, so asking again changes nothing. */
export function clientMissing(result: CommandResult): boolean {
  return (
    result.exitCode === 126 || result.exitCode === 127 || (result.exitCode !== 0 && /: (?:command )?not found\s*$/m.test(result.stderr))
  );
}
