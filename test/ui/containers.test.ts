import { expect } from 'vitest';
import { connectEngine } from '../../src/io/engine/connect.ts';
import { test } from './support/window.ts';

test('Containers shows a project with its state, and stops a container', async ({ open }) => {
  const engine = await connectEngine();
  const project = `ui-${process.pid}`;
  const labels = { 'com.docker.compose.project': project, 'com.docker.compose.service': 'web' };
  const id = await engine.createContainer({ image: 'busybox:latest', name: `${project}-web-1`, labels, cmd: ['sleep', '600'], init: true });
  try {
    await engine.startContainer(id);
    const { workbench, screenshot } = await open({ 'README.md': '# shop\n' });
    const rows = await workbench.containers();
    await rows.filter({ hasText: project }).waitFor();
    const web = rows
      .filter({ hasText: 'web' })
      .filter({ hasText: /running/i })
      .first();
    await web.waitFor();
    await screenshot('containers');

    await web.hover();
    await web.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(async () => (await engine.inspectContainer(id))?.state.status, { timeout: 30_000 }).toBe('exited');
    // The engine's event moves the tree; nobody asked it to look again.
    await rows
      .filter({ hasText: 'web' })
      .filter({ hasText: /stopped|exited/i })
      .first()
      .waitFor();
  } finally {
    await engine.removeContainer(id);
    engine.dispose();
  }
});
