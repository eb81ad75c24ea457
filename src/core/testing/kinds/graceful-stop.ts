import { isShell } from '../command.ts';
import { resolvePath } from '../image-files.ts';
import { notReady } from '../describe-readiness.ts';
import { defineKind } from '../kind.ts';
import type { Lab, LabContainer, StopReport } from '../lab.ts';
import type { TestPlan } from '../plan.ts';
import { handlesSignal, type ContainerProcess } from '../proc.ts';
import { result, type Outcome } from '../result.ts';
import { settledProcesses } from '../settle.ts';
import { signalName, signalNumber } from '../signals.ts';
import { judgeStop, wasKilled, type StopObservation } from '../stop-verdict.ts';
import { waitReady, type Readiness } from '../wait-ready.ts';

export default defineKind({
  kind: 'graceful-stop',
  title: 'Graceful stop',
  group: 'start-stop',
  byDefault: true,
  sentence: (plan) => `Process 1 handles ${stopSignal(plan).name} and exits by itself within ${plan.options.stopTimeoutSeconds} s.`,
  seconds: (plan) => 3 + plan.options.stopTimeoutSeconds,
  async run(lab, plan) {
    const began = lab.now();
    const outcome = await check(lab, plan);
    return [result('graceful-stop', 'graceful-stop', lab.now() - began, outcome)];
  },
});

const stopSignal = (plan: TestPlan): { readonly number: number; readonly name: string } => {
  const number = signalNumber(plan.config.stopSignal) ?? 15;
  return { number, name: signalName(number) };
};

async function check(lab: Lab, plan: TestPlan): Promise<Outcome> {
  const started = await startForStop(lab, plan);
  if ('ended' in started) return notReady(started.ended, plan);
  const { container } = started;
  const processes = await settledProcesses(lab, container);
  const seen = 'value' in processes ? processes.value : null;
  const script = seen ? await scriptOf(container, seen, plan.config.workdir) : null;
  lab.progress(`waiting whether it exits on ${stopSignal(plan).name}, grace period ${plan.options.stopTimeoutSeconds} s`);
  const report = await container.stop(plan.options.stopTimeoutSeconds);
  const observation: StopObservation = {
    processes: seen,
    unseen: 'reason' in processes ? processes.reason : null,
    report,
    patient: null,
    script,
  };
  const patient = handledButKilled(observation, plan) ? await stopPatiently(lab, plan) : null;
  return judgeStop({ ...observation, patient }, plan);
}

/** A container that runs, ready or not: an app that answers nobody must stop as well. */
async function startForStop(lab: Lab, plan: TestPlan): Promise<{ readonly container: LabContainer } | { readonly ended: Readiness }> {
  const container = await lab.start();
  lab.progress('waiting until it is ready');
  const readiness = await waitReady(lab, container, plan);
  if (readiness.kind === 'exited' || readiness.kind === 'not-started') return { ended: readiness };
  return { container };
}

function handledButKilled(seen: StopObservation, plan: TestPlan): boolean {
  const init = seen.processes?.find((process) => process.pid === 1);
  return (
    wasKilled(seen.report, plan.options.stopTimeoutSeconds) && init !== undefined && handlesSignal(init.signals, stopSignal(plan).number)
  );
}

/** Tells a slow handler from one that never ends. */
async function stopPatiently(lab: Lab, plan: TestPlan): Promise<StopReport | null> {
  const patience = Math.min(plan.options.stopTimeoutSeconds + 10, 60);
  const started = await startForStop(lab, plan);
  if ('ended' in started) return null;
  await settledProcesses(lab, started.container);
  lab.progress(`stopping it once more, with ${patience} s`);
  return started.container.stop(patience);
}

/** The last command of the script that a shell as process 1 runs: where exec is missing. */
async function scriptOf(
  container: LabContainer,
  processes: readonly ContainerProcess[],
  workdir: string,
): Promise<StopObservation['script']> {
  const argv = processes.find((process) => process.pid === 1)?.argv ?? [];
  const path = argv.slice(1).find((word) => !word.startsWith('-'));
  if (!isShell(argv[0] ?? '') || path === undefined || argv.some((word) => /^-[a-z]*c$/.test(word))) return null;
  const text = await container.readText(resolvePath(workdir, path), 64 * 1024);
  if (text === undefined) return null;
  const lines = text.split('\n');
  const index = lines.findLastIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return index === -1 ? null : { path, line: index + 1, text: (lines[index] ?? '').trim().slice(0, 80) };
}
