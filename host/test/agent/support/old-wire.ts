import protobuf from "google-protobuf";

// The messages of gse-semantics b.2 as a foreign program would write and read them: by field number, with Google's own
// library and none of our code.

const { BinaryReader, BinaryWriter } = protobuf;
const isVarint = (wireType: number): boolean => wireType === 0;

type Field = readonly [number: number, value: string | number | readonly string[]];

/** Strings, whole numbers and lists of strings; what is empty or 0 is left out, as proto3 does. */
export function encode(...fields: readonly Field[]): Buffer {
  const writer = new BinaryWriter();
  for (const [number, value] of fields)
    if (typeof value === "number") {
      if (value !== 0) writer.writeInt32(number, value);
    } else if (typeof value === "string") {
      if (value !== "") writer.writeString(number, value);
    } else writer.writeRepeatedString(number, [...value]);
  return Buffer.from(writer.getResultBuffer());
}

/** Field numbers and values, as far as the wire tells: numbers as text, the rest as bytes. */
export function decode(bytes: Uint8Array): ReadonlyMap<number, readonly (string | Uint8Array)[]> {
  const fields = new Map<number, (string | Uint8Array)[]>();
  const reader = new BinaryReader(bytes);
  while (reader.nextField()) {
    const number = reader.getFieldNumber();
    const value = isVarint(reader.getWireType()) ? reader.readInt64String() : reader.readBytes();
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

export type Decoded = ReturnType<typeof decode>;

export const textAt = (fields: Decoded, number: number): string => {
  const value = fields.get(number)?.[0];
  return value === undefined ? "" : typeof value === "string" ? value : Buffer.from(value).toString("utf8");
};

export const messagesAt = (fields: Decoded, number: number): readonly Decoded[] =>
  (fields.get(number) ?? []).map((value) => decode(value as Uint8Array));

/** OnHealthCheck's answer: healthStatus 1. */
export const healthAnswer = (isHealthy: boolean): Buffer => {
  const writer = new BinaryWriter();
  if (isHealthy) writer.writeBool(1, true);
  return Buffer.from(writer.getResultBuffer());
};
