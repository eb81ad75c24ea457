import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from './support/window.ts';

/** A window under load takes its time. */
const patience = { timeout: 20_000 };

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const app = {
  'package.json': JSON.stringify({ name: 'shop', scripts: { start: 'node server.js' }, dependencies: { express: '5' } }),
  'server.js': "require('express')().listen(3000);\n",
};

describe('Containerize, corrections', () => {
  test('plans again with what a person says, and takes it back', async ({ open }) => {
    const { workbench, page } = await open(app);
    await workbench.command('Drydock: Containerize Workspace…');
    const { panel } = workbench;
    const start = panel.getByRole('textbox', { name: 'Start command' });
    await start.fill('node --enable-source-maps server.js');
    await panel.getByText('Found: node server.js').waitFor();
    await expect.poll(() => preview(panel), patience).toContain('CMD ["node", "--enable-source-maps", "server.js"]');

    const port = panel.getByRole('textbox', { name: 'Port' });
    await port.fill('99999');
    await panel.getByText('A port is a number from 1 to 65535').waitFor();
    expect(await preview(panel)).toContain('EXPOSE 3000');
    await panel.getByRole('button', { name: 'Reset Port' }).click();
    await expect.poll(() => port.inputValue(), patience).toBe('3000');

    await panel.getByRole('combobox', { name: 'Add a service' }).click();
    await panel.getByRole('option', { name: 'Redis' }).click();
    await panel.getByText('shop, Redis').waitFor();

    // A hidden page is thrown away; what was corrected is not.
    await workbench.openFile('server.js');
    await page.locator('.tab', { hasText: 'Containerize' }).click();
    await panel.getByText('Found: node server.js').waitFor();
    expect(await panel.getByRole('textbox', { name: 'Start command' }).inputValue()).toBe('node --enable-source-maps server.js');
  });

  test('opens the place that a fact was read from, with its words selected', async ({ open }) => {
    const { workbench, page } = await open(app);
    await workbench.command('Drydock: Containerize Workspace…');
    await workbench.panel.getByRole('link', { name: 'server.js:1' }).first().click();
    await page.locator('.tab.active[data-resource-name="server.js"]').waitFor();
    await page.locator('.monaco-editor .selected-text').first().waitFor();
  });
});

describe('Containerize, writing', () => {
  test('needs no more than the command and one key', async ({ open }) => {
    const { workbench, page, folder } = await open(app);
    await workbench.command('Drydock: Containerize Workspace…');
    await workbench.panel.getByRole('button', { name: 'Write 3 files' }).waitFor();
    await expect.poll(() => workbench.panel.locator('vscode-button[appearance=primary]:focus').count(), patience).toBe(1);
    await page.keyboard.press('Enter');
    await page.locator('.tab[data-resource-name="Dockerfile"]').waitFor();
    expect(fs.existsSync(path.join(folder, 'compose.yaml'))).toBe(true);
  });

  test('writes nothing when a file changed after the preview, then shows the new one', async ({ open }) => {
    const { workbench, folder } = await open({ ...app, Dockerfile: 'FROM node:24-slim\n' });
    await workbench.command('Drydock: Containerize Workspace…');
    const { panel } = workbench;
    await panel.getByRole('checkbox', { name: 'Dockerfile', exact: true }).click();
    fs.writeFileSync(path.join(folder, 'Dockerfile'), 'FROM node:22-slim\n# another hand\n');
    await panel.getByRole('button', { name: 'Write 3 files' }).click();
    await panel.getByRole('heading', { name: 'Dockerfile changed after the preview' }).waitFor();
    expect(fs.readdirSync(folder).sort()).toEqual(['Dockerfile', 'package.json', 'server.js']);
    expect(fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8')).toContain('another hand');

    await panel.getByRole('button', { name: 'Plan again' }).click();
    await panel.getByRole('heading', { name: 'Dockerfile changed after the preview' }).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Write 3 files' }).click();
    await expect.poll(() => fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8'), patience).toContain('CMD ["node", "server.js"]');
  });

  test('is taken back by one undo', async ({ open }) => {
    const { workbench, page, folder } = await open({ ...app, Dockerfile: 'FROM node:24-slim\n# mine\n' });
    await workbench.command('Drydock: Containerize Workspace…');
    const { panel } = workbench;
    await panel.getByRole('checkbox', { name: 'Dockerfile', exact: true }).click();
    await panel.getByRole('button', { name: 'Write 3 files' }).click();
    await page.locator('.notification-toast .monaco-button', { hasText: 'Undo' }).click();
    await expect.poll(() => fs.readdirSync(folder).sort(), patience).toEqual(['Dockerfile', 'package.json', 'server.js']);
    await expect.poll(() => fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8'), patience).toBe('FROM node:24-slim\n# mine\n');
  });
});

describe('Containerize, other folders', () => {
  test('says what it looked for where there is no app', async ({ open }) => {
    const { workbench, page } = await open({ 'notes.txt': 'no app here' });
    await workbench.command('Drydock: Containerize Workspace…');
    await workbench.panel.getByRole('heading', { name: 'No app found in this folder' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Choose stack…' }).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Python' }).click();
    await workbench.panel.getByRole('heading', { name: 'What will be written' }).waitFor();
  });

  test('names the line of a package.json that is not JSON', async ({ open }) => {
    const { workbench } = await open({ 'package.json': '{ "name": "shop"\n  "scripts": {} }\n', 'server.js': app['server.js'] });
    await workbench.command('Drydock: Containerize Workspace…');
    await workbench.panel.getByRole('heading', { name: /^package\.json.*not valid JSON/ }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Open package.json' }).waitFor();
  });

  test('asks which app of a monorepo, and plans it from the root', async ({ open }) => {
    const { workbench, page, screenshot } = await open({
      'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['services/*'] }),
      'package-lock.json': JSON.stringify({ lockfileVersion: 3 }),
      'services/api/package.json': JSON.stringify({ name: 'api', scripts: { start: 'node a.js' }, dependencies: { express: '5' } }),
      'services/api/a.js': "require('express')().listen(4000);\n",
      'services/mailer/package.json': JSON.stringify({ name: 'mailer', scripts: { start: 'node m.js' }, dependencies: { bullmq: '5' } }),
      'services/mailer/m.js': '',
    });
    await workbench.command('Drydock: Containerize Workspace…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'services/api' }).click();
    const { panel } = workbench;
    await panel.getByText('services/api/Dockerfile as planned').waitFor();
    await screenshot('containerize-monorepo');
    await panel.getByRole('combobox', { name: 'App' }).click();
    await panel.getByRole('option', { name: 'services/mailer' }).click();
    await panel.getByText('services/mailer/Dockerfile as planned').waitFor();
  });
});

describe('Containerize, for everybody', () => {
  test.for(['Default Dark Modern', 'Default Light Modern', 'Default High Contrast'])(
    'has no fault that axe finds in %s',
    async (theme, { open }) => {
      const settings = JSON.stringify({ 'workbench.colorTheme': theme });
      const { workbench, page, screenshot } = await open({ ...app, Dockerfile: 'FROM node\n', '.vscode/settings.json': settings });
      await workbench.command('Drydock: Containerize Workspace…');
      await workbench.panel.getByRole('button', { name: 'Write 2 files' }).waitFor();
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      for (const width of [1280, 420]) {
        // All of it in view: where the footer lies over the rest, axe cannot tell contrasts.
        await page.setViewportSize({ width, height: 1800 });
        expect(await faults(workbench.panel), `at ${width} px`).toEqual([]);
        await screenshot(`containerize-${(theme.split(' ')[1] ?? '').toLowerCase()}-${width}`);
      }
    },
  );
});

const preview = (panel: FrameLocator): Promise<string> => panel.locator('pre').innerText();

/** What axe finds wrong in the panel's own page, or could not tell. */
async function faults(panel: FrameLocator): Promise<string[]> {
  const page = await panel.locator('html').elementHandle();
  const frame = await page.ownerFrame();
  assert(frame);
  await frame.evaluate(axe);
  return frame.evaluate<string[]>(
    'axe.run().then(({ violations, incomplete }) => [...violations, ...incomplete].map(({ id, nodes }) => id + ": " + nodes[0].html))',
  );
}
