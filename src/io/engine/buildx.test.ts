import { describe, expect, it } from 'vitest';
import { buildxArguments, needsBuildx } from './buildx.ts';

describe('buildx', () => {
  it('is needed for secrets, ssh and another builder', () => {
    const request = { context: '/c', tags: [] };
    expect(needsBuildx(request, {})).toBe(false);
    expect(needsBuildx({ ...request, secrets: {} }, {})).toBe(false);
    expect(needsBuildx({ ...request, secrets: { a: '/a' } }, {})).toBe(true);
    expect(needsBuildx({ ...request, ssh: true }, {})).toBe(true);
    expect(needsBuildx(request, { BUILDX_BUILDER: 'farm' })).toBe(true);
  });

  it('is told everything, and values only where the environment cannot carry them', () => {
    const request = {
      context: '/work dir',
      tags: ['a:1', 'b'],
      target: 't',
      platform: 'linux/arm64',
      buildArgs: { TOKEN: 'hidden', PATH: '/own' },
      labels: { l: 'x y' },
      secrets: { npm: '/home/me/a,b' },
      ssh: true,
      noCache: true,
      pull: true,
    };
    expect(buildxArguments(request, '/D', '/id', { TOKEN: 'hidden', PATH: '/bin' })).toEqual([
      ...['buildx', 'build', '--progress=rawjson', '--load', '--iidfile', '/id', '--file', '/D', '--tag', 'a:1', '--tag', 'b'],
      ...[
        '--build-arg',
        'TOKEN',
        '--build-arg',
        'PATH=/own',
        '--label',
        'l=x y',
        '--secret',
        'id=npm,"src=/home/me/a,b"',
        '--ssh',
        'default',
      ],
      ...['--target', 't', '--platform', 'linux/arm64', '--no-cache', '--pull', '--', '/work dir'],
    ]);
  });
});
