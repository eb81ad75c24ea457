import { expect, it } from 'vitest';
import { imageFacts, processBlock, scriptedLab, signalBit, type Script } from '../../../../test/support/scripted-lab.ts';
import { parseDockerfile } from '../../dockerfile/parse.ts';
import { dockerfileFacts } from '../dockerfile-facts.ts';
import type { StopReport } from '../lab.ts';
import { planFor } from '../plan.ts';
import gracefulStop from './graceful-stop.ts';

const term = signalBit(15);
const killed: StopReport = { durationMs: 2_050, exitCode: 137, oomKilled: false, signals: [15, 9] };
const ended = (exitCode: number): StopReport => ({ durationMs: 200, exitCode, oomKilled: false, signals: [15] });

async function run(script: Script, dockerfile: string, config = imageFacts()) {
  const plan = planFor('app', config, dockerfileFacts(parseDockerfile(dockerfile)), { stopTimeoutSeconds: 2 });
  const [test] = await gracefulStop.run(scriptedLab(script).lab, plan);
  return test!;
}

it.each<{
  title: string;
  script: Script;
  cmd: string;
  config?: ReturnType<typeof imageFacts>;
  verdict: string;
  summary: RegExp;
  fix?: string;
}>([
  {
    title: 'no handler',
    cmd: 'CMD ["app"]',
    script: { processes: processBlock(1, 0, ['app']), stop: () => killed },
    verdict: 'fail',
    summary: /^SIGTERM was ignored, the engine killed it after 2 s$/,
  },
  {
    title: 'a handler',
    cmd: 'CMD ["app"]',
    script: { processes: processBlock(1, 0, ['app'], { caught: term }), stop: () => ended(0) },
    verdict: 'pass',
    summary: /^stopped after 0\.2 s with code 0$/,
  },
  {
    title: 'an init that blocks the signal and fetches it',
    cmd: 'CMD ["app"]',
    script: {
      processes: processBlock(1, 0, ['/sbin/docker-init', '--', 'app'], { blocked: term }) + processBlock(7, 1, ['app']),
      stop: () => ended(143),
    },
    verdict: 'pass',
    summary: /with code 143/,
  },
  {
    title: 'Podman, which tells no kill events',
    cmd: 'CMD ["app"]',
    script: { processes: processBlock(1, 0, ['app']), stop: () => ({ ...killed, signals: [] }) },
    verdict: 'fail',
    summary: /^SIGTERM was ignored/,
  },
  {
    title: 'shell form of one command',
    cmd: 'CMD node server.js --port 3000',
    script: {
      processes:
        processBlock(1, 0, ['/bin/sh', '-c', 'node server.js --port 3000']) + processBlock(7, 1, ['node', 'server.js'], { caught: term }),
      stop: () => killed,
    },
    verdict: 'fail',
    summary: /^the shell took SIGTERM and the app was killed after 2 s$/,
    fix: 'CMD ["node", "server.js", "--port", "3000"]',
  },
  {
    title: 'shell form with a variable',
    cmd: 'CMD node $FLAGS server.js',
    script: {
      processes: processBlock(1, 0, ['/bin/sh', '-c', 'node $FLAGS server.js']) + processBlock(7, 1, ['node'], { caught: term }),
      stop: () => killed,
    },
    verdict: 'fail',
    summary: /^the shell took SIGTERM/,
    fix: 'CMD exec node $FLAGS server.js',
  },
  {
    title: 'sh -c in exec form with a list',
    cmd: 'ENTRYPOINT ["sh", "-c", "cd /app && node server.js"]',
    script: {
      processes: processBlock(1, 0, ['sh', '-c', 'cd /app && node server.js']) + processBlock(7, 1, ['node'], { caught: term }),
      stop: () => killed,
    },
    verdict: 'fail',
    summary: /^the shell took SIGTERM/,
    fix: 'ENTRYPOINT ["sh", "-c", "cd /app && exec node server.js"]',
  },
  {
    title: 'an ignored signal',
    cmd: 'CMD ["app"]',
    script: { processes: processBlock(1, 0, ['app'], { ignored: term }), stop: () => killed },
    verdict: 'fail',
    summary: /^process 1 ignores SIGTERM/,
  },
  {
    title: 'a slow handler',
    cmd: 'CMD ["app"]',
    script: {
      processes: processBlock(1, 0, ['app'], { caught: term }),
      stop: (timeout) => (timeout === 2 ? killed : { ...ended(0), durationMs: 5_200 }),
    },
    verdict: 'fail',
    summary: /^too slow: it needs 5\.2 s to stop and was killed after 2 s$/,
  },
  {
    title: 'a handler that never ends',
    cmd: 'CMD ["app"]',
    script: {
      processes: processBlock(1, 0, ['app'], { caught: term }),
      stop: (timeout) => ({ ...killed, durationMs: timeout * 1_000 + 50 }),
    },
    verdict: 'fail',
    summary: /^process 1 handles SIGTERM but did not end/,
  },
  {
    title: 'node, whose own handler only raises the signal again',
    cmd: 'CMD ["node", "server.js"]',
    script: {
      processes: processBlock(1, 0, ['node', 'server.js'], { caught: term }),
      stop: (timeout) => ({ ...killed, durationMs: timeout * 1_000 + 50 }),
    },
    verdict: 'fail',
    summary: /^SIGTERM was ignored/,
  },
  {
    title: 'a STOPSIGNAL that is not handled',
    cmd: 'STOPSIGNAL SIGUSR1\nCMD ["app"]',
    config: imageFacts({ stopSignal: 'SIGUSR1' }),
    script: { processes: processBlock(1, 0, ['app'], { caught: term }), stop: () => ({ ...killed, signals: [10, 9] }) },
    verdict: 'fail',
    summary: /^process 1 handles SIGTERM, but STOPSIGNAL is SIGUSR1/,
  },
  {
    title: 'SIGKILL as STOPSIGNAL',
    cmd: 'STOPSIGNAL 9\nCMD ["app"]',
    config: imageFacts({ stopSignal: '9' }),
    script: { processes: processBlock(1, 0, ['app']), stop: () => ({ ...killed, durationMs: 100, signals: [9] }) },
    verdict: 'fail',
    summary: /^STOPSIGNAL is SIGKILL/,
  },
  {
    title: 'an end by lack of memory is no answer',
    cmd: 'CMD ["app"]',
    script: { processes: processBlock(1, 0, ['app']), stop: () => ({ ...killed, oomKilled: true }) },
    verdict: 'unknown',
    summary: /ran out of memory/,
  },
  {
    title: 'the stop decides where nobody can look',
    cmd: 'CMD ["app"]',
    script: { processes: { reason: 'the engine runs on another machine' }, stop: () => ended(0) },
    verdict: 'pass',
    summary: /with code 0/,
  },
  {
    title: 'what ended before cannot be stopped',
    cmd: 'CMD ["app"]',
    script: { state: () => ({ status: 'exited', exitCode: 1 }) },
    verdict: 'unknown',
    summary: /^it never got ready: it ended after/,
  },
])('$title: $verdict', async ({ script, cmd, config, verdict, summary, fix }) => {
  const test = await run(script, `FROM debian\n${cmd}\n`, config);
  expect(test.verdict).toBe(verdict);
  expect(test.summary).toMatch(summary);
  expect(test.fix?.text ?? null).toBe(fix ?? null);
  if (verdict === 'fail') expect(test.place).toMatchObject({ line: 2 });
});

it('names the line of a wrapper script that lacks exec', async () => {
  const test = await run(
    {
      processes: processBlock(1, 0, ['/bin/sh', './start.sh']) + processBlock(7, 1, ['node', 'main.js'], { caught: term }),
      stop: () => killed,
      files: { '/app/start.sh': { mode: 0o755, text: '#!/bin/sh\nset -e\nnode main.js\n# end\n' } },
    },
    'FROM debian\nENTRYPOINT ["./start.sh"]\n',
    imageFacts({ workdir: '/app' }),
  );
  expect(test.evidence).toContainEqual({ label: 'Script', value: './start.sh:3 node main.js' });
  expect(test.advice).toMatch(/^Start node with exec in \.\/start\.sh/);
});
