import type { Readable } from 'node:stream';
import { registryOf, type RegistryAuth } from './auth.ts';
import type { PullEvent } from './engine.ts';
import { EngineError } from './errors.ts';
import { dial } from './modem.ts';
import { readNdjson } from './ndjson.ts';
import type { Transport } from './transport.ts';

/** Pulls one image, telling the progress of its layers. */
export async function pullImage(
  transport: Transport,
  auth: RegistryAuth,
  image: string,
  onEvent: (event: PullEvent) => void,
  signal?: AbortSignal,
): Promise<void> {
  const credentials = await auth.registryAuth(image);
  const call = {
    method: 'POST',
    path: '/images/create?',
    // A reference without a tag would pull every tag there is.
    options: { _query: { fromImage: withTag(image) } },
    headers: credentials ? { 'X-Registry-Auth': credentials } : {},
    isStream: true,
    statusCodes: { 200: true },
  };
  const stream = (await dial(transport, call, signal).catch((error: unknown) => {
    // Some refusals come before the stream, some in it.
    throw error instanceof EngineError && error.answer && error.reason !== 'gone' ? pullFailure(image, error.answer) : error;
  })) as Readable;
  try {
    for await (const value of readNdjson(stream)) {
      const line = value as PullLine;
      const answer = line.errorDetail?.message ?? line.error;
      if (answer) throw pullFailure(image, answer);
      if (line.status !== undefined) {
        onEvent({
          layer: line.id ?? null,
          status: line.status,
          current: line.progressDetail?.current ?? null,
          total: line.progressDetail?.total ?? null,
        });
      }
    }
  } finally {
    stream.destroy();
  }
}

interface PullLine {
  readonly id?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

function withTag(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.includes(':') || last.includes('@') ? image : `${image}:latest`;
}

function pullFailure(image: string, answer: string): EngineError {
  if (/unauthorized|denied|authentication required/i.test(answer)) {
    return new EngineError('pull-failed', `${registryOf(image)} refused: ${answer} Log in with “docker login ${registryOf(image)}”.`, {
      answer,
    });
  }
  return new EngineError('pull-failed', answer, { answer });
}
