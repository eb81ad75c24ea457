import type { Attempt, Lab, LabContainer } from './lab.ts';
import { readProcesses, type ContainerProcess } from './proc.ts';

/** Processes of a container once process 1 and all that handle signals stay the same: an app that is still loading has no handlers yet. */
export async function settledProcesses(lab: Lab, container: LabContainer, limitMs = 5_000): Promise<Attempt<readonly ContainerProcess[]>> {
  const began = lab.now();
  let previous = '';
  let same = 0;
  for (;;) {
    const latest = await readProcesses(container);
    if ('reason' in latest) return latest;
    const lasting = latest.value.filter((one) => one.pid === 1 || one.signals.caught !== 0n);
    const signature = lasting.map((one) => `${one.name} ${one.signals.caught} ${one.signals.ignored}`).join('\n');
    same = signature === previous ? same + 1 : 0;
    previous = signature;
    if (same >= 2 || lab.now() - began >= limitMs) return latest;
    await lab.sleep(300);
  }
}
