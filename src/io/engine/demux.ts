import type { LogChunk } from './engine.ts';

/** Takes the engine's multiplexed stream apart, however it was cut on the way; a container with a terminal sends plain bytes, which are stdout. */
export function createDemuxer(tty: boolean): (chunk: Buffer) => readonly LogChunk[] {
  if (tty) return (chunk) => (chunk.length > 0 ? [{ stream: 'stdout', data: chunk }] : []);
  const header = Buffer.alloc(headerSize);
  let headerFilled = 0;
  let stream: LogChunk['stream'] = 'stdout';
  let payloadLeft = 0;

  return (chunk) => {
    const out: LogChunk[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (payloadLeft === 0) {
        const taken = chunk.copy(header, headerFilled, at, at + headerSize - headerFilled);
        headerFilled += taken;
        at += taken;
        if (headerFilled < headerSize) break;
        headerFilled = 0;
        stream = header[0] === 2 ? 'stderr' : 'stdout';
        payloadLeft = header.readUInt32BE(4);
        continue;
      }
      // A long frame is handed on in pieces: nothing is held back, and no frame can fill the memory.
      const data = chunk.subarray(at, at + payloadLeft);
      out.push({ stream, data });
      payloadLeft -= data.length;
      at += data.length;
    }
    return out;
  };
}

/** Stream number, three zero bytes, length of the payload. */
const headerSize = 8;
