/** Why an engine call failed, so that the surface can say what to do next. */
export type EngineErrorReason =
  | 'unreachable'
  | 'gone'
  | 'permission-denied'
  | 'not-found'
  | 'conflict'
  | 'port-in-use'
  | 'no-space'
  | 'unsupported'
  | 'build-failed'
  | 'pull-failed'
  | 'cancelled'
  | 'timeout'
  | 'bad-request'
  | 'start-failed'
  | 'unknown';

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly reason: EngineErrorReason;
  /** The engine's own words. */
  readonly answer: string;
  /** For `unreachable`: every place that was tried, with its answer. For `build-failed`: the step, its last output, its line in the Dockerfile. */
  readonly details: EngineErrorDetails;
  constructor(
    reason: EngineErrorReason,
    message: string,
    options: { readonly answer?: string; readonly details?: EngineErrorDetails; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.reason = reason;
    this.answer = options.answer ?? '';
    this.details = options.details ?? {};
  }
}

export interface EngineErrorDetails {
  readonly tried?: readonly { readonly place: string; readonly answer: string }[];
  readonly step?: string;
  readonly line?: number | null;
  readonly exitCode?: number | null;
  readonly output?: string;
}

/** True also for an error of another bundle's copy of this class, where `instanceof` is false. */
export const isEngineError = (error: unknown): error is EngineError =>
  error instanceof Error && error.name === 'EngineError' && 'reason' in error;
