import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { cache, root } from '../support/places.ts';
import { run } from '../support/process.ts';
import { isDebianRoot } from './debian.ts';
import type { FindHost, Host, HostRequest } from './host.ts';
import { found } from './host.ts';

type Kind = 'docker' | 'podman';

/** Sockets where a developer's own engine answers. */
const usual: Readonly<Record<Kind, readonly (string | undefined)[]>> = {
  docker: [process.env['DOCKER_HOST'], 'unix:///var/run/docker.sock'],
  podman: [
    process.env['CONTAINER_HOST'],
    `unix:///run/user/${process.getuid?.() ?? 0}/podman/podman.sock`,
    'unix:///run/podman/podman.sock',
  ],
};

/**
 * An engine of that kind as `DOCKER_HOST`: the one that runs, else on Debian as root one of its own below the cache,
 * with stand-ins for the base images that cannot be pulled. It is ended with the run when the run started it.
 */
export const engine =
  (kind: Kind): FindHost =>
  async (request) => {
    for (const endpoint of usual[kind]) {
      if (endpoint !== undefined && (await kindAt(endpoint)) === kind) return found({ DRYDOCK_ENGINE: kind, DOCKER_HOST: endpoint });
    }
    if (!isDebianRoot)
      return {
        missing: `no ${kind === 'docker' ? 'Docker' : 'Podman'} answers; start it, or name it in ${kind === 'docker' ? 'DOCKER_HOST' : 'CONTAINER_HOST'}`,
      };
    return ownEngine(kind, request);
  };

async function ownEngine(kind: Kind, request: HostRequest): Promise<Host> {
  const script = path.join(root, 'scripts/engines', `${kind}.sh`);
  const folder = path.join(cache, kind);
  const socket = kind === 'docker' ? path.join(folder, 'r/d.sock') : path.join(folder, 'p.sock');
  const wasUp = (await kindAt(`unix://${socket}`)) === kind;
  const release = async () => {
    if (!wasUp) await run(['bash', script, 'down', folder], request);
  };

  const env = { ...exported(execUp(script, folder, request)), DRYDOCK_ENGINE: kind, DOCKER_HOST: `unix://${socket}` };
  const images = await run(['bash', path.join(root, 'scripts/engines/base-images.sh'), path.join(cache, 'images')], {
    ...request,
    env: { ...env, ENGINE: kind },
  });
  if (images.code !== 0) {
    await release();
    throw new Error(`The base images could not be made; see ${request.log}.`);
  }
  return { env, release };
}

/** The script ends when the engine answers, and prints the environment to use; the engine itself writes to a log of its own. */
function execUp(script: string, folder: string, { log, limitSeconds }: HostRequest): string {
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const output = fs.openSync(log, 'a');
  try {
    return execFileSync('bash', [script, 'up', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', output],
      timeout: Math.round(limitSeconds * 1000),
    });
  } finally {
    fs.closeSync(output);
  }
}

/** `export A=1 PATH=/x:$PATH` as an environment. */
function exported(output: string): Record<string, string> {
  const line = output.split('\n').findLast((one) => one.startsWith('export ')) ?? '';
  const pairs = line
    .slice('export '.length)
    .split(' ')
    .map((pair) => pair.split('=', 2) as [string, string]);
  return Object.fromEntries(pairs.map(([name, value]) => [name, value.replaceAll('$PATH', process.env['PATH'] ?? '')]));
}

/** What answers at a unix socket; undefined for nothing, and for endpoints of another kind. */
async function kindAt(endpoint: string): Promise<Kind | undefined> {
  if (!endpoint.startsWith('unix://')) return undefined;
  const answer = await new Promise<string>((resolve) => {
    const request = http.get({ socketPath: endpoint.slice('unix://'.length), path: '/version', timeout: 3000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve(text);
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => {
      resolve('');
    });
  });
  if (answer === '') return undefined;
  return answer.includes('Podman Engine') ? 'podman' : 'docker';
}
