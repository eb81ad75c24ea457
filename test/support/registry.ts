import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** A registry on loopback that serves one image to those who log in, under any name and tag. Of a name with `endless` in it the layer never comes. */
export async function privateRegistry(login: { readonly username: string; readonly password: string }) {
  const [whole, endless] = await Promise.all([imageWith('from the registry\n'), imageWith(randomUUID())]);
  const expected = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    if (request.headers.authorization !== expected) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="drydock"', 'Content-Type': 'application/json' });
      response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}');
      return;
    }
    const image = path.includes('endless') ? endless : whole;
    const found = path.includes('/manifests/') ? image.manifest : [image.config, image.layer].find((blob) => path.endsWith(digest(blob)));
    if (path === '/v2/') response.end('{}');
    else if (!found) response.writeHead(404).end();
    else {
      const type = found === image.manifest ? manifestType : 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': found.length, 'Docker-Content-Digest': digest(found) });
      if (found === endless.layer) response.flushHeaders();
      else response.end(request.method === 'HEAD' ? undefined : found);
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

/** An image of one layer with one file, hello.txt. */
async function imageWith(text: string): Promise<{ readonly manifest: Buffer; readonly config: Buffer; readonly layer: Buffer }> {
  const tar = pack();
  tar.entry({ name: 'hello.txt' }, text);
  tar.finalize();
  const plain = await buffer(tar as AsyncIterable<Buffer>);
  const layer = gzipSync(plain);
  const config = json({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [digest(plain)] },
    history: [{ created_by: 'a test' }],
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: 'application/vnd.docker.container.image.v1+json', size: config.length, digest: digest(config) },
    layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', size: layer.length, digest: digest(layer) }],
  });
  return { manifest, config, layer };
}

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function digest(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}
