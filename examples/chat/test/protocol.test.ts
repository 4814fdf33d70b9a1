import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits, MAX_MESSAGE_BYTES } from "../src/limits.js";
import { cleanName, parseFromPlayer } from "../src/protocol.js";

const parse = (message: unknown) => parseFromPlayer(JSON.stringify(message));

describe("parseFromPlayer()", () => {
  test("reads what the page sends", () => {
    expect(parse({ type: "say", text: " hello\nthere " })).toEqual({
      ok: true,
      value: { type: "say", text: "hello\nthere" },
    });
    expect(parse({ type: "rename", name: " Ada  L. " })).toEqual({
      ok: true,
      value: { type: "rename", name: "Ada L." },
    });
    expect(parse({ type: "leave" })).toEqual({ ok: true, value: { type: "leave" } });
    expect(parse({ type: "endSession" })).toEqual({ ok: true, value: { type: "endSession" } });
  });

  test("takes a text of exactly the limit and refuses one more", () => {
    expect(parse({ type: "say", text: "x".repeat(limits.textLength) }).ok).toBe(true);
    expect(parse({ type: "say", text: "x".repeat(limits.textLength + 1) })).toEqual({
      ok: false,
      reason: "badText",
      message: "the text has 501 characters; at most 500 go through",
    });
  });

  test("takes a name of exactly the limit and refuses one more", () => {
    expect(parse({ type: "rename", name: "x".repeat(limits.nameLength) }).ok).toBe(true);
    expect(parse({ type: "rename", name: "x".repeat(limits.nameLength + 1) })).toMatchObject({ reason: "badName" });
  });

  test.each([
    ["no JSON", "hello", "malformed"],
    ["half of a message", '{"type":"say"', "malformed"],
    ["null", "null", "malformed"],
    ["a list", "[]", "malformed"],
    ["a message without a type", '{"text":"hi"}', "malformed"],
    ["a text that is no text", '{"type":"say","text":7}', "malformed"],
    ["a missing text", '{"type":"say"}', "malformed"],
    ["an empty text", '{"type":"say","text":" \\n "}', "badText"],
    ["a name of nothing visible", '{"type":"rename","name":"\\u202e\\u0007"}', "badName"],
    ["an unknown type", '{"type":"shout","text":"hi"}', "unknownType"],
    ["a type that every object has", '{"type":"toString"}', "unknownType"],
    ["a type that is no text", '{"type":{"a":1}}', "unknownType"],
    ["more than a message may have", `"${"x".repeat(MAX_MESSAGE_BYTES)}"`, "malformed"],
  ])("refuses %s, with a reason", (_, raw, reason) => {
    expect(parseFromPlayer(raw)).toMatchObject({ ok: false, reason });
  });

  test("names an unknown type in its answer, but not all of a long one", () => {
    expect(parse({ type: "shout" })).toMatchObject({
      message: 'unknown message type "shout"; known are say, rename, leave, endSession',
    });
    const answer = parse({ type: "x".repeat(3000) });
    expect(answer.ok ? "" : answer.message.length).toBeLessThan(150);
  });

  test("throws at no input", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.object().map((o) => JSON.stringify(o)),
    );
    fc.assert(fc.property(anything, (raw) => void parseFromPlayer(raw)));
  });

  test("lets nothing through that the limits forbid, whatever the message", () => {
    const message = fc.record({
      type: fc.constantFrom("say", "rename"),
      text: fc.string({ unit: "binary", maxLength: 600 }),
      name: fc.string({ unit: "binary", maxLength: 60 }),
    });
    fc.assert(
      fc.property(message, (given) => {
        const parsed = parse(given);
        if (!parsed.ok) return;
        if (parsed.value.type === "say") {
          expect(parsed.value.text.length).toBeLessThanOrEqual(limits.textLength);
          expect(parsed.value.text).not.toMatch(/^\s|^$|\s$|[^\P{Cc}\n]/u);
        }
        if (parsed.value.type === "rename") expect(cleanName(parsed.value.name)).toBe(parsed.value.name);
      }),
    );
  });

  test("fits the longest allowed text into one WebSocket message, however it is spelled", () => {
    const widest = JSON.stringify({ type: "say", text: "字".repeat(limits.textLength) });
    expect(Buffer.byteLength(widest)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
  });
});

describe("cleanName()", () => {
  test("takes out what would make a name look like another", () => {
    expect(cleanName("a\u202ed\u200ba\n\u2066!")).toBe("a d a !");
  });

  test("leaves other people's letters alone", () => {
    for (const name of ["José", "小明", "Ольга", "مريم", "👩‍🚀 Sally"]) expect(cleanName(name)).toBe(name);
  });
});
