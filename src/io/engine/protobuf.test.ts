import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protobufBytes, protobufFields } from './protobuf.ts';

describe('protobuf', () => {
  it.each([
    ['a varint', '089601', [{ number: 1, varint: 150n }]],
    ['the largest varint', '08ffffffffffffffffff01', [{ number: 1, varint: 2n ** 64n - 1n }]],
    ['bytes', '120774657374696e67', [{ number: 2, bytes: Buffer.from('testing') }]],
    ['fixed widths, which are skipped', '0d01020304' + '110102030405060708' + '1801', [{ number: 3, varint: 1n }]],
    ['a cut field, after a whole one', '0801' + '1205ab', [{ number: 1, varint: 1n }]],
    ['an endless varint', '08' + 'ff'.repeat(20), []],
    ['a group, which nobody writes any more', '0801' + '0b', [{ number: 1, varint: 1n }]],
  ])('reads %s', (_what, hex, fields) => {
    expect([...protobufFields(Buffer.from(hex, 'hex'))]).toEqual(fields);
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.uint8Array({ maxLength: 300 }), (number, bytes) => {
        expect([...protobufFields(protobufBytes(number, Buffer.from(bytes)))]).toEqual([{ number, bytes: Buffer.from(bytes) }]);
      }),
    );
  });

  it('never fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([...protobufFields(Buffer.from(bytes))].length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
