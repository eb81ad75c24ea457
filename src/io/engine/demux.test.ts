import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDemuxer } from './demux.ts';

/** What Docker and Podman sent for `echo out; echo err >&2; printf no-newline`. */
const recorded = {
  docker: '01000000000000046f75740a02000000000000046572720a010000000000000a6e6f2d6e65776c696e65',
  podman: '01000000000000046f75740a010000000000000a6e6f2d6e65776c696e6502000000000000046572720a',
};

function demuxInPieces(bytes: Buffer, cuts: readonly number[], tty = false): { stdout: string; stderr: string } {
  const demux = createDemuxer(tty);
  const out = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let from = 0;
  for (const to of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    for (const { stream, data } of demux(bytes.subarray(from, to))) out[stream].push(data);
    from = to;
  }
  return { stdout: Buffer.concat(out.stdout).toString(), stderr: Buffer.concat(out.stderr).toString() };
}

describe('the demuxer', () => {
  it.each(Object.entries(recorded))('takes %s’s stream apart wherever it is cut', (_engine, hex) => {
    const bytes = Buffer.from(hex, 'hex');
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        expect(demuxInPieces(bytes, cuts)).toEqual({ stdout: 'out\nno-newline', stderr: 'err\n' });
      }),
    );
  });

  it('takes 100,000 one-byte frames in one chunk', () => {
    const frame = Buffer.from('020000000000000178', 'hex');
    const bytes = Buffer.concat(Array.from({ length: 100_000 }, () => frame));
    expect(demuxInPieces(bytes, []).stderr).toBe('x'.repeat(100_000));
  });

  it('gives a frame on before all of it is there, and skips empty ones', () => {
    const demux = createDemuxer(false);
    expect(demux(Buffer.from('0100000000000000' + '0100000000000064' + '6162', 'hex'))).toEqual([
      { stream: 'stdout', data: Buffer.from('ab') },
    ]);
    expect(demux(Buffer.from('cd'))).toEqual([{ stream: 'stdout', data: Buffer.from('cd') }]);
  });

  it('leaves the bytes of a terminal alone', () => {
    expect(demuxInPieces(Buffer.from(recorded.docker, 'hex'), [3, 9], true).stdout).toBe(Buffer.from(recorded.docker, 'hex').toString());
  });
});
