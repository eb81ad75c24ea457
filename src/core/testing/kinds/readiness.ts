import { describeReadiness } from '../describe-readiness.ts';
import { clientMissing, healthcheckCommand, waitHealthy } from '../healthcheck.ts';
import { explainExit } from '../exit-cause.ts';
import { defineKind } from '../kind.ts';
import type { Lab, LabContainer } from '../lab.ts';
import type { TestPlan } from '../plan.ts';
import { fact, lastOutput, result, seconds, type Outcome } from '../result.ts';
import { isReady, waitReady } from '../wait-ready.ts';

/** How long a container must stay up once it has answered. */
const stayUpMs = 1_000;

export default defineKind({
  kind: 'readiness',
  title: 'Readiness',
  group: 'start-stop',
  byDefault: true,
  sentence(plan) {
    const health = healthcheckCommand(plan.config) ? ' and turns healthy' : '';
    const limit = `within ${plan.options.readyTimeoutSeconds} s`;
    if (plan.port === null) return `Starts and keeps running${health}.`;
    return plan.options.protocol === 'tcp'
      ? `Listens on port ${plan.port.number}${health} ${limit}.`
      : `Answers HTTP on port ${plan.port.number}${health} ${limit}.`;
  },
  seconds: () => 5,
  async run(lab, plan) {
    const began = lab.now();
    const outcome = await check(lab, plan);
    return [result('readiness', 'readiness', lab.now() - began, outcome)];
  },
});

async function check(lab: Lab, plan: TestPlan): Promise<Outcome> {
  const began = lab.now();
  const container = await lab.start();
  lab.progress(plan.port === null ? 'waiting whether it keeps running' : `waiting for an answer on port ${plan.port.number}`);
  const readiness = await waitReady(lab, container, plan);
  const outcome = describeReadiness(readiness, plan);
  if (!isReady(readiness)) return outcome.verdict === 'fail' && readiness.kind !== 'exited' ? withLog(outcome, container) : outcome;
  await lab.sleep(stayUpMs);
  const ended = await endedSince(lab, container, plan, began);
  return ended ?? withHealth(lab, container, plan, outcome, began);
}

async function withLog(outcome: Outcome, container: LabContainer): Promise<Outcome> {
  return { ...outcome, evidence: [...(outcome.evidence ?? []), ...lastOutput(await container.logTail(10))] };
}

async function endedSince(lab: Lab, container: LabContainer, plan: TestPlan, began: number): Promise<Outcome | undefined> {
  const state = await container.state();
  if (state.status === 'running') return undefined;
  const log = await container.logTail(30);
  const afterMs = lab.now() - began;
  return describeReadiness({ kind: 'exited', afterMs, state, log, cause: explainExit({ ...state, log, ranMs: afterMs }) }, plan);
}

async function withHealth(lab: Lab, container: LabContainer, plan: TestPlan, ready: Outcome, began: number): Promise<Outcome> {
  const argv = healthcheckCommand(plan.config);
  if (argv === null) return ready;
  lab.progress('running the healthcheck of the image');
  const left = plan.options.readyTimeoutSeconds * 1000 - (lab.now() - began);
  const health = await waitHealthy(lab, container, argv, Math.max(left, 1_000));
  if (health.healthy) {
    const after = seconds(lab.now() - began);
    return {
      ...ready,
      summary: `${ready.summary}, healthy after ${after}`,
      evidence: [...(ready.evidence ?? []), fact('Healthy', `after ${after}`)],
    };
  }
  const { exitCode, stdout, stderr } = health.last;
  const missing = clientMissing(health.last);
  return {
    verdict: 'fail',
    summary: missing
      ? 'it answers, but the image has no client to run its healthcheck'
      : `it answers, but its healthcheck fails with code ${exitCode}`,
    evidence: [
      ...(ready.evidence ?? []),
      fact('Healthcheck', argv.join(' ')),
      fact('Exit code', exitCode),
      ...lastOutput(`${stdout}${stderr}`),
    ],
    advice: missing
      ? 'Write the healthcheck with a program that is in the image, such as the app’s own runtime.'
      : 'Run the healthcheck command in the container and compare its port and path with the app’s.',
    place: plan.dockerfile?.healthcheck ?? null,
  };
}
