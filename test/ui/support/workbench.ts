import type { FrameLocator, Locator, Page } from 'playwright-core';

/** What a person does in the workbench, in their words. */
export interface Workbench {
  /** Runs a command by its whole label in the palette, `Drydock: Show Log`. */
  readonly command: (label: string) => Promise<void>;
  readonly openFile: (name: string) => Promise<void>;
  /** Squiggles of the open editor. */
  readonly squiggles: Locator;
  /** The rows of the menu under the light bulb at a place, both one-based. */
  readonly quickFixes: (line: number, column: number) => Promise<Locator>;
  /** Rests the mouse on the first word in the open editor that contains `text`. */
  readonly hover: (text: string) => Promise<void>;
  /** The open editor's text, as it is drawn. */
  readonly editorText: () => Promise<string>;
  /** The page inside the webview that is in front. */
  readonly panel: FrameLocator;
  /** Opens Drydock's view and gives its rows. */
  readonly containers: () => Promise<Locator>;
}

export function workbench(page: Page): Workbench {
  const command = async (label: string): Promise<void> => {
    const row = page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: page.locator('.label-name').getByText(label, { exact: true }) })
      .first();
    // The list is made when the palette opens: a window that is still loading has not heard of every extension's commands.
    await untilVisible(row, async () => {
      await page.keyboard.press('Escape');
      await (await quickInput(page, 'F1')).fill(`>${label}`);
    });
    // Enter runs whatever row has the focus while the list is still being filtered, so the row itself is clicked.
    await row.click();
  };
  return {
    command,
    openFile: async (name) => {
      const input = await quickInput(page, 'Control+P');
      await input.fill(name);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator(`.tab.active[data-resource-name="${name.split('/').at(-1) ?? name}"]`).waitFor();
    },
    squiggles: page.locator('.monaco-editor [class*="squiggly-"]'),
    quickFixes: async (line, column) => {
      const input = await quickInput(page, 'Control+G');
      await input.fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden' });
      const rows = page.locator('.action-widget .monaco-list-row.action');
      await untilVisible(rows.first(), () => page.keyboard.press('Control+.'));
      return rows;
    },
    hover: async (text) => {
      await page.locator('.monaco-editor .view-lines span span', { hasText: text }).first().hover();
    },
    editorText: async () => (await page.locator('.monaco-editor .view-lines').first().innerText()).replaceAll('\u00a0', ' '),
    panel: page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    containers: async () => {
      await page.locator('.activitybar .action-label[aria-label^="Drydock"]').click();
      return page.locator('.customview-tree .monaco-list-row');
    },
  };
}

async function quickInput(page: Page, key: string): Promise<Locator> {
  await page.keyboard.press(key);
  const input = page.locator('.quick-input-widget input.input');
  await input.waitFor({ state: 'visible' });
  return input;
}

/** Does something again and again until what it brings up is there: a window under load may not be listening yet. */
async function untilVisible(wanted: Locator, act: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    await act();
    const visible = await wanted.waitFor({ timeout: 4_000 }).then(
      () => true,
      () => false,
    );
    if (visible) return;
  }
  await wanted.waitFor({ timeout: 1_000 });
}
