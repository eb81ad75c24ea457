import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { chromium } from '../hosts/chromium.ts';
import { together } from '../hosts/host.ts';
import { vscodeServer } from '../hosts/vscode-server.ts';
import { openWindow, startServer } from '../hosts/vscode-window.ts';
import { cache } from '../support/places.ts';
import { makeVsix } from '../support/vsix.ts';
import { figures, inWords } from './figures.ts';

/** What a person feels in a real VS Code: how long activation takes, and how long after a key the squiggle is there. */
export async function benchEditor(): Promise<void> {
  const log = path.join(cache, 'bench.log');
  const host = await together(chromium, vscodeServer)({ log, limitSeconds: 900 });
  if ('missing' in host) {
    console.log(`  left out: ${host.missing}`);
    return;
  }
  Object.assign(process.env, host.env);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-bench-'));
  fs.writeFileSync(path.join(folder, 'Dockerfile'), 'FROM node:24-slim\nWORKDIR /app\nUSER 10001\n\n');
  const server = await startServer({ log, vsix: await makeVsix(log), settings: { 'files.autoSave': 'off' } });
  try {
    const { browser, page } = await openWindow(server, { folder });
    await openDockerfile(page);
    const times: number[] = [];
    for (let round = 0; round < 20; round++) times.push(await keyToSquiggle(page));
    console.log(`  key to squiggle  ${inWords(figures(times))}, debounce included`);
    console.log(`  activation       ${await activationTime(page)}`);
    await browser.close();
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function openDockerfile(page: Page): Promise<void> {
  await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'Dockerfile' }).first().dblclick();
  await page.locator('.tab.active[data-resource-name="Dockerfile"]').waitFor();
  await page.keyboard.press('Control+End');
  // The first finding waits for activation; it is not part of the figure.
  await page.keyboard.type('FROM debian');
  await page.locator('.monaco-editor [class*="squiggly-"]').first().waitFor({ timeout: 60_000 });
  await clearLine(page);
}

/** Types all but the last letter of an instruction that is reported, then measures from the key to the squiggle in the page itself. */
async function keyToSquiggle(page: Page): Promise<number> {
  await page.keyboard.type('FROM debia');
  await page.waitForTimeout(600);
  const measured = page.evaluate<number>(inPage);
  await page.keyboard.press('n');
  const milliseconds = await measured;
  await clearLine(page);
  return milliseconds;
}

/** Runs in the page, in whose world this project's code has no types. */
const inPage = `new Promise((resolve) => {
  const count = () => document.querySelectorAll('.monaco-editor [class*="squiggly-"]').length;
  const before = count();
  let pressed = 0;
  addEventListener('keydown', () => (pressed ||= performance.now()), { capture: true });
  const look = () => (pressed > 0 && count() !== before ? resolve(performance.now() - pressed) : requestAnimationFrame(look));
  requestAnimationFrame(look);
})`;

async function clearLine(page: Page): Promise<void> {
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(600);
}

/** As VS Code measured it: `Developer: Show Running Extensions`. */
async function activationTime(page: Page): Promise<string> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input.input').fill('>Developer: Show Running Extensions');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Show Running Extensions' }).first().click();
  const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'Drydock' });
  return (await row.locator('.activation-time').innerText()).trim();
}
