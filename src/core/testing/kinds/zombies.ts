import { notReady } from '../describe-readiness.ts';
import { defineKind } from '../kind.ts';
import type { Attempt, Lab, LabContainer } from '../lab.ts';
import type { TestPlan } from '../plan.ts';
import { commandLine, readProcesses, type ContainerProcess } from '../proc.ts';
import { fact, result, type Outcome } from '../result.ts';
import { commandLinePlace } from '../stop-advice.ts';
import { waitReady } from '../wait-ready.ts';

/** Requests that make the app do what it does, and children whose parent has gone. */
const requestCount = 20;
const orphanCount = 20;
/** How long an ended process may stay before it counts as a zombie that nobody collects. */
const reapMs = 1_500;
const watchMs = 2_000;

const initAdvice = 'Start it under an init that collects them: init: true in compose.yaml, docker run --init, or tini as entry point.';

export default defineKind({
  kind: 'zombies',
  title: 'Zombies',
  group: 'start-stop',
  byDefault: true,
  sentence: () => 'Ended child processes are reaped, also those whose parent has gone.',
  seconds: () => 7,
  async run(lab, plan) {
    const began = lab.now();
    const container = await lab.start();
    lab.progress('waiting until it is ready');
    const readiness = await waitReady(lab, container, plan);
    if (readiness.kind === 'exited' || readiness.kind === 'not-started') {
      return [result('zombies', 'zombies', lab.now() - began, notReady(readiness, plan))];
    }
    lab.progress('looking for ended processes that nobody reaps');
    const own = await watchOwn(lab, container, plan);
    const outcome = own.outcome.verdict === 'pass' ? withOrphans(own, await watchOrphans(lab, container, own), plan) : own.outcome;
    return [result('zombies', 'zombies', lab.now() - began, outcome)];
  },
});

interface Own {
  readonly outcome: Outcome;
  readonly zombies: ReadonlySet<number>;
  /** The app was seen with processes of its own beside process 1. */
  readonly hasChildren: boolean;
}

/** What the app leaves behind by itself, at rest and after some requests. */
async function watchOwn(lab: Lab, container: LabContainer, plan: TestPlan): Promise<Own> {
  const seen = new Set<number>();
  const look = async (): Promise<Attempt<readonly ContainerProcess[]>> => {
    const processes = await readProcesses(container);
    for (const { pid } of 'value' in processes ? processes.value : []) if (pid !== 1) seen.add(pid);
    return processes;
  };
  const first = await look();
  if ('reason' in first) return { outcome: cannotLook(first.reason), zombies: new Set(), hasChildren: false };
  if (plan.port) {
    for (let count = 0; count < requestCount; count++) await container.request(plan.port.number, plan.options.path, 2_000);
  }
  const began = lab.now();
  while (lab.now() - began < watchMs) {
    await look();
    await lab.sleep(200);
  }
  const before = await look();
  await lab.sleep(reapMs);
  const after = await look();
  if ('reason' in before || 'reason' in after)
    return { outcome: cannotLook('reason' in after ? after.reason : ''), zombies: new Set(), hasChildren: false };
  const lasting = zombiesOf(after.value).filter((zombie) => zombiesOf(before.value).some((one) => one.pid === zombie.pid));
  return {
    outcome: ownOutcome(lasting, after.value, plan, seen.size),
    zombies: new Set(lasting.map((one) => one.pid)),
    hasChildren: seen.size > 0,
  };
}

function ownOutcome(zombies: readonly ContainerProcess[], all: readonly ContainerProcess[], plan: TestPlan, children: number): Outcome {
  const init = all.find((process) => process.pid === 1);
  const processOne = init ? [fact('Process 1', commandLine(init))] : [];
  if (zombies.length === 0) {
    return {
      verdict: 'pass',
      summary: 'no ended process was left',
      evidence: [...processOne, fact('Child processes seen', children), fact('Zombies', 0)],
    };
  }
  const parents = [...new Set(zombies.map((zombie) => zombie.parent))];
  return {
    verdict: 'fail',
    summary: `${zombies.length} ended ${zombies.length === 1 ? 'process was' : 'processes were'} never reaped`,
    evidence: [
      ...processOne,
      fact(
        'Zombies',
        zombies
          .slice(0, 10)
          .map((zombie) => `${zombie.name} (process ${zombie.pid}, child of ${zombie.parent})`)
          .join(', '),
      ),
    ],
    advice: parents.every((parent) => parent === 1)
      ? `Wait for child processes in the app. Orphans it cannot know of: ${initAdvice.charAt(0).toLowerCase()}${initAdvice.slice(1)}`
      : 'Wait for child processes in the process that starts them.',
    place: commandLinePlace(plan),
  };
}

/** Children whose parent ends at once: the kernel gives them to process 1, which has to reap them. How many of them stayed. */
async function watchOrphans(lab: Lab, container: LabContainer, own: Own): Promise<Attempt<number>> {
  const made = await makeOrphans(container);
  if ('reason' in made) return made;
  await lab.sleep(1_000 + reapMs);
  const processes = await readProcesses(container);
  if ('reason' in processes) return processes;
  return { value: zombiesOf(processes.value).filter((zombie) => !own.zombies.has(zombie.pid)).length };
}

/** That process 1 leaves orphans alone is a fault only in an app that starts processes. */
function withOrphans(own: Own, left: Attempt<number>, plan: TestPlan): Outcome {
  const evidence = own.outcome.evidence ?? [];
  if ('reason' in left) return { ...own.outcome, evidence: [...evidence, fact('Orphans', `could not be made: ${left.reason}`)] };
  const counted = [...evidence, fact('Orphans made', orphanCount), fact('Orphans left as zombies', left.value)];
  if (left.value === 0) return { verdict: 'pass', summary: `none left of ${orphanCount} short orphaned processes`, evidence: counted };
  if (!own.hasChildren) {
    return { verdict: 'pass', summary: 'no ended process was left; process 1 reaps no orphans, but starts none', evidence: counted };
  }
  return {
    verdict: 'fail',
    summary: `process 1 does not reap orphans: ${left.value} of ${orphanCount} stayed as zombies`,
    evidence: counted,
    advice: initAdvice,
    place: commandLinePlace(plan),
  };
}

/** The shell ends at once and leaves its background jobs to process 1. */
const orphanScript = `i=0; while [ $i -lt ${orphanCount} ]; do sleep 0.5 & i=$((i+1)); done`;

async function makeOrphans(container: LabContainer): Promise<Attempt<null>> {
  const own = await container.exec(['/bin/sh', '-c', `command -v sleep >/dev/null || exit 127; ${orphanScript}`]);
  if (own.exitCode === 0) return { value: null };
  const helper = await container.helper(orphanScript);
  if ('reason' in helper) return { reason: `the image has no shell with sleep; ${helper.reason}` };
  return helper.value.exitCode === 0 ? { value: null } : { reason: helper.value.stderr.trim() };
}

const zombiesOf = (processes: readonly ContainerProcess[]): readonly ContainerProcess[] =>
  processes.filter((process) => process.state === 'Z');

function cannotLook(reason: string): Outcome {
  return {
    verdict: 'unknown',
    summary: 'its processes could not be read',
    evidence: [fact('Reason', reason)],
    advice: 'Name a small image with a shell as helper image (drydock.helperImage, --helper-image), and pull it first.',
  };
}
