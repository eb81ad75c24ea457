import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../io/engine/errors.ts';
import { problemScreen, type Problem } from './problems.ts';

const failed = (error: unknown, more: Partial<Extract<Problem, { kind: 'error' }>> = {}): ReturnType<typeof problemScreen> =>
  problemScreen({ kind: 'error', error, cancelled: false, ms: 41_000, build: null, dockerfile: true, ...more });

describe('the cause is the heading, and a button leads on', () => {
  test.each<[string, ReturnType<typeof problemScreen>, string, readonly string[]]>([
    [
      'no Dockerfile',
      problemScreen({ kind: 'no-dockerfile', folder: 'services/mailer' }),
      'No Dockerfile in services/mailer',
      ['containerize', 'choose-image'],
    ],
    ['no trust', problemScreen({ kind: 'untrusted' }), 'This workspace is not trusted', ['manage-trust']],
    ['cancelled', failed(new Error('aborted'), { cancelled: true }), 'Cancelled after 41 s', ['run', 'plan']],
    ['no engine', failed(new EngineError('unreachable', 'x')), 'No container engine answers', ['choose-engine', 'run']],
    ['no rights', failed(new EngineError('permission-denied', 'x')), 'The container engine may not be used', ['choose-engine', 'run']],
    ['the engine went away', failed(new EngineError('gone', 'x')), 'The engine stopped answering', ['run', 'choose-engine']],
    [
      'the build failed',
      failed(new EngineError('build-failed', 'Build failed at step 7 of 12')),
      'Build failed at step 7 of 12',
      ['run', 'plan'],
    ],
    ['anything else', failed(new Error('Port 3000 is taken')), 'Port 3000 is taken', ['run', 'plan']],
    ['no error at all', failed('text'), 'text', ['run', 'plan']],
  ])('%s', (_name, screen, title, actions) => {
    expect([screen.title, screen.actions.map(({ id }) => id)]).toEqual([title, actions]);
    expect(screen.text).not.toBe('');
  });

  test('no engine: every place that was tried stands there with its answer', () => {
    const error = new EngineError('unreachable', 'x', {
      details: { tried: [{ place: '/var/run/docker.sock', answer: 'nothing listens there' }] },
    });
    expect(failed(error).facts).toEqual([{ label: '/var/run/docker.sock', value: 'nothing listens there' }]);
  });

  test('a failed build: step, exit code, line and last output', () => {
    const error = new EngineError('build-failed', 'x', {
      details: { step: 'RUN npm run build', exitCode: 127, line: 9, output: 'tsc: not found' },
    });
    expect(failed(error)).toMatchObject({
      facts: [{ value: 'RUN npm run build' }, { value: '127' }, { value: 'Dockerfile:9', line: 9 }],
      output: 'tsc: not found',
    });
  });

  test('a full disk says what to do', () => {
    expect(failed(new EngineError('no-space', 'No space is left on the engine’s disk')).text).toMatch(/^Free space/);
  });
});
