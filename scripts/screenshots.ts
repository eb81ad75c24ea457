/** `npm run screenshots`: takes the pictures of the README anew, from the installed extension on a sample app, into docs/images. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectEngine } from '../src/io/engine/connect.ts';
import type { Workbench } from '../test/ui/support/workbench.ts';
import { workbench } from '../test/ui/support/workbench.ts';
import { chromium } from './hosts/chromium.ts';
import { engine } from './hosts/engines.ts';
import { together } from './hosts/host.ts';
import { vscodeServer } from './hosts/vscode-server.ts';
import { openWindow, startServer } from './hosts/vscode-window.ts';
import { cache, root } from './support/places.ts';
import { makeVsix } from './support/vsix.ts';

const images = path.join(root, 'docs/images');
const size = { width: 1280, height: 800 };
const log = path.join(cache, 'screenshots.log');
const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-shots-')), 'shop-api');

/** An app that answers and never hears the signal, because a shell and npm stand in front of it; and a few things that lint sees. */
const imperfect = {
  'package.json': JSON.stringify({ name: 'shop-api', version: '1.0.0', scripts: { start: 'node server.js' } }, null, 2),
  'server.js': "require('node:http').createServer((request, response) => response.end('ok')).listen(3000);\n",
  '.dockerignore': 'node_modules\n',
  Dockerfile: `FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm install && apt-get update && apt-get install curl -y
EXPOSE 3000
CMD npm start
`,
};

const host = await together(chromium, vscodeServer, engine('docker'))({ log, limitSeconds: 900 });
if ('missing' in host) {
  console.error(`The pictures need more than there is: ${host.missing}.`);
  process.exit(2);
}
Object.assign(process.env, host.env);
const server = await startServer({
  vsix: await makeVsix(log),
  settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false },
  log,
});
try {
  fs.cpSync(path.join(root, 'samples/express-postgres'), folder, {
    recursive: true,
    filter: (file) => path.basename(file) !== 'node_modules',
  });
  await take('containerize', async ({ command, panel }) => {
    await command('Drydock: Containerize Workspace…');
    await panel.getByRole('button', { name: /^Write \d+ files$/ }).waitFor();
  });
  fs.rmSync(folder, { recursive: true });
  fs.mkdirSync(folder);
  for (const [name, text] of Object.entries(imperfect)) fs.writeFileSync(path.join(folder, name), text);
  await take('quick-fix', async ({ openFile, quickFixes, squiggles }) => {
    await openFile('Dockerfile');
    await squiggles.first().waitFor();
    await quickFixes(6, 5);
  });
  await take('test-panel', async ({ command, openFile, panel }) => {
    await openFile('Dockerfile');
    await command('Drydock: Test Container…');
    await panel.getByRole('button', { name: /^Build and run \d+ tests$/ }).click();
    await panel.getByRole('button', { name: 'Run again' }).waitFor({ timeout: 300_000 });
  });
  await takeContainers();
} finally {
  await server.stop();
  await host.release();
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
}

/** Opens a window of its own, brings up what is to be seen, and takes its picture once it stands still. */
async function take(name: string, bringUp: (bench: Workbench) => Promise<void>): Promise<void> {
  const { browser, page } = await openWindow(server, { folder, size });
  await bringUp(workbench(page));
  await page.mouse.move(size.width - 5, size.height - 40);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: path.join(images, `${name}.png`) });
  await browser.close();
  console.log(`docs/images/${name}.png`);
}

/** A small shop, one of whose parts has stopped. */
async function takeContainers(): Promise<void> {
  const connected = await connectEngine();
  const made: string[] = [];
  try {
    for (const [service, port, seconds] of [
      ['api', 3000, 600],
      ['web', 8080, 600],
      ['postgres', null, 600],
      ['worker', null, 1],
    ] as const) {
      const id = await connected.createContainer({
        image: 'busybox:latest',
        name: `shop-${service}-1`,
        labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': service },
        cmd: ['sh', '-c', `sleep ${seconds}; exit 1`],
        init: true,
        ...(port === null ? {} : { ports: [{ container: port, host: 0 }] }),
      });
      made.push(id);
      await connected.startContainer(id);
    }
    await take('containers', async (bench) => {
      await (await bench.containers()).filter({ hasText: 'worker' }).waitFor();
    });
  } finally {
    for (const id of made) await connected.removeContainer(id);
    connected.dispose();
  }
}
