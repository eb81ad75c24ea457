import { EngineError, type EngineErrorReason } from './errors.ts';

/** The engine's refusal as an EngineError whose message is the engine's own words. */
export function refusal(status: number, body: string): EngineError {
  const answer = answerText(body) || `HTTP status ${String(status)}`;
  return new EngineError(reasonOf(status, answer), answer, { answer });
}

/** Any failure of a call as an EngineError. What the signal caused is named after the signal, not after the broken socket that followed. */
export function toEngineError(error: unknown, signal?: AbortSignal): EngineError {
  if (signal?.aborted) {
    const reason: unknown = signal.reason;
    const timeout = reason instanceof Error && reason.name === 'TimeoutError';
    return new EngineError(timeout ? 'timeout' : 'cancelled', timeout ? 'the engine took too long' : 'cancelled', { cause: error });
  }
  if (error instanceof EngineError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (code === 'EACCES' || code === 'EPERM') return new EngineError('permission-denied', text, { answer: text, cause: error });
  if (networkCodes.has(code))
    return new EngineError('gone', `the engine does not answer any more (${text})`, { answer: text, cause: error });
  return new EngineError('unknown', text, { answer: text, cause: error });
}

/** The same error with what was being done in front: `start container web: no such container`. */
export function during(what: string, error: EngineError): EngineError {
  if (error.reason === 'cancelled') return new EngineError('cancelled', `${what} was cancelled.`, { cause: error });
  // A failed build tells its own story.
  if (error.reason === 'build-failed') return error;
  const { answer, details, cause } = error;
  return new EngineError(error.reason, `${what} failed: ${error.message}`, { answer, details, cause });
}

const networkCodes = new Set([
  ...[
    'ECONNRESET',
    'ECONNREFUSED',
    'ECONNABORTED',
    'EPIPE',
    'ENOENT',
    'ENOTFOUND',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ETIMEDOUT',
    'EAI_AGAIN',
  ],
  ...['ERR_STREAM_PREMATURE_CLOSE', 'HPE_INVALID_CONSTANT', 'UND_ERR_SOCKET'],
]);

/** Docker says `{message}`, Podman `{message, cause}`; proxies in between say anything. */
function answerText(body: string): string {
  try {
    const json: unknown = JSON.parse(body);
    const message = (json as { message?: unknown } | null)?.message;
    if (typeof message === 'string') return message.trim();
  } catch {
    // Not JSON: the text itself is the answer.
  }
  return body.trim().slice(0, 2000);
}

/** The words count before the status: engines give 500 to most of what goes wrong. */
function reasonOf(status: number, answer: string): EngineErrorReason {
  if (/address already in use|port is already allocated|cannot listen on the (?:TCP|UDP) port|ports are not available/i.test(answer))
    return 'port-in-use';
  if (/no space left on device|disk quota exceeded/i.test(answer)) return 'no-space';
  if (/no such image|image not known|manifest unknown|no such container/i.test(answer)) return 'not-found';
  switch (status) {
    case 400:
      return 'bad-request';
    case 401:
    case 403:
      return 'permission-denied';
    case 404:
      return 'not-found';
    case 409:
      return 'conflict';
    case 501:
      return 'unsupported';
    default:
      return 'unknown';
  }
}
