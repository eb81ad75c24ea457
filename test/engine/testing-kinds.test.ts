import { expect, it } from 'vitest';
import { runTests, type RunEvent, type RunRequest } from '../../src/io/testing/run-tests.ts';
import type { TestKind, TestResult } from '../../src/core/testing/verdict.ts';
import { onEachEngine, ownedBy, temporaryFolder } from '../support/engines.ts';
import { sessionId } from '../../src/io/engine/labels.ts';

const server = (lines: string) => `const http = require('http');\n${lines}\n`;
const good = server(`const s = http.createServer((q, r) => r.end('ok')).listen(3000, '0.0.0.0');
process.on('SIGTERM', () => s.close(() => process.exit(0)));`);
const dockerfile = (rest = '') =>
  `FROM node:24-slim\nWORKDIR /app\nCOPY server.js ./\nEXPOSE 3000\nUSER 10001:10001\n${rest}CMD ["node", "server.js"]\n`;

interface KnownServer {
  readonly title: string;
  readonly source: string;
  readonly rest?: string;
  readonly verdict: TestResult['verdict'];
  readonly summary: RegExp;
}

const servers: readonly KnownServer[] = [
  { title: 'a good one', source: good, verdict: 'pass', summary: /^HTTP 200 on port 3000/ },
  {
    title: 'one that starts slowly',
    source: `setTimeout(() => {${good}}, 3000)`,
    verdict: 'pass',
    summary: /^HTTP 200 on port 3000 after [3-9]/,
  },
  {
    title: 'one on 127.0.0.1',
    source: good.replace('0.0.0.0', '127.0.0.1'),
    verdict: 'fail',
    summary: /listens on 127\.0\.0\.1:3000 inside/,
  },
  { title: 'one on another port', source: good.replace('3000', '8080'), verdict: 'fail', summary: /listens on port 8080, not on 3000/ },
  {
    title: 'one that never listens',
    source: 'setInterval(() => {}, 1000)',
    verdict: 'fail',
    summary: /nothing listened on port 3000 within 6 s/,
  },
  {
    title: 'one that answers 500',
    source: good.replace("r.end('ok')", 'r.writeHead(500).end()'),
    verdict: 'fail',
    summary: /answers HTTP 500/,
  },
  {
    title: 'one that never answers',
    source: good.replace("r.end('ok')", '0'),
    verdict: 'fail',
    summary: /accepts connections on port 3000 but does not answer/,
  },
  {
    title: 'one that closes without an answer',
    source: good.replace("r.end('ok')", 'q.socket.destroy()'),
    verdict: 'fail',
    summary: /but closes them without an HTTP answer/,
  },
  {
    title: 'one that ends at once',
    source: 'console.error("no config"); process.exit(3)',
    verdict: 'fail',
    summary: /^it ended after \d\.\d s with code 3/,
  },
  {
    title: 'one that ends after a while',
    source: `${good}setTimeout(() => process.exit(1), 900)`,
    verdict: 'fail',
    summary: /with code 1/,
  },
  {
    title: 'one without its command',
    source: good,
    rest: 'ENTRYPOINT ["/nothing"]\n',
    verdict: 'fail',
    summary: /could not start it: the command is not in the image/,
  },
  {
    title: 'one whose healthcheck has no client',
    source: good,
    rest: 'HEALTHCHECK CMD ["curl-not-here", "-f", "http://localhost:3000"]\n',
    verdict: 'fail',
    summary: /no client to run its healthcheck/,
  },
];

onEachEngine('Container tests', ({ engine }) => {
  async function run(files: Readonly<Record<string, string>>, only: readonly TestKind[], more: Partial<RunRequest> = {}) {
    const folder = await temporaryFolder(files);
    const events: RunEvent[] = [];
    try {
      const result = await runTests({ engine: engine(), target: { dir: folder.path }, only, ...more }, (event) => events.push(event));
      return { ...result, events };
    } finally {
      await folder.remove();
      expect(await ownedBy(engine(), sessionId()), 'left behind').toEqual([]);
    }
  }

  it.each(servers)('readiness of $title: $verdict', async ({ source, rest, verdict, summary }) => {
    const { tests } = await run({ Dockerfile: dockerfile(rest), 'server.js': source }, ['readiness'], {
      options: { readyTimeoutSeconds: 6 },
    });
    expect(tests, JSON.stringify(tests)).toMatchObject([{ kind: 'readiness', name: 'readiness', verdict }]);
    expect(tests[0]!.summary).toMatch(summary);
  });

  it('structure says what the Dockerfile says', async () => {
    const { tests } = await run({ Dockerfile: dockerfile(), 'server.js': good }, ['structure']);
    expect(tests.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['structure: user is not root', 'pass'],
      ['structure: command is in the image', 'pass'],
      ['structure: command is in exec form', 'pass'],
      ['structure: working directory exists', 'pass'],
      ['structure: port 3000 listens', 'pass'],
      ['structure: copied files are there', 'pass'],
    ]);
  });

  it('structure finds what is wrong, at its line', async () => {
    const wrong =
      'FROM node:24-slim\nCOPY server.js /app/\nRUN rm /app/server.js\nEXPOSE 9999\nHEALTHCHECK CMD curl -f http://localhost\nCMD sleep 60\n';
    const { tests } = await run({ Dockerfile: wrong, 'server.js': good }, ['structure'], { options: { readyTimeoutSeconds: 2 } });
    expect(tests.map(({ name, verdict, place }) => [name, verdict, place?.line])).toEqual([
      ['structure: user is not root', 'fail', 6],
      ['structure: command is in the image', 'pass', undefined],
      ['structure: command is in exec form', 'fail', 6],
      ['structure: port 9999 listens', 'fail', 4],
      ['structure: copied files are there', 'fail', 2],
      ['structure: healthcheck has its client', 'fail', 5],
    ]);
  });

  it('recovery: it comes back after a crash, a pause and a network cut', async () => {
    const { tests } = await run({ Dockerfile: dockerfile(), 'server.js': good }, ['recovery']);
    expect(
      tests.map(({ name, verdict }) => [name, verdict]),
      JSON.stringify(tests),
    ).toEqual([
      ['recovery: crash', 'pass'],
      ['recovery: pause', 'pass'],
      ['recovery: network cut', 'pass'],
    ]);
    expect(tests[0]!.evidence.map(({ value }) => value)).toContain('restarted 1 time, as the restart policy says');
  });

  it('recovery: a lock that the crash left keeps it down', async () => {
    const locked = `require('fs').writeFileSync('/tmp/lock', '', { flag: 'wx' });\n${good}`;
    const { tests } = await run({ Dockerfile: dockerfile(), 'server.js': locked }, ['recovery'], { options: { recovery: ['crash'] } });
    expect(tests, JSON.stringify(tests)).toMatchObject([
      { name: 'recovery: crash', verdict: 'fail', summary: expect.stringMatching(/^it did not come back/) as string },
    ]);
  });

  it('recovery: a full /tmp and a memory clamp', async () => {
    const { tests } = await run({ Dockerfile: dockerfile(), 'server.js': good }, ['recovery'], {
      options: { recovery: ['disk', 'memory'] },
    });
    expect(tests[0], JSON.stringify(tests)).toMatchObject({ name: 'recovery: full disk', verdict: 'pass' });
    // What an engine cannot do is an open question, never a pass.
    if (!engine().info.capabilities.updateLimits) expect(tests[1]).toMatchObject({ verdict: 'unknown' });
  });

  const spawning = server(
    `http.createServer((q, r) => { require('child_process').spawn('sh', ['-c', 'sleep 0.1 &']); r.end('ok'); }).listen(3000);`,
  );

  it('zombies: orphans that nobody reaps', async () => {
    const { tests } = await run({ Dockerfile: dockerfile(), 'server.js': spawning }, ['zombies']);
    expect(tests, JSON.stringify(tests)).toMatchObject([
      { name: 'zombies', verdict: 'fail', summary: expect.stringMatching(/never reaped/) as string },
    ]);
  });

  it('zombies: an init reaps them', async () => {
    const compose = 'services:\n  app:\n    build: .\n    init: true\n';
    const { tests } = await run({ Dockerfile: dockerfile(), 'server.js': spawning, 'compose.yaml': compose }, ['zombies']);
    expect(tests, JSON.stringify(tests)).toMatchObject([{ verdict: 'pass', summary: 'none left of 20 short orphaned processes' }]);
  });

  it('hardening finds the smallest set', async () => {
    const writes = `require('fs').writeFileSync('/tmp/cache', 'x');\n${good}`;
    const { tests } = await run({ Dockerfile: dockerfile(), 'server.js': writes }, ['hardening']);
    expect(tests, JSON.stringify(tests)).toMatchObject([
      { verdict: 'pass', summary: 'works read-only, without capabilities, as user 10001; needs /tmp' },
    ]);
    const texts = Object.fromEntries(tests[0]!.evidence.map(({ label, value }) => [label, value]));
    expect(texts['compose.yaml']).toContain('read_only: true');
    expect(texts['Kubernetes']).toContain('readOnlyRootFilesystem: true');
  });

  it('starts the services of the compose file first, and shows no value of a variable', async () => {
    const app = `const net = require('net'), fs = require('fs');
console.log(process.env.API_TOKEN, fs.readFileSync('/run/secrets/word', 'utf8'));
net.connect(6379, 'cache').on('connect', () => {${good}}).on('error', () => process.exit(1));`;
    const compose = `services:
  web:
    build: .
    environment: { API_TOKEN: "token-\${SUFFIX:-abcdef}" }
    secrets: [word]
    ports: ["3000:3000"]
    depends_on: { cache: { condition: service_healthy }, prepare: { condition: service_completed_successfully } }
  prepare:
    build: .
    command: ["node", "-e", "process.exit(0)"]
  cache:
    image: redis:8
    healthcheck: { test: ["CMD", "redis-cli", "ping"], interval: 1h }
secrets:
  word: { environment: WORD_SECRET_NOBODY_SET }
`;
    const { tests, events } = await run({ Dockerfile: dockerfile(), 'server.js': app, 'compose.yaml': compose }, ['readiness'], {
      env: { OTHER: 'other-secret-value' },
    });
    expect(tests, JSON.stringify(tests)).toMatchObject([{ verdict: 'pass' }]);
    const log = events.flatMap((event) => (event.type === 'log' ? [event.text] : [])).join('');
    expect(log).toContain('••• •••');
    expect(JSON.stringify([tests, events])).not.toContain('token-abcdef');
  });

  it('removes everything when it is cancelled', async () => {
    const folder = await temporaryFolder({ Dockerfile: dockerfile(), 'server.js': good });
    try {
      for (const at of ['build', 'started', 'progress'] as const) {
        const cancel = new AbortController();
        const running = runTests(
          { engine: engine(), target: { dir: folder.path }, only: ['graceful-stop', 'recovery'] },
          ({ type }) => {
            if (type === at) cancel.abort();
          },
          cancel.signal,
        );
        await running.then(
          ({ cancelled, tests }) => {
            expect(cancelled).toBe(true);
            expect(tests.every(({ verdict }) => verdict === 'unknown')).toBe(true);
          },
          (error: unknown) => {
            expect(error).toMatchObject({ reason: 'cancelled' });
          },
        );
        expect(await ownedBy(engine(), sessionId()), `left behind after a cancel at ${at}`).toEqual([]);
      }
    } finally {
      await folder.remove();
    }
  });

  it('looks into an image without a shell from a helper container, on an engine that runs elsewhere', async () => {
    const elsewhere = { ...engine(), info: { ...engine().info, local: false } };
    const folder = await temporaryFolder({
      Dockerfile: 'FROM busybox:latest AS tools\nFROM scratch\nCOPY --from=tools /bin/busybox /sleep\nCMD ["/sleep", "300"]\n',
    });
    const request = { engine: elsewhere, target: { dir: folder.path }, options: { stopTimeoutSeconds: 2, recovery: ['crash'] } } as const;
    try {
      const seen = await runTests({ ...request, only: ['graceful-stop', 'recovery'] }, () => undefined);
      expect(seen.tests, JSON.stringify(seen.tests)).toMatchObject([{ verdict: 'fail' }, { name: 'recovery: crash', verdict: 'pass' }]);
      expect(seen.tests[0]!.evidence).toContainEqual({ label: 'Process 1', value: '/sleep 300 has no SIGTERM handler' });
      const blind = await runTests({ ...request, only: ['recovery'], helperImage: 'drydock-no-helper:1' }, () => undefined);
      expect(blind.tests).toMatchObject([{ verdict: 'unknown' }]);
      expect(blind.tests[0]!.evidence[0]!.value).toContain('the helper image drydock-no-helper:1 is not on this engine');
    } finally {
      await folder.remove();
    }
  });

  it('a missing image is said with the next step', async () => {
    await expect(runTests({ engine: engine(), target: { image: 'drydock-nothing-here:1' } }, () => undefined)).rejects.toThrow(
      /has no image drydock-nothing-here:1. Build or pull it first/,
    );
  });
});
