import { findProgram } from '../support/process.ts';
import { aptInstall, isDebianRoot } from './debian.ts';
import type { FindHost } from './host.ts';
import { found } from './host.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Chromium as `CHROMIUM`: the variable itself, one on PATH, or Debian's. */
export const chromium: FindHost = async (request) => {
  const here = process.env['CHROMIUM'] ?? findFirst();
  if (here !== undefined) return found({ CHROMIUM: here });
  if (!isDebianRoot) return { missing: 'no Chromium on PATH; install it or name it in CHROMIUM' };
  await aptInstall(['chromium', 'fonts-dejavu-core'], request);
  const installed = findFirst();
  return installed === undefined ? { missing: 'Debian installed no Chromium' } : found({ CHROMIUM: installed });
};

function findFirst(): string | undefined {
  return names.map(findProgram).find((file) => file !== undefined);
}
