import { expect, it } from 'vitest';
import { runTests } from '../../src/io/testing/run-tests.ts';
import type { TestOptions } from '../../src/core/testing/plan.ts';
import type { TestResult } from '../../src/core/testing/verdict.ts';
import { onEachEngine, temporaryFolder } from '../support/engines.ts';

/** A handler that also ends the waiting child, as a careful app has. */
const handler = '#!/bin/sh\ntrap "exit 0" TERM\nwhile :; do sleep 0.1; done\n';

interface StopCase {
  readonly title: string;
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: Partial<TestOptions>;
  readonly verdict: TestResult['verdict'];
  readonly summary: RegExp;
  readonly exitCode: number;
  readonly line?: number;
  readonly fix?: string;
}

const app = { 'app.sh': handler };
const debianApp = 'FROM debian:trixie-slim\nCOPY --chmod=755 app.sh /app.sh\n';
const busyboxApp = 'FROM busybox:latest\nCOPY --chmod=755 app.sh /app.sh\n';

/** What each image is known to do within a grace period of 2 s. */
const cases: readonly StopCase[] = [
  {
    title: 'exec form without a handler is killed: the kernel drops the signal for process 1',
    dockerfile: 'FROM busybox:latest\nCMD ["sleep", "100"]\n',
    verdict: 'fail',
    summary: /SIGTERM was ignored, the engine killed it after 2 s/,
    exitCode: 137,
    line: 2,
  },
  {
    title: 'a trap that exits',
    dockerfile: `FROM busybox:latest\nCMD ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"]\n`,
    verdict: 'pass',
    summary: /stopped after 0\.\d s with code 0/,
    exitCode: 0,
  },
  {
    title: 'a handler that exits with 143',
    dockerfile: `FROM busybox:latest\nCMD ["sh", "-c", "trap 'exit 143' TERM; while :; do sleep 0.1; done"]\n`,
    verdict: 'pass',
    summary: /with code 143/,
    exitCode: 143,
  },
  {
    title: 'shell form with a list: the shell takes the signal',
    dockerfile: `${debianApp}CMD /app.sh; true\n`,
    files: app,
    verdict: 'fail',
    summary: /the shell took SIGTERM and the app was killed after 2 s/,
    exitCode: 137,
    line: 3,
  },
  {
    title: 'shell form with one command under dash: the shell stays',
    dockerfile: `${debianApp}CMD /app.sh\n`,
    files: app,
    verdict: 'fail',
    summary: /the shell took SIGTERM/,
    exitCode: 137,
    line: 3,
    fix: 'CMD ["/app.sh"]',
  },
  {
    title: 'shell form with one command under bash: the shell replaces itself',
    dockerfile: `${debianApp}CMD ["/bin/bash", "-c", "/app.sh"]\n`,
    files: app,
    verdict: 'pass',
    summary: /with code 0/,
    exitCode: 0,
  },
  {
    title: 'shell form with one command under busybox: the shell replaces itself',
    dockerfile: `${busyboxApp}CMD /app.sh\n`,
    files: app,
    verdict: 'pass',
    summary: /with code 0/,
    exitCode: 0,
  },
  {
    title: 'shell form with a command after another under busybox',
    dockerfile: `${busyboxApp}ENTRYPOINT cd / && /app.sh && true\n`,
    files: app,
    verdict: 'fail',
    summary: /the shell took SIGTERM/,
    exitCode: 137,
    line: 3,
  },
  {
    title: 'shell form that ends with the app can start it with exec',
    dockerfile: `${debianApp}CMD cd / && /app.sh\n`,
    files: app,
    verdict: 'fail',
    summary: /the shell took SIGTERM/,
    exitCode: 137,
    line: 3,
    fix: 'CMD cd / && exec /app.sh',
  },
  {
    title: 'shell form with exec',
    dockerfile: `${debianApp}CMD cd / && exec /app.sh\n`,
    files: app,
    verdict: 'pass',
    summary: /with code 0/,
    exitCode: 0,
  },
  {
    title: 'a wrapper script without exec',
    dockerfile: `${debianApp}COPY --chmod=755 start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n`,
    files: { ...app, 'start.sh': '#!/bin/sh\necho starting\n/app.sh\n' },
    verdict: 'fail',
    summary: /the shell took SIGTERM/,
    exitCode: 137,
    line: 4,
  },
  {
    title: 'a wrapper script with exec',
    dockerfile: `${debianApp}COPY --chmod=755 start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n`,
    files: { ...app, 'start.sh': '#!/bin/sh\necho starting\nexec /app.sh\n' },
    verdict: 'pass',
    summary: /with code 0/,
    exitCode: 0,
  },
  {
    title: 'a signal that is set to be ignored',
    dockerfile: `FROM busybox:latest\nCMD ["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"]\n`,
    verdict: 'fail',
    summary: /process 1 ignores SIGTERM/,
    exitCode: 137,
    line: 2,
  },
  {
    title: 'a handler slower than the grace period',
    dockerfile: `FROM busybox:latest\nCMD ["sh", "-c", "trap 'sleep 5; exit 0' TERM; while :; do sleep 0.1; done"]\n`,
    verdict: 'fail',
    summary: /too slow: it needs 5\.\d s to stop and was killed after 2 s/,
    exitCode: 137,
    line: 2,
  },
  {
    title: 'STOPSIGNAL is honoured',
    dockerfile: `FROM busybox:latest\nSTOPSIGNAL SIGQUIT\nCMD ["sh", "-c", "trap 'exit 7' QUIT; while :; do sleep 0.1; done"]\n`,
    verdict: 'pass',
    summary: /with code 7/,
    exitCode: 7,
  },
  {
    title: 'STOPSIGNAL names a signal that the app does not handle',
    dockerfile: `FROM busybox:latest\nSTOPSIGNAL SIGUSR1\nCMD ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"]\n`,
    verdict: 'fail',
    summary: /handles SIGTERM, but STOPSIGNAL is SIGUSR1/,
    exitCode: 137,
    line: 2,
  },
  {
    title: 'a shell that passes the signal on to a child that outlives it',
    dockerfile: `FROM debian:trixie-slim\nCMD ["sh", "-c", "(trap '' TERM; exec sleep 100) & trap 'exit 0' TERM; wait"]\n`,
    verdict: 'pass',
    summary: /with code 0/,
    exitCode: 0,
  },
];

onEachEngine('Graceful stop', ({ engine }) => {
  it.each(cases)('$title', async ({ dockerfile, files, options, ...known }) => {
    const folder = await temporaryFolder({ Dockerfile: dockerfile, ...files });
    try {
      const run = await runTests(
        { engine: engine(), target: { dir: folder.path }, only: ['graceful-stop'], options: { stopTimeoutSeconds: 2, ...options } },
        () => undefined,
      );
      const [test] = run.tests;
      expect(test, JSON.stringify(test)).toMatchObject({ kind: 'graceful-stop', name: 'graceful-stop', verdict: known.verdict });
      expect(test!.summary).toMatch(known.summary);
      expect(test!.evidence.find(({ label }) => label === 'Stop')!.value).toContain(`exit code ${known.exitCode}`);
      expect(test!.place?.line ?? null).toBe(known.line ?? null);
      expect(test!.fix?.text ?? null).toBe(known.fix ?? null);
      expect(test!.advice === null).toBe(known.verdict === 'pass');
    } finally {
      await folder.remove();
    }
  });

  it('an init in front of an app without a handler', async () => {
    const folder = await temporaryFolder({
      Dockerfile: 'FROM busybox:latest\nCMD ["sleep", "100"]\n',
      'compose.yaml': 'services:\n  app:\n    build: .\n    init: true\n',
    });
    try {
      const run = await runTests(
        { engine: engine(), target: { dir: folder.path }, only: ['graceful-stop'], options: { stopTimeoutSeconds: 2 } },
        () => undefined,
      );
      expect(run.tests).toMatchObject([{ verdict: 'pass', summary: expect.stringMatching(/with code 143/) as string }]);
    } finally {
      await folder.remove();
    }
  });
});
