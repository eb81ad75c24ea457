import type { EngineErrorDetails, EngineErrorReason } from '../../../io/engine/errors.ts';
import type { BuildView, CardAction, ProblemScreen } from '../../../protocol/test-panel.ts';
import { shortTime } from './view.ts';

/** Why there is nothing to show but a card. */
export type Problem =
  | { readonly kind: 'no-dockerfile'; readonly folder: string }
  | { readonly kind: 'untrusted' }
  | {
      readonly kind: 'error';
      readonly error: unknown;
      readonly cancelled: boolean;
      readonly ms: number;
      readonly build: BuildView | null;
      /** The image was to be built first. */
      readonly dockerfile: boolean;
    };

const again: CardAction = { id: 'run', label: 'Try again' };
const plan: CardAction = { id: 'plan', label: 'Back to the plan' };
const choose: CardAction = { id: 'choose-engine', label: 'Choose engine…' };

/** The card of a problem: its cause as the heading, then the next step. */
export function problemScreen(problem: Problem): ProblemScreen {
  const card = (more: Partial<ProblemScreen> & Pick<ProblemScreen, 'icon' | 'tone' | 'title' | 'text' | 'actions'>): ProblemScreen => ({
    kind: 'problem',
    facts: [],
    output: '',
    build: null,
    ...more,
  });
  if (problem.kind === 'no-dockerfile') {
    return card({
      icon: 'file',
      tone: 'idle',
      title: `No Dockerfile in ${problem.folder}`,
      text: 'Let Drydock write one, or test an image that is already there.',
      actions: [
        { id: 'containerize', label: 'Containerize workspace…' },
        { id: 'choose-image', label: 'Choose image…' },
      ],
    });
  }
  if (problem.kind === 'untrusted') {
    return card({
      icon: 'workspace-untrusted',
      tone: 'unknown',
      title: 'This workspace is not trusted',
      text: 'Tests build and run its code, so they wait until you trust it. Linting and previews work.',
      actions: [{ id: 'manage-trust', label: 'Manage workspace trust' }],
    });
  }
  const { error, cancelled, ms, build } = problem;
  if (cancelled) {
    return card({
      icon: 'circle-slash',
      tone: 'idle',
      title: `Cancelled after ${shortTime(ms)}`,
      text: 'No test has a verdict. Containers, networks and volumes of this run are removed.',
      actions: [{ id: 'run', label: 'Run again' }, plan],
      build,
    });
  }
  const { reason, details, answer, message } = describe(error);
  if (reason === 'unreachable' || reason === 'permission-denied') {
    return card({
      icon: 'debug-disconnect',
      tone: 'unknown',
      title: reason === 'unreachable' ? 'No container engine answers' : 'The container engine may not be used',
      text: reason === 'unreachable' ? 'Start Docker or Podman, or tell Drydock where yours is.' : message,
      facts: (details.tried ?? []).slice(0, 8).map(({ place, answer: said }) => ({ label: place, value: said })),
      actions: [choose, again],
    });
  }
  if (reason === 'gone') {
    return card({
      icon: 'debug-disconnect',
      tone: 'unknown',
      title: 'The engine stopped answering',
      text: 'What the run left behind is removed as soon as it answers again.',
      facts: answer === '' ? [] : [{ label: 'Answer', value: answer }],
      actions: [again, choose],
      build,
    });
  }
  if (reason === 'build-failed') {
    return card({
      icon: 'error',
      tone: 'fail',
      title: message,
      text: 'Mend the line and run again. The whole output is in the log.',
      facts: [
        ...(details.step === undefined ? [] : [{ label: 'Step', value: details.step }]),
        ...(details.exitCode === undefined || details.exitCode === null ? [] : [{ label: 'Exit code', value: String(details.exitCode) }]),
        ...(details.line === undefined || details.line === null ? [] : [{ label: 'Line', value: `Dockerfile:${String(details.line)}`, line: details.line }]),
      ],
      output: details.output ?? '',
      actions: [again, plan],
      build,
    }); // prettier-ignore
  }
  return card({ icon: 'error', tone: 'fail', title: message, text: nextStep(reason), facts: answer === '' || answer === message ? [] : [{ label: 'Answer', value: answer }], actions: [again, plan], build }); // prettier-ignore
}

const nextStep = (reason: EngineErrorReason | undefined): string =>
  reason === 'no-space' ? 'Free space on the engine’s disk, then run again.' : 'Nothing of this run is left behind.';

interface Described {
  readonly message: string;
  readonly reason: EngineErrorReason | undefined;
  readonly answer: string;
  readonly details: EngineErrorDetails;
}

/** Bundles share no classes: an EngineError is told by its fields. */
function describe(error: unknown): Described {
  const known = error as Partial<Described> | null;
  const message = error instanceof Error ? error.message : String(error);
  if (typeof known !== 'object' || known === null) return { message, reason: undefined, answer: '', details: {} };
  return { message, reason: known.reason, answer: known.answer ?? '', details: known.details ?? {} };
}
