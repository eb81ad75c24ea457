import { isShell } from './command.ts';
import type { StopReport } from './lab.ts';
import { commandLine, handlesSignal, hasSignal, type ContainerProcess } from './proc.ts';
import type { TestPlan } from './plan.ts';
import { fact, seconds, type Outcome } from './result.ts';
import { signalName, signalNumber } from './signals.ts';
import { commandLinePlace, shellRemedy } from './stop-advice.ts';
import type { TestEvidence } from './verdict.ts';

/** What was seen of a stop. */
export interface StopObservation {
  /** The processes before it; null when nobody could look, with the reason in `unseen`. */
  readonly processes: readonly ContainerProcess[] | null;
  readonly unseen: string | null;
  readonly report: StopReport;
  /** A second stop with more patience; null when there was none. */
  readonly patient: StopReport | null;
  /** The script that process 1 runs, and its last command, where it runs one. */
  readonly script: { readonly path: string; readonly line: number; readonly text: string } | null;
}

const sigkill = 9;

/** True when the engine had to kill it: it lasted the whole grace period and SIGKILL ended it. */
export function wasKilled(report: StopReport, timeoutSeconds: number): boolean {
  if (report.exitCode !== 128 + sigkill || report.oomKilled) return false;
  return report.durationMs >= 900 * timeoutSeconds || report.signals.includes(sigkill);
}

/** The verdict of a stop. The running container decides; the processes say why. */
export function judgeStop(seen: StopObservation, plan: TestPlan): Outcome {
  const { report } = seen;
  const grace = plan.options.stopTimeoutSeconds;
  const signal = signalNumber(plan.config.stopSignal) ?? 15;
  if (signal === sigkill) return stopSignalKills(seen, plan);
  if (report.oomKilled)
    return {
      verdict: 'unknown',
      summary: 'it ran out of memory while it stopped',
      evidence: [fact('Exit code', report.exitCode), fact('Out of memory', 'yes')],
      advice: 'Raise the memory limit and run the test again.',
    };
  if (!wasKilled(report, grace)) return stoppedByItself(seen, signal);
  const init = seen.processes?.find((process) => process.pid === 1);
  const evidence = failureEvidence(seen, signal, grace);
  if (init && handlesSignal(init.signals, signal)) return { ...tooSlow(seen, plan, signal), evidence };
  return { ...neverHeard(seen, init, plan, signal), evidence };
}

function stoppedByItself(seen: StopObservation, signal: number): Outcome {
  const { report } = seen;
  const init = seen.processes?.find((process) => process.pid === 1);
  const lost = (seen.processes ?? []).filter((process) => process.pid !== 1 && process.parent !== 1 && process.state !== 'Z');
  return {
    verdict: 'pass',
    summary: `stopped after ${seconds(report.durationMs)} with code ${report.exitCode}`,
    evidence: [
      fact('Stop', `${signalName(signal)} at 0.0 s, ended at ${seconds(report.durationMs)}, exit code ${report.exitCode}`),
      ...(init ? [fact('Process 1', `${commandLine(init)} ${handling(init, signal)}`)] : []),
      ...(seen.unseen === null ? [] : [fact('Processes', `could not be read: ${seen.unseen}`)]),
      ...(lost.length > 0 && init && isShell(init.argv[0] ?? '') ? [fact('Descendants', `${lost.length} ended with process 1`)] : []),
    ],
  };
}

function failureEvidence(seen: StopObservation, signal: number, grace: number): readonly TestEvidence[] {
  const { report } = seen;
  const processes = (seen.processes ?? []).filter((process) => process.state !== 'Z').slice(0, 5);
  return [
    ...processes.map((process) => fact(`Process ${process.pid}`, `${commandLine(process)} ${handling(process, signal)}`)),
    ...(seen.unseen === null ? [] : [fact('Processes', `could not be read: ${seen.unseen}`)]),
    fact(
      'Stop',
      `${signalName(signal)} at 0.0 s, SIGKILL at ${seconds(Math.min(report.durationMs, grace * 1000))}, exit code ${report.exitCode}`,
    ),
    ...(seen.patient ? [fact('Second stop', `${seconds(seen.patient.durationMs)}, exit code ${seen.patient.exitCode}`)] : []),
    ...(seen.script ? [fact('Script', `${seen.script.path}:${seen.script.line} ${seen.script.text}`)] : []),
  ];
}

function handling(process: ContainerProcess, signal: number): string {
  const name = signalName(signal);
  if (hasSignal(process.signals.ignored, signal)) return `ignores ${name}`;
  if (!handlesSignal(process.signals, signal)) return `has no ${name} handler`;
  return process.pid === 1 ? `handles ${name}` : `has a ${name} handler`;
}

function tooSlow(seen: StopObservation, plan: TestPlan, signal: number): Outcome {
  const grace = plan.options.stopTimeoutSeconds;
  const { patient } = seen;
  const name = signalName(signal);
  const place = commandLinePlace(plan);
  if (patient && patient.exitCode !== 128 + sigkill) {
    const needed = Math.ceil(patient.durationMs / 1000);
    return {
      verdict: 'fail',
      summary: `too slow: it needs ${seconds(patient.durationMs)} to stop and was killed after ${grace} s`,
      advice: `Let the handler finish faster, or raise the grace period to ${needed + 2} s (stop_grace_period, terminationGracePeriodSeconds, docker stop --time).`,
      place,
    };
  }
  const init = seen.processes?.find((process) => process.pid === 1);
  if (init?.name === 'node' || /(?:^|\/)node$/.test(init?.argv[0] ?? '')) {
    // Node's own handler only resets the terminal and raises the signal again, which the kernel drops for process 1.
    return {
      verdict: 'fail',
      summary: `${name} was ignored, the engine killed it after ${grace} s`,
      advice: `Node as process 1 does not end on ${name} by itself: add process.on('${name}', …) that closes the server, or start it under an init (init: true in compose.yaml, --init).`,
      place,
    };
  }
  return {
    verdict: 'fail',
    summary: `process 1 handles ${name} but did not end, and was killed after ${grace} s`,
    advice: `Let the ${name} handler close the server and its open connections, then exit the process.`,
    place,
  };
}

function neverHeard(seen: StopObservation, init: ContainerProcess | undefined, plan: TestPlan, signal: number): Outcome {
  const name = signalName(signal);
  const after = `the engine killed it after ${plan.options.stopTimeoutSeconds} s`;
  const stopSignal = plan.dockerfile?.stopSignal ?? null;
  if (init && signal !== 15 && handlesSignal(init.signals, 15))
    return {
      verdict: 'fail',
      summary: `process 1 handles SIGTERM, but STOPSIGNAL is ${name}; ${after}`,
      advice: 'Remove STOPSIGNAL, or handle the signal that it names.',
      place: stopSignal ?? commandLinePlace(plan),
    };
  if (init && hasSignal(init.signals.ignored, signal))
    return {
      verdict: 'fail',
      summary: `process 1 ignores ${name}; ${after}`,
      advice: `Do not set ${name} to be ignored (trap '' in a shell, SIG_IGN, nohup), and end the process in its handler.`,
      place: commandLinePlace(plan),
    };
  if (init && isShell(init.argv[0] ?? init.name)) return shellSwallows(seen, init, plan, signal);
  return {
    verdict: 'fail',
    summary: `${name} was ignored, ${after}`,
    advice: init
      ? `The kernel drops ${name} for a process 1 without a handler. Handle it in the app, or start it under an init (init: true in compose.yaml, --init, tini).`
      : `Handle ${name} in process 1, or start the app under an init (init: true in compose.yaml, --init, tini).`,
    place: commandLinePlace(plan),
  };
}

function shellSwallows(seen: StopObservation, init: ContainerProcess, plan: TestPlan, signal: number): Outcome {
  const name = signalName(signal);
  const others = (seen.processes ?? []).filter((process) => process.pid !== 1 && process.state !== 'Z');
  const app = others.find((process) => handlesSignal(process.signals, signal)) ?? others[0];
  const appWords = app ? programOf(app) : 'the app';
  const deaf = app !== undefined && !handlesSignal(app.signals, signal);
  const more = deaf ? ` It has no ${name} handler either: add one, or start it under an init.` : '';
  const remedy = shellRemedy(plan);
  const exec = seen.script
    ? `Start ${appWords} with exec in ${seen.script.path}, so that it replaces the shell and gets the signal itself.`
    : remedy?.fix?.title === 'Write the command in exec form'
      ? `Write the command in exec form, so that ${appWords} is process 1 and gets the signal itself.`
      : `Start ${appWords} with exec as the last command of the shell, or trap ${name} there and pass it on.`;
  return {
    verdict: 'fail',
    summary: `the shell took ${name} and the app was killed after ${plan.options.stopTimeoutSeconds} s`,
    advice: `${exec}${more}`,
    fix: seen.script ? null : (remedy?.fix ?? null),
    place: remedy?.place ?? commandLinePlace(plan),
  };
}

function stopSignalKills(seen: StopObservation, plan: TestPlan): Outcome {
  return {
    verdict: 'fail',
    summary: 'STOPSIGNAL is SIGKILL, which no process can handle',
    evidence: [fact('Stop', `SIGKILL at 0.0 s, exit code ${seen.report.exitCode}`)],
    advice: 'Remove STOPSIGNAL, or name a signal that the app handles.',
    place: plan.dockerfile?.stopSignal ?? null,
  };
}

/** What a person would call it: the script, not the shell that runs it. */
function programOf(process: ContainerProcess): string {
  const [program = process.name, script] = process.argv;
  return isShell(program) && script !== undefined && !script.startsWith('-') ? script : program;
}
