import { BinaryReader, BinaryWriter } from "google-protobuf";
import { messages, type FieldType } from "./wire-specification.js";

/** A message as plain data; absent fields have their default, a message field undefined. */
export type Value =
  string | number | bigint | boolean | undefined | readonly Value[] | { readonly [field: string]: Value };
export type Fields = { readonly [field: string]: Value };

/** Google's writer, led by the specification: fields in the order of their numbers, defaults left out (proto3). */
export function write(message: string, value: Fields): Uint8Array {
  const writer = new BinaryWriter();
  writeFields(writer, message, value);
  return writer.getResultBuffer();
}

function writeFields(writer: BinaryWriter, message: string, value: Fields): void {
  for (const [name, [number, type]] of Object.entries(specificationOf(message))) {
    const field = value[name];
    const one = elementOf(type);
    if (one === undefined) writeField(writer, number, type, field, false);
    else for (const element of field as readonly Value[]) writeField(writer, number, one, element, true);
  }
}

function writeField(writer: BinaryWriter, number: number, type: FieldType, value: Value, isElement: boolean): void {
  switch (type) {
    case "string":
      if (isElement || value !== "") writer.writeString(number, value as string);
      break;
    case "int32":
      if (value !== 0) writer.writeInt32(number, value as number);
      break;
    case "int64":
      if (value !== 0n) writer.writeInt64String(number, (value as bigint).toString());
      break;
    case "bool":
      if (value === true) writer.writeBool(number, true);
      break;
    default:
      if (value !== undefined)
        writer.writeMessage(number, value, (inner: Fields, nested: BinaryWriter) => writeFields(nested, type, inner));
  }
}

/** Google's reader, led by the specification; what it does not name is skipped. */
export function read(message: string, bytes: Uint8Array): Fields {
  return readFields(new BinaryReader(bytes), message);
}

function readFields(reader: BinaryReader, message: string): Fields {
  const specification = specificationOf(message);
  const value: Record<string, Value> = defaults(message);
  while (reader.nextField()) {
    if (reader.isEndGroup()) break;
    const found = Object.entries(specification).find(([, [number]]) => number === reader.getFieldNumber());
    if (found === undefined) {
      reader.skipField();
      continue;
    }
    const [name, [, type]] = found;
    const one = elementOf(type);
    if (one === undefined) value[name] = readField(reader, type);
    else value[name] = [...(value[name] as readonly Value[]), readField(reader, one)];
  }
  return value;
}

function readField(reader: BinaryReader, type: FieldType): Value {
  switch (type) {
    case "string":
      return reader.readString();
    case "int32":
      return reader.readInt32();
    case "int64":
      return BigInt(reader.readInt64String());
    case "bool":
      return reader.readBool();
    default: {
      let value: Fields = {};
      reader.readMessage({}, (_, nested) => {
        value = readFields(nested, type);
      });
      return value;
    }
  }
}

/** The message with nothing set. */
export function defaults(message: string): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(specificationOf(message)).map(([name, [, type]]): [string, Value] => [name, defaultOf(type)]),
  );
}

function defaultOf(type: FieldType): Value {
  if (elementOf(type) !== undefined) return [];
  switch (type) {
    case "string":
      return "";
    case "int32":
      return 0;
    case "int64":
      return 0n;
    case "bool":
      return false;
    default:
      return undefined;
  }
}

/** What a repeated field repeats. */
export const elementOf = (type: FieldType): string | undefined => /^\[(.+)\]$/.exec(type)?.[1];

function specificationOf(message: string): NonNullable<(typeof messages)[string]> {
  const found = messages[message];
  if (found === undefined) throw new Error(`the specification has no message "${message}"`);
  return found;
}
