import fc from "fast-check";
import { expect, test } from "vitest";
import { makeSearchToken, readSearchToken } from "../../src/search/index.js";

test("A search reads no token but its own", () => {
  const query = { fleet: "fleet-1" };
  for (const place of [
    { key: "a-房间", seq: 5 },
    { key: "", seq: 1 },
    { key: "\ud83c", seq: 1 },
    { key: 1_575_518_668_000, seq: 7 },
    { key: 0, seq: 7 },
  ]) {
    const token = makeSearchToken(place, query);
    expect(readSearchToken(token, query)).toEqual(place);
    expect(readSearchToken(token, { fleet: "fleet-2" })).toBeUndefined();
    expect(readSearchToken(`${token}A`, query)).toBeUndefined();
    expect(readSearchToken(token.replace(/^ntoken-./, "ntoken-z"), query)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      expect(readSearchToken(text, query)).toBeUndefined();
      expect(readSearchToken(`ntoken-1-${text}`, query)).toBeUndefined();
    }),
  );
});
