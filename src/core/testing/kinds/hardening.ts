import { describeReadiness, notReady } from '../describe-readiness.ts';
import { userId } from '../image-files.ts';
import { defineKind } from '../kind.ts';
import type { Lab, LabContainer } from '../lab.ts';
import type { TestPlan } from '../plan.ts';
import { composeText, fullPrivileges, kubernetesText, startOptions, type Privileges } from '../privileges.ts';
import { fact, result, type Outcome } from '../result.ts';
import type { TestEvidence } from '../verdict.ts';
import { isReady, waitReady, type Readiness } from '../wait-ready.ts';

const otherUser = '10001:10001';
const pidsLimit = 200;
const memoryBytes = 512 * 1024 * 1024;
/** What servers that start as root ask for most often, the narrowest first. */
const capabilitySets: readonly (readonly string[])[] = [
  [],
  ['NET_BIND_SERVICE'],
  ['SETGID', 'SETUID'],
  ['CHOWN', 'SETGID', 'SETUID'],
  ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'],
];

export default defineKind({
  kind: 'hardening',
  title: 'Hardening',
  group: 'faults',
  byDefault: false,
  sentence: () => 'Finds the fewest privileges that still work: read-only root, no capabilities, other user.',
  seconds: () => 42,
  async run(lab, plan) {
    const began = lab.now();
    const outcome = await harden(lab, plan);
    return [result('hardening', 'hardening', lab.now() - began, outcome)];
  },
});

/** One row of the matrix: what was narrowed alone, and what came of it. */
interface Trial {
  readonly label: string;
  readonly works: boolean;
  /** `works`, or why not. */
  readonly words: string;
  readonly privileges: Partial<Privileges>;
}

interface Baseline {
  readonly readiness: Readiness;
  readonly uid: number | null;
  /** Folders that a normal run writes to. */
  readonly written: readonly string[];
}

async function harden(lab: Lab, plan: TestPlan): Promise<Outcome> {
  const baseline = await observe(lab, plan);
  if (!isReady(baseline.readiness)) return notReady(baseline.readiness, plan);
  const trials: Trial[] = [];
  const attempt = async (label: string, privileges: Partial<Privileges>): Promise<boolean> => {
    const trial = await tryOut(lab, plan, label, privileges, baseline);
    trials.push(trial);
    return trial.works;
  };
  // Under a read-only root Podman keeps these writable by itself; elsewhere they must be named.
  const hidden = lab.engine.kind === 'podman' ? baseline.written.filter((path) => /^\/(?:tmp|run|var\/tmp)(?:\/|$)/.test(path)) : [];
  if (hidden.length > 0) await attempt(`Read-only root, writable ${hidden.join(', ')}`, { readOnly: true, writable: hidden });
  if (trials.at(-1)?.works !== true && !(await attempt('Read-only root', { readOnly: true }))) {
    await attempt('Read-only root, writable /tmp', { readOnly: true, writable: ['/tmp'] });
    const writable = writablePaths(baseline.written);
    if (trials.at(-1)?.works === false && writable.join() !== '/tmp')
      await attempt(`Read-only root, writable ${writable.join(', ')}`, { readOnly: true, writable, owner: baseline.uid });
  }
  if (baseline.uid === 0 || baseline.uid === null) await attempt(`User ${otherUser}`, { user: otherUser });
  for (const capabilities of capabilitySets) {
    const label = capabilities.length === 0 ? 'No capabilities' : `Capabilities ${capabilities.join(', ')} alone`;
    if (await attempt(label, { capabilities })) break;
  }
  await attempt('No new privileges', { noNewPrivileges: true });
  await attempt(`At most ${pidsLimit} processes`, { pidsLimit });
  await attempt('Memory 512 MiB', { memoryBytes });
  const smallest = await combine(lab, plan, trials, baseline);
  return describe(smallest, trials, baseline);
}

/** A run as it is: whether it gets ready, as whom, and where it writes. */
async function observe(lab: Lab, plan: TestPlan): Promise<Baseline> {
  const container = await lab.start();
  try {
    lab.progress('as it is');
    const readiness = await waitReady(lab, container, plan);
    if (!isReady(readiness)) return { readiness, uid: null, written: [] };
    return { readiness, uid: await userId(container, plan.config.user), written: await writtenFolders(container) };
  } finally {
    await container.remove();
  }
}

async function tryOut(lab: Lab, plan: TestPlan, label: string, privileges: Partial<Privileges>, baseline: Baseline): Promise<Trial> {
  const container = await lab.start(startOptions({ ...fullPrivileges, ...privileges }));
  try {
    lab.progress(label.toLowerCase());
    const readiness = await waitReady(lab, container, plan, Math.min(plan.options.readyTimeoutSeconds, 20) * 1000);
    const works = isReady(readiness) && (await staysUp(lab, container)) && sameAnswer(readiness, baseline.readiness);
    return { label, privileges, works, words: works ? 'works' : `does not work: ${why(readiness, plan)}` };
  } finally {
    await container.remove();
  }
}

async function staysUp(lab: Lab, container: LabContainer): Promise<boolean> {
  await lab.sleep(500);
  return (await container.state()).status === 'running';
}

/** A server that answers an error page where it answered before does not work. */
function sameAnswer(now: Readiness, before: Readiness): boolean {
  if (now.kind !== 'http' || before.kind !== 'http') return now.kind === before.kind;
  return now.status < 400 || now.status === before.status;
}

function why(readiness: Readiness, plan: TestPlan): string {
  if (readiness.kind === 'http') return `it answers HTTP ${readiness.status}`;
  if (isReady(readiness)) return 'it ended soon after';
  const words = describeReadiness(readiness, plan).summary;
  const line =
    readiness.kind === 'exited'
      ? readiness.log.split('\n').findLast((one) => /error|denied|read-only|permitted|fail/i.test(one))
      : undefined;
  return line === undefined ? words : `${words} (${line.trim().slice(0, 120)})`;
}

/** All that work alone, together; what does not go with the others is given back, the last first. */
async function combine(lab: Lab, plan: TestPlan, trials: readonly Trial[], baseline: Baseline): Promise<Privileges> {
  const kept = trials.filter((trial) => trial.works);
  while (kept.length > 0) {
    const all = merge(kept);
    if ((await tryOut(lab, plan, 'all together', all, baseline)).works) return all;
    if (!all.writable.includes('/tmp') && all.readOnly) {
      const withTmp = { ...all, writable: [...all.writable, '/tmp'] };
      if ((await tryOut(lab, plan, 'all together, writable /tmp', withTmp, baseline)).works) return withTmp;
    }
    kept.pop();
  }
  return fullPrivileges;
}

const merge = (trials: readonly Trial[]): Privileges =>
  trials.reduce<Privileges>((all, trial) => ({ ...all, ...trial.privileges }), fullPrivileges);

function describe(smallest: Privileges, trials: readonly Trial[], { uid }: Baseline): Outcome {
  const nonRoot = smallest.user !== null || (uid !== null && uid !== 0);
  const needs = [
    ...(nonRoot ? [] : ['root']),
    ...(smallest.readOnly ? [] : ['a writable root']),
    ...(smallest.capabilities === null ? ['the default capabilities'] : smallest.capabilities),
    ...(smallest.noNewPrivileges ? [] : ['new privileges']),
  ];
  const evidence: TestEvidence[] = [
    ...trials.map((trial) => fact(trial.label, trial.words)),
    fact('compose.yaml', composeText(smallest)),
    fact('Kubernetes', kubernetesText(smallest, uid)),
  ];
  const writable = smallest.writable.length > 0 ? `; needs ${smallest.writable.join(', ')}` : '';
  if (needs.length === 0) {
    return {
      verdict: 'pass',
      summary: `works read-only, without capabilities, as ${smallest.user ?? `user ${uid ?? ''}`}${writable}`,
      evidence,
    };
  }
  return {
    verdict: 'fail',
    summary: `it needs ${needs.join(', ')}`,
    evidence,
    advice: adviceFor(needs),
  };
}

function adviceFor(needs: readonly string[]): string {
  const parts = [
    ...(needs.includes('root') ? ['Give the files it writes to a user of the image (COPY --chown) and set USER 10001:10001.'] : []),
    ...(needs.includes('NET_BIND_SERVICE') ? ['Let it listen on a port above 1024.'] : []),
    ...(needs.includes('a writable root') ? ['Let it write under /tmp or a volume only.'] : []),
  ];
  return [...parts, 'Until then the settings above are the narrowest that work.'].join(' ');
}

/** Engines themselves touch these in every container. */
const noise = /^\/(?:etc|dev|proc|sys|run\/secrets|run\/\.containerenv|run$|var$|var\/tmp$)(?:\/|$)/;

async function writtenFolders(container: LabContainer): Promise<readonly string[]> {
  const changes = await container.changes();
  const paths = changes.map((change) => change.path).filter((path) => !noise.test(path));
  // A folder is listed when something in it changed, so only what has nothing below it was written.
  const leaves = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)));
  return [...new Set(leaves.map((path) => path.slice(0, path.lastIndexOf('/'))).filter((path) => path !== ''))];
}

function writablePaths(written: readonly string[]): readonly string[] {
  const all = ['/tmp', ...written].toSorted();
  return all.filter((path, index) => all.indexOf(path) === index && !all.some((other) => path.startsWith(`${other}/`)));
}
