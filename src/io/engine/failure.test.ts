import { describe, expect, it } from 'vitest';
import { EngineError } from './errors.ts';
import { during, refusal, toEngineError } from './failure.ts';
import { startFailure } from './start-failure.ts';

describe('a refusal', () => {
  it.each([
    // Docker 26.1 and Podman 4.3.1, in their own words
    [404, '{"message":"No such container: x"}', 'not-found', 'No such container: x'],
    [
      404,
      '{"cause":"no such container","message":"no container with name or ID \\"x\\" found: no such container","response":404}',
      'not-found',
      'no container with name or ID "x" found: no such container',
    ],
    [500, '{"cause":"image not known","message":"x: image not known","response":500}', 'not-found', 'x: image not known'],
    [
      409,
      '{"message":"Conflict. The container name \\"/x\\" is already in use"}',
      'conflict',
      'Conflict. The container name "/x" is already in use',
    ],
    [
      500,
      '{"message":"driver failed programming external connectivity on endpoint x: Error starting userland proxy: listen tcp4 127.0.0.1:80: bind: address already in use"}',
      'port-in-use',
      undefined,
    ],
    [500, '{"message":"Bind for 0.0.0.0:80 failed: port is already allocated"}', 'port-in-use', undefined],
    [
      500,
      '{"cause":"address already in use","message":"rootlessport cannot listen on the TCP port: listen tcp4 :80: bind: address already in use"}',
      'port-in-use',
      undefined,
    ],
    [500, '{"message":"write /x: no space left on device"}', 'no-space', undefined],
    [403, '{"message":"authorization denied by plugin x"}', 'permission-denied', undefined],
    [400, '{"message":"invalid reference format"}', 'bad-request', undefined],
    [502, '<html>Bad Gateway</html>', 'unknown', '<html>Bad Gateway</html>'],
    [500, '', 'unknown', 'HTTP status 500'],
  ])('with %i and %s', (status, body, reason, message) => {
    const error = refusal(status, body);
    expect(error.reason).toBe(reason);
    if (message !== undefined) expect(error.message).toBe(message);
  });
});

describe('a failed call', () => {
  const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  it('is named after its signal, not after the broken socket', () => {
    expect(toEngineError(reset, AbortSignal.abort())).toMatchObject({ reason: 'cancelled' });
    expect(toEngineError(reset, AbortSignal.abort(new DOMException('late', 'TimeoutError')))).toMatchObject({ reason: 'timeout' });
    expect(toEngineError(reset, new AbortController().signal)).toMatchObject({ reason: 'gone' });
    expect(toEngineError('odd')).toMatchObject({ reason: 'unknown', message: 'odd' });
  });

  it('says what was being done', () => {
    expect(during('Starting the container', toEngineError(reset)).message).toBe(
      'Starting the container failed: the engine does not answer any more (socket hang up)',
    );
    expect(during('The build', new EngineError('cancelled', 'x')).message).toBe('The build was cancelled.');
    expect(during('The build', new EngineError('build-failed', 'The build failed at x')).message).toBe('The build failed at x');
  });
});

describe('a refused start', () => {
  it.each([
    ['exec: "nope": executable file not found in $PATH: unknown', 400, 127],
    [
      'runc: runc create failed: unable to start container process: exec: "nope": executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found',
      500,
      127,
    ],
    ['exec: "/app/x": stat /app/x: no such file or directory: unknown', 400, 127],
    ['exec: "/etc/passwd": permission denied: unknown', 400, 126],
    ['exec: "/etc": is a directory: unknown', 400, 126],
    ['runc: exec: "/etc/passwd": permission denied: OCI permission denied', 500, 126],
    ['error mounting "/x" to rootfs at "/y": no such file or directory', 400, 128],
  ])('%s', (message, status, exitCode) => {
    expect(startFailure(refusal(status, JSON.stringify({ message })))).toMatchObject({
      reason: 'start-failed',
      answer: message,
      details: { exitCode },
    });
  });

  it('leaves other failures their reason', () => {
    expect(startFailure(refusal(500, '{"message":"port is already allocated"}'))).toMatchObject({
      reason: 'port-in-use',
      details: { exitCode: 128 },
    });
    expect(startFailure(refusal(404, '{"message":"No such container: x"}'))).toMatchObject({ reason: 'not-found' });
    expect(startFailure(new EngineError('gone', 'x'))).toMatchObject({ reason: 'gone' });
  });
});
