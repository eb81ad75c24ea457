import { expect } from 'vitest';
import { test } from './support/window.ts';

const dockerfile = `FROM debian:13-slim
MAINTAINER Ann
RUN apt-get update && apt-get install curl
USER 10001:10001
CMD ["/bin/app"]
`;

test('A finding has a squiggle, a hover with its reason, and a fix under the light bulb', async ({ open }) => {
  const { workbench, page, screenshot } = await open({ Dockerfile: dockerfile });
  await workbench.openFile('Dockerfile');
  await workbench.squiggles.first().waitFor();

  const fixes = await workbench.quickFixes(2, 1);
  await screenshot('quick-fix');
  expect(await fixes.first().innerText()).not.toBe('');
  await fixes.first().click();
  await expect.poll(workbench.editorText).toContain('LABEL');
  expect(await workbench.editorText()).not.toContain('MAINTAINER');

  await workbench.hover('install');
  const hover = page.locator('.monaco-hover:visible');
  await hover.waitFor();
  await screenshot('hover');
  expect(await hover.innerText()).toMatch(/apt/);
});

test('Fix All in Dockerfile mends what is safe in one undoable edit', async ({ open }) => {
  const { workbench, page } = await open({ Dockerfile: dockerfile });
  await workbench.openFile('Dockerfile');
  await workbench.squiggles.first().waitFor();
  const before = await workbench.editorText();
  await workbench.command('Drydock: Fix All in Dockerfile');
  await expect.poll(workbench.editorText).toContain('apt-get install -y');
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+Z');
  await expect.poll(workbench.editorText).toBe(before);
});
