import type { WriteStream } from 'node:tty';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BuildEvent } from '../io/engine/engine.ts';
import { createBuildProgress } from './build-progress.ts';
import { buildRequest } from './run-build.ts';

const options = { cache: true, format: 'text' };

describe('drydock build', () => {
  it('asks for what its options say', () => {
    expect(buildRequest('.', options, {})).toEqual({ context: resolve('.'), tags: [], buildArgs: {}, noCache: false, pull: false });
    const all = {
      ...options,
      cache: false,
      pull: true,
      ssh: true,
      file: 'docker/D',
      tag: ['a:1', 'b'],
      target: 't',
      platform: 'linux/arm64',
      buildArg: ['A=1=2', 'B', 'EMPTY=', 'UNKNOWN'],
      secret: ['id=npm,src=.npmrc', 'source=/x,id=y'],
    };
    expect(buildRequest('app', all, { B: 'from here' })).toEqual({
      context: resolve('app'),
      dockerfile: resolve('docker/D'),
      tags: ['a:1', 'b'],
      target: 't',
      platform: 'linux/arm64',
      buildArgs: { A: '1=2', B: 'from here', EMPTY: '' },
      secrets: { npm: resolve('.npmrc'), y: '/x' },
      ssh: true,
      noCache: true,
      pull: true,
    });
  });

  it.each([
    [{ buildArg: ['=x'] }, /has no name/],
    [{ secret: ['id=npm'] }, /is not understood/],
    [{ secret: ['.npmrc'] }, /is not understood/],
  ])('explains what it does not understand in %j', (wrong, message) => {
    expect(() => buildRequest('.', { ...options, ...wrong }, {})).toThrow(message);
  });

  const step = { id: 's', name: '[2/2] RUN make', stage: null, line: 2 };
  const events: readonly BuildEvent[] = [
    { type: 'step', step: { ...step, id: 'i', name: '[internal] load build context', state: 'done', durationMs: 1 } },
    { type: 'step', step: { ...step, state: 'running', durationMs: null } },
    { type: 'output', stepId: 's', text: 'one\ntw' },
    { type: 'progress', stepId: 's', what: 'layer', current: 1, total: 4 },
    { type: 'output', stepId: 's', text: 'o' },
    { type: 'warning', message: 'old syntax', line: 7 },
    { type: 'step', step: { ...step, state: 'done', durationMs: 1234 } },
  ];

  function shown(stream: Partial<WriteStream>, quiet = false): string {
    let text = '';
    const progress = createBuildProgress({ ...stream, write: (part: string) => (text += part) } as unknown as WriteStream, quiet);
    for (const event of events) progress.event(event);
    progress.end();
    return text;
  }

  it('writes plain lines where nothing can be rewritten', () => {
    expect(shown({ isTTY: false })).toBe(
      '#1 [internal] load build context\n#1 0.0 s\n#2 [2/2] RUN make\n#2 one\nwarning: old syntax (line 7)\n#2 two\n#2 1.2 s\n',
    );
  });

  it('keeps on a terminal what has ended', () => {
    const kept = shown({ isTTY: true, columns: 80 })
      .split('\n')
      .map((line) => line.slice(line.lastIndexOf('\u001b[2K') + 1).replace('[2K', ''));
    expect(kept).toEqual(['warning: old syntax (line 7)', '    1.2 s  [2/2] RUN make', '']);
  });

  it('says nothing beside JSON', () => {
    expect(shown({ isTTY: true, columns: 80 }, true)).toBe('');
  });
});
