import { assert, nat, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { TemporaryKeyRing, type TemporaryKeyRingOptions } from "../src/temporary-keys.js";

const ringOf = (options: Partial<TemporaryKeyRingOptions> = {}): TemporaryKeyRing =>
  new TemporaryKeyRing({ purpose: "upload", secretKey: "key", lastMs: 1_800_000, ...options });

describe("Temporary keys", () => {
  test("are good at any host of the same key, for as long as was said, with their token", () => {
    const keys = ringOf().make(1_000_000);
    expect(keys.expiresAtMs).toBe(1_000_000 + 1_800_000);
    const again = ringOf();
    expect(again.find(keys.secretId, keys.token, keys.expiresAtMs - 1)).toEqual({
      secretKey: keys.secretKey,
      expiresAtMs: keys.expiresAtMs,
    });
    expect(again.find(keys.secretId, keys.token, keys.expiresAtMs)).toBe("expired");
    expect(again.find(keys.secretId, "", 1_000_000)).toBe("unknown");
    expect(again.find(keys.secretId, `${keys.token}x`, 1_000_000)).toBe("unknown");
    expect(ringOf({ secretKey: "other" }).find(keys.secretId, keys.token, 1_000_000)).toBe("unknown");
  });

  test("of one purpose are unknown to every other", () => {
    const keys = ringOf({ purpose: "upload" }).make(0);
    expect(ringOf({ purpose: "console" }).find(keys.secretId, keys.token, 0)).toBe("unknown");
  });

  test("cannot be made longer, whatever is changed in them", () => {
    const ring = ringOf();
    const { secretId, token } = ring.make(0);
    assert(
      property(nat(), string({ minLength: 1, maxLength: 1 }), (where, sign) => {
        const at = where % secretId.length;
        const changed = secretId.slice(0, at) + sign + secretId.slice(at + 1);
        expect(changed === secretId || ring.find(changed, token, 0) === "unknown").toBe(true);
      }),
    );
  });

  test("are each another pair", () => {
    const ring = ringOf();
    expect(ring.make(0).secretId).not.toBe(ring.make(0).secretId);
  });
});
