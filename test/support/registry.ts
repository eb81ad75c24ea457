import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** A registry on loopback that serves one image to those who log in, under any name and tag. */
export async function privateRegistry(login: { readonly username: string; readonly password: string }) {
  const tar = pack();
  tar.entry({ name: 'hello.txt' }, 'from the registry\n');
  tar.finalize();
  const plain = await buffer(tar as AsyncIterable<Buffer>);
  const layer = gzipSync(plain);
  const config = Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digest(plain)] },
      history: [{ created_by: 'a test' }],
    }),
  );
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', size: config.length, digest: digest(config) },
      layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', size: layer.length, digest: digest(layer) }],
    }),
  );
  const blobs = new Map([layer, config].map((blob) => [digest(blob), blob]));
  const expected = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { authorization } = request.headers;
    const path = request.url ?? '';
    if (authorization !== expected) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="drydock"', 'Content-Type': 'application/json' });
      response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}');
      return;
    }
    const found = path.includes('/manifests/') ? manifest : blobs.get(path.split('/').at(-1) ?? '');
    if (path === '/v2/') response.end('{}');
    else if (!found) response.writeHead(404).end();
    else {
      response.writeHead(200, {
        'Content-Type': found === manifest ? manifestType : 'application/octet-stream',
        'Content-Length': found.length,
        'Docker-Content-Digest': digest(found),
      });
      response.end(request.method === 'HEAD' ? undefined : found);
    }
  }

  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

function digest(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}
