import fs from 'node:fs';
import { findProgram, run } from '../support/process.ts';
import type { HostRequest } from './host.ts';

/** Whether packages may be installed here: Debian or a child of it, as root. */
export const isDebianRoot =
  process.platform === 'linux' && process.getuid?.() === 0 && findProgram('apt-get') !== undefined && fs.existsSync('/etc/debian_version');

export async function aptInstall(packages: readonly string[], { log, limitSeconds }: HostRequest): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run(['apt-get', 'update', '-qq'], { log, limitSeconds, env });
  const install = await run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages], { log, limitSeconds, env });
  if (update.code !== 0 || install.code !== 0) throw new Error(`apt-get could not install ${packages.join(', ')}; see ${log}.`);
}
