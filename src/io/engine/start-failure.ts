import { EngineError } from './errors.ts';

/** The code a shell would have given for what the runtime says: 127 not found, 126 not executable; null when it says neither. */
export function runtimeExitCode(answer: string): 126 | 127 | null {
  if (/executable file not found|command that was not found|exec: "[^"]*": (?:stat [^:]*: )?no such file or directory/i.test(answer))
    return 127;
  if (/exec: "[^"]*": (?:permission denied|is a directory)|OCI permission denied|exec format error/i.test(answer)) return 126;
  return null;
}

/** A refused start as people should see it. Podman leaves the exit code 0 and gives status 500 for everything; here both engines say the same. */
export function startFailure(error: EngineError): EngineError {
  if (error.reason === 'port-in-use' || error.reason === 'no-space')
    return new EngineError(error.reason, error.message, { answer: error.answer, details: { exitCode: 128 }, cause: error });
  // Conflict, not found, gone and the like are no refusals of the runtime.
  if (error.reason !== 'bad-request' && error.reason !== 'unknown' && error.reason !== 'permission-denied') return error;
  if (error.answer === '') return error;
  const exitCode = runtimeExitCode(error.answer) ?? 128;
  const cause = exitCode === 127 ? 'its command is not in the image' : exitCode === 126 ? 'its command is not executable' : error.answer;
  return new EngineError('start-failed', cause, { answer: error.answer, details: { exitCode }, cause: error });
}
