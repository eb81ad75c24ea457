import { expect } from 'vitest';
import { axeProblems } from './support/axe.ts';
import { test } from './support/window.ts';

// BusyBox's httpd leaves SIGTERM to the default, which process 1 does not get: it answers, and does not stop by itself.
const dockerfile = `FROM busybox:latest
RUN mkdir /www && echo ok > /www/index.html
USER 10001:10001
EXPOSE 8080
CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
`;

test('Test Container builds, runs and says what holds, with the proof beside it', { timeout: 300_000 }, async ({ open }) => {
  const { workbench, screenshot } = await open({ Dockerfile: dockerfile, '.dockerignore': '*\n' });
  const { panel } = workbench;
  await workbench.openFile('Dockerfile');
  await workbench.command('Drydock: Test Container…');

  const run = panel.getByRole('button', { name: /^Build and run \d+ tests$/ });
  await run.waitFor();
  await screenshot('test-plan');
  expect(await axeProblems(panel)).toEqual([]);

  await run.click();
  await panel.getByRole('button', { name: 'Cancel' }).waitFor();
  await screenshot('test-running');
  await panel.getByRole('button', { name: 'Run again' }).waitFor({ timeout: 240_000 });
  await screenshot('test-panel');
  expect(await panel.getByRole('heading', { level: 1 }).innerText()).toMatch(/failed/);
  await panel.getByText(/Graceful stop failed: /).waitFor();
  await panel
    .getByText(/Readiness/)
    .first()
    .waitFor();
  expect(await axeProblems(panel)).toEqual([]);
});
