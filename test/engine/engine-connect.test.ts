import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { connect, createServer as createPlainServer, type AddressInfo, type Server } from 'node:net';
import { delimiter, join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { expect, it } from 'vitest';
import { connectEngine } from '../../src/io/engine/connect.ts';
import { onEachEngine, temporaryFolder } from '../support/engines.ts';

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

onEachEngine('A connection', ({ endpoint, kind }) => {
  const socket = endpoint.replace('unix://', '');

  it('is made to what DOCKER_HOST names, over a unix socket and over tcp', async () => {
    const byName = await connectEngine({ env: { DOCKER_HOST: endpoint } });
    expect(byName.info).toMatchObject({ kind, endpoint, origin: 'DOCKER_HOST', local: true });
    byName.dispose();
    const server = createPlainServer((near) => {
      const far = connect(socket);
      near.pipe(far).pipe(near);
      far.on('error', () => near.destroy());
      near.on('error', () => far.destroy());
    });
    const port = await listening(server);
    const byPort = await connectEngine({ env: { DOCKER_HOST: `tcp://127.0.0.1:${String(port)}` } });
    expect(byPort.info).toMatchObject({ kind, local: false });
    expect(await byPort.inspectImage('busybox:latest')).toBeDefined();
    byPort.dispose();
    server.close();
  });

  it('is encrypted, and both sides show who they are', async () => {
    const folder = await temporaryFolder({});
    const at = (name: string) => join(folder.path, name);
    const openssl = (...argv: string[]) => execFileSync('openssl', argv, { cwd: folder.path, stdio: 'pipe' });
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=ca', '-keyout', 'ca.key', '-out', 'ca.pem');
    for (const name of ['server', 'client']) {
      openssl(
        'req',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        `/CN=${name}`,
        '-addext',
        'subjectAltName=IP:127.0.0.1',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
      );
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-copy_extensions',
        'copy',
        '-days',
        '1',
        '-out',
        `${name}.pem`,
      );
    }
    execFileSync('sh', ['-c', 'cp client.pem cert.pem; cp client.key key.pem'], { cwd: folder.path });
    const server = createTlsServer(
      {
        key: readFileSync(at('server.key')),
        cert: readFileSync(at('server.pem')),
        ca: readFileSync(at('ca.pem')),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (near) => {
        const far = connect(socket);
        near.pipe(far).pipe(near);
        far.on('error', () => near.destroy());
        near.on('error', () => far.destroy());
      },
    );
    server.on('tlsClientError', () => undefined);
    const host = `tcp://127.0.0.1:${String(await listening(server))}`;
    const engine = await connectEngine({ env: { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder.path } });
    expect((await engine.listImages()).length).toBeGreaterThan(0);
    engine.dispose();
    await expect(connectEngine({ env: { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/nowhere' } })).rejects.toMatchObject(
      { reason: 'unreachable' },
    );
    await expect(connectEngine({ env: { DOCKER_HOST: host } })).rejects.toMatchObject({ reason: 'unreachable' });
    server.close();
    await folder.remove();
  });

  it('goes through the ssh program, and says its words when it fails', async () => {
    // Stands in for ssh and the far side's `docker system dial-stdio`: bytes between stdio and the engine.
    const folder = await temporaryFolder({
      'bin/ssh': `#!${process.execPath}
        const fs = require('node:fs');
        fs.appendFileSync(${JSON.stringify('LOG')}, process.argv.slice(2).join(' ') + '\\n');
        if (process.argv.includes('locked')) { process.stderr.write('me@locked: Permission denied (publickey).\\n'); process.exit(255); }
        const socket = require('node:net').connect(${JSON.stringify(socket)});
        process.stdin.pipe(socket).pipe(process.stdout);
        socket.on('close', () => process.exit(0));`,
    });
    const log = join(folder.path, 'log');
    execFileSync('sed', ['-i', `s#LOG#${log}#`, join(folder.path, 'bin/ssh')]);
    chmodSync(join(folder.path, 'bin/ssh'), 0o755);
    const path = process.env['PATH'];
    process.env['PATH'] = `${join(folder.path, 'bin')}${delimiter}${path ?? ''}`;
    try {
      const engine = await connectEngine({ endpoint: 'ssh://me@far:2222' });
      expect(engine.info).toMatchObject({ kind, endpoint: 'ssh://me@far:2222', local: false });
      expect((await engine.listImages()).length).toBeGreaterThan(0);
      const listed = await Promise.all(Array.from({ length: 5 }, () => engine.inspectImage('busybox:latest')));
      expect(new Set(listed.map((info) => info?.id)).size).toBe(1);
      engine.dispose();
      expect(readFileSync(log, 'utf8')).toMatch(/^-o BatchMode=yes .*-l me -p 2222 -- far docker system dial-stdio$/m);
      await expect(connectEngine({ endpoint: 'ssh://me@locked' })).rejects.toMatchObject({
        reason: 'unreachable',
        details: { tried: [{ place: 'ssh://me@locked (setting)', answer: 'me@locked: Permission denied (publickey).' }] },
      });
    } finally {
      process.env['PATH'] = path;
      await folder.remove();
    }
  });

  it('names every place where nothing answered', async () => {
    const folder = await temporaryFolder({ 'config.json': '{"currentContext":"lost"}' });
    const env = { DOCKER_CONFIG: folder.path, XDG_RUNTIME_DIR: folder.path, HOME: folder.path };
    const error = await connectEngine({ env }).catch(
      (reason: unknown) => reason as { reason: string; details: { tried: { place: string }[] } },
    );
    // The machine's own engine may answer at a known socket; what was tried before it is then nobody's business.
    if ('info' in error) {
      (error as unknown as { dispose(): void }).dispose();
    } else {
      expect(error.reason).toBe('unreachable');
      expect(error.details.tried[0]?.place).toContain('context lost');
      expect(error.details.tried.length).toBeGreaterThan(4);
    }
    await expect(connectEngine({ endpoint: 'unix:///nowhere.sock' })).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('unix:///nowhere.sock') as string,
      details: { tried: [{ answer: 'there is no such socket' }] },
    });
    if (process.getuid?.() === 0) {
      // Root may use every socket, so root looks with other eyes.
      process.seteuid?.('nobody');
      const refused = connectEngine({ endpoint });
      await refused.catch(() => undefined);
      process.seteuid?.(0);
      await expect(refused).rejects.toMatchObject({
        reason: 'permission-denied',
        details: { tried: [{ place: `${endpoint} (setting)` }] },
      });
    }
    await expect(connectEngine({ endpoint }, AbortSignal.abort())).rejects.toMatchObject({ reason: 'cancelled' });
    await folder.remove();
  });
});
