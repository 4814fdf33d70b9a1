/** What a protobuf message holds, as far as the wire tells: numbers, and bytes for all that has a length. */
export type WireFields = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

/** One byte that says whether it is compressed, four for its length. */
const FRAME_BYTES = 5;

/** The message of a unary gRPC body; undefined for none, or one that is compressed. */
export function unframed(body: Buffer): Buffer | undefined {
  if (body.length < FRAME_BYTES || body[0] !== 0) return undefined;
  return body.subarray(FRAME_BYTES, FRAME_BYTES + body.readUInt32BE(1));
}

export function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_BYTES);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** Reads until something makes no sense. */
export function wireFields(message: Buffer): WireFields {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; at < message.length; shift += 7n) {
      const byte = message[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return value;
  };
  const bytes = (length: number): Buffer => message.subarray(at, (at += length));
  const value = (wireType: number): bigint | Buffer | undefined => {
    if (wireType === 0) return varint();
    if (wireType === 1) return bytes(8);
    if (wireType === 2) return bytes(Number(varint()));
    if (wireType === 5) return bytes(4);
    return undefined;
  };
  while (at < message.length) {
    const tag = Number(varint());
    const read = value(tag & 7);
    if (read === undefined) break;
    fields.set(tag >>> 3, [...(fields.get(tag >>> 3) ?? []), read]);
  }
  return fields;
}

/** An int32 field; 0 where there is none, as proto3 has it. */
export function int32(fields: WireFields, field: number): number {
  const value = fields.get(field)?.at(-1);
  return typeof value === "bigint" ? Number(BigInt.asIntN(32, value)) : 0;
}

/** The message with a number put behind it: of a field that comes twice the last one counts. */
export function withInt32(message: Buffer, field: number, value: number): Buffer {
  const bytes = [field << 3];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.concat([message, Buffer.from([...bytes, rest])]);
}
