import { readFileSync } from "node:fs";
import type { MethodDefinition } from "@grpc/grpc-js";
import { BinaryWriter } from "google-protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as callbacks from "../../src/gen/GameServerGrpcSdkService.js";
import * as calls from "../../src/gen/GseGrpcSdkService.js";
import { defaults, elementOf, read, write, type Fields, type Value } from "./independent-codec.js";
import { messages, services, type FieldType } from "./wire-specification.js";

interface Codec {
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

const generated: Readonly<Record<string, unknown>> = { ...calls, ...callbacks };
const names = Object.keys(messages);

function codecOf(message: string): Codec {
  const codec = generated[message];
  if (typeof codec !== "object" || codec === null) throw new Error(`no generated code for "${message}"`);
  return codec as Codec;
}

const encode = (message: string, value: Fields): Uint8Array => codecOf(message).encode(value).finish();
const decode = (message: string, bytes: Uint8Array): Fields => known(codecOf(message).decode(bytes));

/** Without what the codec keeps for fields it does not know. */
function known(value: object): Fields {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "_unknownFields")
      .map(([name, field]: [string, unknown]) => [name, knownField(field)]),
  );
}

const knownField = (field: unknown): Value => {
  if (Array.isArray(field)) return field.map(knownField);
  return typeof field === "object" && field !== null ? known(field) : (field as Value);
};

const bytesEqual = (ours: Uint8Array, theirs: Uint8Array): void =>
  expect(Buffer.from(ours).toString("hex")).toBe(Buffer.from(theirs).toString("hex"));

const int32 = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.constantFrom(0, 1, -1, 127, 128, 2 ** 31 - 1, -(2 ** 31)),
);
const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(0n, 1n, -1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)),
);
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.constantFrom("", "\0", "会话 🎮", "x".repeat(300)),
);

function valueOf(type: FieldType): fc.Arbitrary<Value> {
  const one = elementOf(type);
  if (one !== undefined) return fc.array(one in messages ? messageOf(one) : valueOf(one), { maxLength: 4 });
  switch (type) {
    case "string":
      return text;
    case "int32":
      return int32;
    case "int64":
      return int64;
    case "bool":
      return fc.boolean();
    default:
      return fc.option(messageOf(type), { nil: undefined });
  }
}

const messageOf = (message: string): fc.Arbitrary<Fields> =>
  fc.record(
    Object.fromEntries(Object.entries(messages[message] ?? {}).map(([name, [, type]]) => [name, valueOf(type)])),
  );

/** Fields from number 100 on, which no message has, in the order in which they are written again. */
const strangers = fc
  .uniqueArray(
    fc.record({
      number: fc.integer({ min: 100, max: 100_000 }),
      value: fc.oneof(text, int64, fc.uint8Array({ maxLength: 20 })),
    }),
    { selector: ({ number }) => number, maxLength: 5 },
  )
  .map((fields) => fields.sort((a, b) => a.number - b.number));

function writeStrangers(
  fields: readonly { readonly number: number; readonly value: string | bigint | Uint8Array }[],
): Uint8Array {
  const writer = new BinaryWriter();
  for (const { number, value } of fields) {
    if (typeof value === "string") writer.writeString(number, value);
    else if (typeof value === "bigint") writer.writeInt64String(number, String(value));
    else writer.writeBytes(number, value);
  }
  return writer.getResultBuffer();
}

describe.each(names)("%s", (message) => {
  test("is written as Google's writer writes it, byte by byte", () => {
    fc.assert(
      fc.property(messageOf(message), (value) => {
        bytesEqual(encode(message, value), write(message, value));
      }),
      { numRuns: 200 },
    );
  });

  test("is read from Google's bytes as it was meant, and Google's reader reads ours", () => {
    fc.assert(
      fc.property(messageOf(message), (value) => {
        expect(decode(message, write(message, value))).toEqual(value);
        expect(read(message, encode(message, value))).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });

  test("keeps fields that it does not know, and gives them on", () => {
    fc.assert(
      fc.property(messageOf(message), strangers, (value, fields) => {
        const bytes = Buffer.concat([write(message, value), writeStrangers(fields)]);
        const decoded = codecOf(message).decode(bytes);
        expect(known(decoded)).toEqual(value);
        bytesEqual(codecOf(message).encode(decoded).finish(), bytes);
        expect(read(message, bytes)).toEqual(value);
      }),
      { numRuns: 100 },
    );
  });

  test("is no byte at all when nothing is set", () => {
    expect(encode(message, defaults(message))).toHaveLength(0);
    expect(decode(message, new Uint8Array())).toEqual(defaults(message));
  });

  test("has the fields of the specification and no other", () => {
    const made = Object.keys(codecOf(message).decode(new Uint8Array())).filter((name) => name !== "_unknownFields");
    expect(made.sort()).toEqual(Object.keys(messages[message] ?? {}).sort());
  });

  test("that ends in the middle of a field is refused", () => {
    fc.assert(
      fc.property(messageOf(message), (value) => {
        const startOfField = Buffer.from([0x0a]);
        expect(() => codecOf(message).decode(Buffer.concat([write(message, value), startOfField]))).toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

describe("the contract", () => {
  test("has every message of the specification and no other", () => {
    const codecs = Object.entries(generated).filter(
      ([, value]) => typeof value === "object" && value !== null && "encode" in value,
    );
    expect(codecs.map(([name]) => name).sort()).toEqual([...names].sort());
  });

  test.each([
    ["GseGrpcSdkService", calls.GseGrpcSdkServiceService],
    ["GameServerGrpcSdkService", callbacks.GameServerGrpcSdkServiceService],
  ] as const)("%s has the specification's calls in its order, all unary", (service, definition) => {
    const name = `tencentcloud.gse.grpcsdk.${service}` as const;
    const methods: readonly MethodDefinition<unknown, unknown>[] = Object.values(definition);
    expect(methods.map(({ path }) => path)).toEqual(services[name].map(([call]) => `/${name}/${call}`));
    expect(methods.some(({ requestStream, responseStream }) => requestStream || responseStream)).toBe(false);
  });

  test.each(["GseGrpcSdkService", "GameServerGrpcSdkService"] as const)(
    "%s.proto is in the specification's package and order, with its requests and responses",
    (service) => {
      const proto = readFileSync(new URL(`../../proto/${service}.proto`, import.meta.url), "utf8");
      expect(proto).toContain("package tencentcloud.gse.grpcsdk;");
      const rpcs = [...proto.matchAll(/rpc (\w+)\((\w+)\) returns \((\w+)\);/g)].map((found) => found.slice(1));
      expect(rpcs).toEqual(services[`tencentcloud.gse.grpcsdk.${service}`]);
    },
  );
});
