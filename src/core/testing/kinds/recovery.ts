import { describeReadiness, notReady } from '../describe-readiness.ts';
import { defineKind } from '../kind.ts';
import type { Attempt, Lab, LabContainer, StartOptions } from '../lab.ts';
import type { RecoveryFault, TestPlan } from '../plan.ts';
import { fact, lastOutput, result, seconds, type Outcome } from '../result.ts';
import type { TestResult } from '../verdict.ts';
import { isReady, waitReady } from '../wait-ready.ts';

/** One way to hurt a container. The test begins with it ready, and asks whether it gets ready again. */
interface Fault {
  readonly title: string;
  /** `a crash`, in the sentence of the kind. */
  readonly words: string;
  readonly start: StartOptions;
  /** Hurts and, where the fault has an end, ends it. The reason when this engine cannot. */
  inflict(lab: Lab, container: LabContainer, plan: TestPlan): Promise<Attempt<Recovery>>;
}

interface Recovery {
  /** On the lab's clock: when the container could begin to recover. */
  readonly since: number;
  /** `Process 1 was killed with SIGKILL`. */
  readonly done: string;
  /** What proves that it was hurt at all; the reason when the proof is missing. */
  readonly proof?: Attempt<string>;
}

const pauseMs = 5_000;
const cutMs = 2_000;
const clampBytes = 6 * 1024 * 1024;

const faults: Readonly<Record<RecoveryFault, Fault>> = {
  crash: {
    title: 'crash',
    words: 'a crash',
    start: { restart: { name: 'on-failure', maximumRetryCount: 3 } },
    inflict: crash,
  },
  pause: {
    title: 'pause',
    words: 'a pause',
    start: {},
    async inflict(lab, container) {
      await container.pause();
      await lab.sleep(pauseMs);
      await container.unpause();
      return { value: { since: lab.now(), done: `all processes were frozen for ${seconds(pauseMs)}` } };
    },
  },
  network: {
    title: 'network cut',
    words: 'a network cut',
    start: {},
    async inflict(lab, container) {
      const cut = await container.disconnect();
      if ('reason' in cut) return cut;
      await lab.sleep(cutMs);
      const back = await container.reconnect();
      if ('reason' in back) return back;
      return { value: { since: lab.now(), done: `it was without a network for ${seconds(cutMs)}` } };
    },
  },
  disk: { title: 'full disk', words: 'a full /tmp', start: { tmpfs: { '/tmp': 'size=1m,mode=1777' } }, inflict: fillDisk },
  memory: {
    title: 'memory clamp',
    words: 'a memory clamp',
    start: { memoryBytes: 1024 * 1024 * 1024, restart: { name: 'on-failure', maximumRetryCount: 3 } },
    inflict: clampMemory,
  },
};

export default defineKind({
  kind: 'recovery',
  title: 'Recovery',
  group: 'faults',
  byDefault: true,
  sentence: (plan) => `Comes back after ${inWords(plan.options.recovery.map((fault) => faults[fault].words))}.`,
  seconds: (plan) => 7 * plan.options.recovery.length,
  async run(lab, plan) {
    const results: TestResult[] = [];
    for (const name of plan.options.recovery) {
      const began = lab.now();
      const outcome = await check(lab, plan, faults[name]);
      results.push(result('recovery', `recovery: ${faults[name].title}`, lab.now() - began, outcome));
    }
    return results;
  },
});

async function check(lab: Lab, plan: TestPlan, fault: Fault): Promise<Outcome> {
  const container = await lab.start(fault.start);
  try {
    lab.progress('waiting until it is ready');
    const before = await waitReady(lab, container, plan);
    if (!isReady(before)) return notReady(before, plan);
    lab.progress(`${fault.title}: waiting until it is ready again`);
    const hurt = await fault.inflict(lab, container, plan);
    if ('reason' in hurt) return refused(lab, fault, hurt.reason);
    return await recovered(lab, container, plan, hurt.value);
  } finally {
    await container.remove();
  }
}

async function recovered(lab: Lab, container: LabContainer, plan: TestPlan, { since, done, proof }: Recovery): Promise<Outcome> {
  const readiness = await waitReady(lab, container, plan);
  const evidence = [fact('Fault', done), ...(proof && 'value' in proof ? [fact('Engine', proof.value)] : [])];
  if (proof && 'reason' in proof) {
    return { verdict: 'unknown', summary: proof.reason, evidence, advice: 'Run it again, or on another engine.' };
  }
  if (isReady(readiness)) {
    const answer = readiness.kind === 'http' ? `HTTP ${readiness.status}` : readiness.kind === 'listening' ? 'listening' : 'running';
    const after = seconds(lab.now() - since);
    return { verdict: 'pass', summary: `${answer} again after ${after}`, evidence: [...evidence, fact('Time to first success', after)] };
  }
  const words = describeReadiness(readiness, plan);
  return {
    ...words,
    verdict: words.verdict === 'unknown' ? 'unknown' : 'fail',
    summary: `it did not come back: ${words.summary}`,
    evidence: [...evidence, ...(words.evidence ?? []), ...(readiness.kind === 'exited' ? [] : lastOutput(await container.logTail(10)))],
    advice: `${words.advice ?? ''} Files that the last run left, such as a lock or a pid file, are still there after a restart.`.trim(),
  };
}

function refused(lab: Lab, fault: Fault, reason: string): Outcome {
  return {
    verdict: 'unknown',
    summary: `the ${fault.title} could not be made on ${lab.engine.name}`,
    evidence: [fact('Reason', reason)],
    advice:
      'Name a small image with a shell as helper image (drydock.helperImage, --helper-image), run it on an engine with more rights, or leave this fault out.',
  };
}

/**
 * A kill over the engine's API counts as a stop by hand, after which no restart policy acts, and from inside the kernel protects process 1.
 * So it is killed from the machine, or from a helper that sees the machine's processes.
 */
async function crash(lab: Lab, container: LabContainer): Promise<Attempt<Recovery>> {
  const before = await container.state();
  const reasons: string[] = [];
  for (const way of ['host', 'helper'] as const) {
    const killed = await container.crash(way);
    if ('reason' in killed) {
      reasons.push(killed.reason);
      continue;
    }
    const since = lab.now();
    const proof = await restarted(lab, container, before.restartCount, before.startedAt);
    return { value: { since, done: 'process 1 was killed with SIGKILL', proof } };
  }
  return { reason: reasons.join('; ') };
}

/** The restart must be seen, or the first process is mistaken for the second. */
async function restarted(lab: Lab, container: LabContainer, count: number, startedAt: string | null): Promise<Attempt<string>> {
  const began = lab.now();
  while (lab.now() - began < 20_000) {
    const state = await container.state();
    const again = state.restartCount > count || (state.startedAt !== startedAt && state.startedAt !== null);
    if (again && state.status === 'running')
      return { value: `restarted ${state.restartCount - count || 1} time, as the restart policy says` };
    if (again && state.status === 'exited') return { value: `restarted, and ended again with code ${state.exitCode}` };
    await lab.sleep(50);
  }
  return { reason: 'the engine did not restart it after the crash' };
}

async function fillDisk(lab: Lab, container: LabContainer): Promise<Attempt<Recovery>> {
  const filled = await inside(container, 'cat /dev/zero > /tmp/drydock-full 2>/dev/null; test -s /tmp/drydock-full', '/proc/1/root');
  if ('reason' in filled) return filled;
  await lab.sleep(1_000);
  const freed = await inside(container, 'rm /tmp/drydock-full', '/proc/1/root');
  if ('reason' in freed) return freed;
  return { value: { since: lab.now(), done: '/tmp (1 MB) was full for a second' } };
}

/** In the container, or from a helper through the root of process 1. */
async function inside(container: LabContainer, script: string, root: string): Promise<Attempt<null>> {
  const own = await container.exec(['/bin/sh', '-c', script], { user: '0' });
  if (own.exitCode === 0) return { value: null };
  const helper = await container.helper(script.replaceAll('/tmp/', `${root}/tmp/`));
  if ('reason' in helper) return { reason: `${own.stderr.trim()}; ${helper.reason}` };
  return helper.value.exitCode === 0 ? { value: null } : { reason: helper.value.stderr.trim() };
}

async function clampMemory(lab: Lab, container: LabContainer): Promise<Attempt<Recovery>> {
  if (!lab.engine.updateLimits) return { reason: `${lab.engine.name} cannot change the limits of a running container` };
  const clamped = await container.setMemory(clampBytes);
  // An engine refuses a limit below what is in use: then nothing was clamped.
  if ('reason' in clamped) return clamped;
  await lab.sleep(2_000);
  const freed = await container.setMemory(1024 * 1024 * 1024);
  if ('reason' in freed) return freed;
  return { value: { since: lab.now(), done: 'its memory was limited to 6 MiB for 2 s' } };
}

function inWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
