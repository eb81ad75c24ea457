import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { test as base, inject } from 'vitest';
import { openWindow } from '../../../scripts/hosts/vscode-window.ts';
import { results } from '../../../scripts/support/places.ts';
import type { Workbench } from './workbench.ts';
import { workbench } from './workbench.ts';

/** A VS Code window of its own on a folder of its own. */
export interface Window {
  readonly page: Page;
  readonly folder: string;
  readonly workbench: Workbench;
  /** Keeps what is on screen as test-results/screenshots/NAME.png. */
  readonly screenshot: (name: string) => Promise<void>;
}

/** `test` with a function that opens windows; they are closed and their folders removed with the test, and a failed one leaves its picture. */
export const test = base.extend<{ open: (files: Readonly<Record<string, string>> | string) => Promise<Window> }>({
  open: async ({ task }, use) => {
    const opened: { readonly browser: Browser; readonly page: Page; readonly folder: string }[] = [];
    await use(async (files) => {
      const folder = makeFolder(files);
      const { browser, page } = await openWindow({ port: inject('port') }, { folder });
      opened.push({ browser, page, folder });
      return { page, folder, workbench: workbench(page), screenshot: (name) => screenshot(page, name) };
    });
    for (const { browser, page, folder } of opened) {
      if (task.result?.state === 'fail') await screenshot(page, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
      await browser.close();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
});

/** Files by their texts, or a copy of a folder of samples/. */
function makeFolder(files: Readonly<Record<string, string>> | string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-ui-'));
  if (typeof files === 'string') {
    fs.cpSync(path.join('samples', files), folder, { recursive: true, filter: (file) => path.basename(file) !== 'node_modules' });
    return folder;
  }
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(results, 'screenshots', `${name}.png`) });
}
