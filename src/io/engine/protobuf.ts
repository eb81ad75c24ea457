/** One field of a protobuf message: its number, and its value by wire type. */
export type ProtobufField = { readonly number: number; readonly varint: bigint } | { readonly number: number; readonly bytes: Buffer };

/** The fields of a message, in the order they were written. Ends early at a cut or malformed field: what came before it is still true. */
export function* protobufFields(message: Buffer): Generator<ProtobufField> {
  let at = 0;
  while (at < message.length) {
    const tag = readVarint(message, at);
    if (!tag) return;
    at = tag.end;
    const number = Number(tag.value >> 3n);
    switch (Number(tag.value & 7n)) {
      case 0: {
        const varint = readVarint(message, at);
        if (!varint) return;
        at = varint.end;
        yield { number, varint: varint.value };
        break;
      }
      case 2: {
        const length = readVarint(message, at);
        if (!length) return;
        at = length.end + Number(length.value);
        if (at > message.length) return;
        yield { number, bytes: message.subarray(length.end, at) };
        break;
      }
      case 1:
        at += 8;
        break;
      case 5:
        at += 4;
        break;
      default:
        return;
    }
  }
}

/** A length-delimited field, as `protobufFields` reads it back. */
export function protobufBytes(number: number, bytes: Buffer | string): Buffer {
  const value = Buffer.from(bytes);
  return Buffer.concat([writeVarint((number << 3) | 2), writeVarint(value.length), value]);
}

function readVarint(message: Buffer, start: number): { readonly value: bigint; readonly end: number } | undefined {
  let value = 0n;
  for (let at = start; at < message.length && at < start + 10; at++) {
    const byte = message[at] ?? 0;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - start));
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), end: at + 1 };
  }
  return undefined;
}

function writeVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
