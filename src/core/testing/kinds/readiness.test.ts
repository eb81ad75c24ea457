import { expect, it } from 'vitest';
import { imageFacts, scriptedLab, type Script } from '../../../../test/support/scripted-lab.ts';
import { planFor, type TestOptions } from '../plan.ts';
import readiness from './readiness.ts';

const web = imageFacts({ exposedPorts: ['3000/tcp'] });

async function run(script: Script, config = web, options: Partial<TestOptions> = {}) {
  const [test] = await readiness.run(scriptedLab(script).lab, planFor('app', config, null, options));
  return test!;
}

it.each<{ title: string; script: Script; config?: typeof web; options?: Partial<TestOptions>; verdict: string; summary: RegExp }>([
  {
    title: 'an HTTP answer',
    script: { http: (ms) => (ms < 1_000 ? { kind: 'refused' } : { kind: 'response', status: 404, durationMs: 1 }) },
    verdict: 'pass',
    summary: /^HTTP 404 on port 3000 after 1\.\d s$/,
  },
  {
    title: 'a connection that the engine’s proxy accepts with nothing behind it is no answer',
    script: { http: () => ({ kind: 'closed', reset: false }) },
    verdict: 'fail',
    summary: /^nothing listened on port 3000 within 30 s$/,
  },
  {
    title: 'a server on 127.0.0.1 inside',
    script: { http: () => ({ kind: 'closed', reset: true }), sockets: () => ['127.0.0.1:3000'] },
    verdict: 'fail',
    summary: /listens on 127\.0\.0\.1:3000 inside/,
  },
  {
    title: 'a server that binds to all addresses after it bound to one',
    script: {
      http: (ms) => (ms < 1_500 ? { kind: 'closed', reset: true } : { kind: 'response', status: 200, durationMs: 1 }),
      sockets: (ms) => [ms < 1_500 ? '127.0.0.1:3000' : '0.0.0.0:3000'],
    },
    verdict: 'pass',
    summary: /^HTTP 200/,
  },
  {
    title: 'a server on another port',
    script: { http: () => ({ kind: 'closed', reset: true }), sockets: () => ['0.0.0.0:8080'] },
    verdict: 'fail',
    summary: /^it listens on port 8080, not on 3000$/,
  },
  {
    title: 'a server that answers 503 for ever',
    script: { http: () => ({ kind: 'response', status: 503, durationMs: 1 }) },
    verdict: 'fail',
    summary: /^it answers HTTP 503 for 30 s$/,
  },
  {
    title: 'a server that closes every connection without an answer',
    script: { http: () => ({ kind: 'closed', reset: false }), sockets: () => ['0.0.0.0:3000'] },
    verdict: 'fail',
    summary: /accepts connections on port 3000 but closes them/,
  },
  {
    title: 'a server of another protocol that says something',
    script: { http: () => ({ kind: 'not-http', text: '-ERR' }), sockets: () => ['0.0.0.0:3000'] },
    verdict: 'pass',
    summary: /^listens on port 3000/,
  },
  {
    title: 'a database by its port, without asking for HTTP',
    config: imageFacts({ exposedPorts: ['5432/tcp'] }),
    script: { sockets: () => ['0.0.0.0:5432'] },
    verdict: 'pass',
    summary: /^listens on port 5432/,
  },
  {
    title: 'protocol tcp',
    options: { protocol: 'tcp' },
    script: { sockets: () => ['0.0.0.0:3000'] },
    verdict: 'pass',
    summary: /^listens on port 3000/,
  },
  { title: 'no port, and it keeps running', config: imageFacts(), script: {}, verdict: 'pass', summary: /still running after 2\.\d s/ },
  {
    title: 'it ends at once without a word',
    config: imageFacts(),
    script: { state: () => ({ status: 'exited', exitCode: 0 }) },
    verdict: 'fail',
    summary: /ended after 0\.0 s with code 0: its command ends by itself, or goes to the background/,
  },
  {
    title: 'it ends for want of a service',
    script: { state: () => ({ status: 'exited', exitCode: 1 }), log: 'Error: connect ECONNREFUSED 127.0.0.1:5432\n' },
    verdict: 'fail',
    summary: /with code 1: it could not reach a service that it needs/,
  },
  {
    title: 'it ends soon after it answered',
    script: {
      http: () => ({ kind: 'response', status: 200, durationMs: 1 }),
      state: (ms) => (ms < 500 ? {} : { status: 'exited', exitCode: 139 }),
    },
    verdict: 'fail',
    summary: /with code 139: it crashed \(SIGSEGV\)/,
  },
  {
    title: 'the engine cannot start its command',
    script: { startError: { message: 'exec: "nope": executable file not found in $PATH', exitCode: 127 } },
    verdict: 'fail',
    summary: /could not start it: the command is not in the image/,
  },
  {
    title: 'nobody can look inside',
    script: { http: () => ({ kind: 'closed', reset: false }), sockets: () => ({ reason: 'the engine runs on another machine' }) },
    verdict: 'unknown',
    summary: /nobody could look inside: the engine runs on another machine/,
  },
])('$title: $verdict', async ({ script, config, options, verdict, summary }) => {
  const test = await run(script, config, options);
  expect(test).toMatchObject({ kind: 'readiness', name: 'readiness', verdict });
  expect(test.summary).toMatch(summary);
  expect(test.advice === null).toBe(verdict === 'pass');
  expect(test.evidence).not.toHaveLength(0);
});

const checked = imageFacts({ exposedPorts: ['3000/tcp'], healthcheck: { test: ['CMD-SHELL', 'curl -f localhost:3000'] } });
const answers = () => ({ kind: 'response', status: 200, durationMs: 1 }) as const;

it('runs the healthcheck itself, in the shell of the image', async () => {
  const asked: (readonly string[])[] = [];
  const exec = (argv: readonly string[]) => {
    asked.push(argv);
    return { exitCode: asked.length < 3 ? 1 : 0, stdout: '', stderr: '' };
  };
  const test = await run({ http: answers, exec }, checked);
  expect(test).toMatchObject({ verdict: 'pass', summary: expect.stringMatching(/healthy after/) as string });
  expect(asked[0]).toEqual(['/bin/sh', '-c', 'curl -f localhost:3000']);
});

it('does not wait for a client that is not in the image', async () => {
  const test = await run({ http: answers, exec: () => ({ exitCode: 1, stdout: '', stderr: '/bin/sh: 1: curl: not found\n' }) }, checked);
  expect(test).toMatchObject({ verdict: 'fail', summary: 'it answers, but the image has no client to run its healthcheck' });
  expect(test.durationMs).toBeLessThan(3_000);
});
