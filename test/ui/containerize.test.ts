import fs from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { test } from './support/window.ts';

describe('Containerize', () => {
  test('shows what was found with its evidence, and writes what was ticked', async ({ open }) => {
    const { workbench, folder, screenshot, page } = await open('express-postgres');
    await workbench.command('Drydock: Containerize Workspace…');
    const { panel } = workbench;

    await panel.getByRole('heading', { name: 'What was found' }).waitFor();
    await panel
      .getByText(/package\.json:\d+/)
      .first()
      .waitFor();
    const write = panel.getByRole('button', { name: /^Write \d+ files$/ });
    await write.waitFor();
    await screenshot('containerize');
    expect(fs.existsSync(path.join(folder, 'Dockerfile')), 'nothing is written before it was accepted').toBe(false);

    await write.click();
    await page.locator('.tab[data-resource-name="Dockerfile"]').waitFor();
    expect(fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8')).toMatch(/^FROM /m);
    expect(fs.existsSync(path.join(folder, '.dockerignore'))).toBe(true);
    expect(fs.existsSync(path.join(folder, 'compose.yaml'))).toBe(true);
    expect(await workbench.squiggles.count(), 'what is written has no finding').toBe(0);
  });

  test('keeps a file that is there unless it is ticked', async ({ open }) => {
    const { workbench, folder } = await open({
      'package.json': JSON.stringify({ name: 'mine', scripts: { start: 'node server.js' }, dependencies: { express: '5' } }),
      'server.js': "require('express')().listen(3000);\n",
      Dockerfile: 'FROM node:24-slim\n# mine\n',
    });
    await workbench.command('Drydock: Containerize Workspace…');
    const { panel } = workbench;
    const replace = panel.getByRole('checkbox', { name: /Dockerfile/ }).first();
    await replace.waitFor();
    expect(await replace.isChecked()).toBe(false);
    await panel.getByRole('button', { name: /^Write \d+ files?$/ }).click();
    await expect.poll(() => fs.existsSync(path.join(folder, '.dockerignore'))).toBe(true);
    expect(fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8')).toBe('FROM node:24-slim\n# mine\n');
  });
});
