import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';

export interface ArchiveEntry {
  readonly header: Header;
  /** Cut at the asked size. */
  readonly content: Buffer;
}

/** The entry of a one-path archive that is the path itself; the rest of the stream is thrown away. */
export async function readEntry(tar: Readable, path: string, maxBytes: number): Promise<ArchiveEntry | undefined> {
  const wanted = posix.basename(posix.normalize(path));
  const entries = extract();
  tar.on('error', (error) => {
    entries.destroy(error);
  });
  tar.pipe(entries);
  try {
    for await (const entry of entries) {
      const name = posix.basename(posix.normalize(entry.header.name));
      if (name !== wanted && wanted !== '' && wanted !== '/') {
        entry.resume();
        continue;
      }
      return { header: entry.header, content: await take(entry as unknown as AsyncIterable<Buffer>, maxBytes) };
    }
    return undefined;
  } finally {
    tar.destroy();
    entries.destroy();
  }
}

/** The whole of an entry as text. */
export async function readText(entry: unknown): Promise<string> {
  return (await take(entry as AsyncIterable<Buffer>, Number.MAX_SAFE_INTEGER)).toString('utf8');
}

async function take(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}
