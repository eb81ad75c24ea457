import { randomUUID } from 'node:crypto';
import { performServerHandshake, type ServerHttp2Stream } from 'node:http2';
import { buffer } from 'node:stream/consumers';
import type { RegistryAuth } from './auth.ts';
import { EngineError } from './errors.ts';
import { protobufBytes, protobufFields } from './protobuf.ts';
import type { Transport } from './transport.ts';

/** BuildKit asks its client for registry credentials while it builds: over the connection of POST /session, on which the client is the gRPC server. Without one it cannot even pull anonymously from a registry that hands out tokens. */
export async function openBuildkitSession(
  transport: Transport,
  auth: RegistryAuth,
  signal?: AbortSignal,
): Promise<{ readonly id: string; close(): void }> {
  const id = randomUUID();
  const socket = await transport.upgrade({
    method: 'POST',
    path: '/session',
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'h2c',
      'X-Docker-Expose-Session-Uuid': id,
      'X-Docker-Expose-Session-Name': 'drydock',
      'X-Docker-Expose-Session-Grpc-Method': [credentialsMethod, healthMethod],
    },
    signal,
  });
  const session = performServerHandshake(socket);
  session.on('stream', (stream, headers) => {
    void answer(stream, headers[':path'] ?? '', auth);
  });
  // The build's own stream tells what went wrong; a session that ends with it is no news.
  session.on('error', () => undefined);
  socket.on('error', () => undefined);
  return {
    id,
    close: () => {
      session.destroy();
      socket.destroy();
    },
  };
}

const credentialsMethod = '/moby.filesync.v1.Auth/Credentials';
const healthMethod = '/grpc.health.v1.Health/Check';

async function answer(stream: ServerHttp2Stream, method: string, auth: RegistryAuth): Promise<void> {
  stream.on('error', () => undefined);
  try {
    const request = unframe(await buffer(stream));
    if (method === healthMethod) reply(stream, Buffer.from([0x08, 0x01]));
    else if (method === credentialsMethod) reply(stream, await credentials(request, auth));
    else refuse(stream, grpcUnimplemented, `no method ${method}`);
  } catch (error) {
    refuse(stream, grpcUnknown, error instanceof EngineError ? error.message : 'the credentials could not be read');
  }
}

/** CredentialsRequest { Host = 1 } to CredentialsResponse { Username = 1, Secret = 2 }; an empty one means anonymous. */
async function credentials(request: Buffer, auth: RegistryAuth): Promise<Buffer> {
  let host = '';
  for (const field of protobufFields(request)) {
    if (field.number === 1 && 'bytes' in field) host = field.bytes.toString();
  }
  const found = await auth.credentials(host);
  if (!found) return Buffer.alloc(0);
  // An identity token is sent as a secret without a name.
  if (found.identityToken) return protobufBytes(2, found.identityToken);
  return Buffer.concat([protobufBytes(1, found.username), protobufBytes(2, found.password)]);
}

const grpcUnknown = 2;
const grpcUnimplemented = 12;

function reply(stream: ServerHttp2Stream, message: Buffer): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => {
    stream.sendTrailers({ 'grpc-status': '0' });
  });
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  stream.end(Buffer.concat([prefix, message]));
}

function refuse(stream: ServerHttp2Stream, status: number, message: string): void {
  if (stream.destroyed) return;
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(status), 'grpc-message': encodeURIComponent(message) },
    { endStream: true },
  );
}

/** One unary message: a compression flag, a length of four bytes, the message. */
function unframe(frame: Buffer): Buffer {
  return frame.subarray(5);
}
