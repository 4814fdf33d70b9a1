import COS from "cos-nodejs-sdk-v5";
import { assert, constantFrom, dictionary, property, string, record, nat, stringMatching } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  authorizationFields,
  authorizationOf,
  encoded,
  readAuthorization,
  signatureOf,
} from "../../src/cos/signature.js";
import { TemporaryKeyRing } from "../../src/cos/temporary-keys.js";

describe("a signature of COS", () => {
  // For others, the SDK itself signs in another order than it lists.
  const names = stringMatching(/^[a-zA-Z0-9_-]+$/);

  test("is what Tencent's SDK makes, for any request", () => {
    const requests = record({
      Method: constantFrom("PUT", "POST", "GET", "DELETE"),
      Key: string({ unit: "grapheme", minLength: 1 }).filter((key) => !key.startsWith("/")),
      Query: dictionary(names, string({ unit: "grapheme" }), { noNullPrototype: true }),
      Headers: dictionary(constantFrom("Content-Length", "host", "x-cos-acl", "Content-MD5", "range"), string(), {
        noNullPrototype: true,
      }),
      SecretKey: string({ unit: "grapheme", minLength: 1 }),
    });
    assert(
      property(requests, ({ Method, Key, Query, Headers, SecretKey }) => {
        const params = new Map(Object.entries(Query).map(([name, value]) => [encoded(name).toLowerCase(), value]));
        // Names that differ by case alone are one to COS, and cannot both be signed.
        if (params.size !== Object.keys(Query).length) return;
        const headers = new Map(Object.entries(Headers).map(([name, value]) => [name.toLowerCase(), value]));
        const theirs = COS.prototype.getAuth.call(
          { options: {} },
          { SecretId: "AKID", Method, Key, Query, Headers, SecretKey },
        );
        const found = readAuthorization(authorizationFields(theirs));
        if (found === undefined) throw new Error(`not read: ${theirs}`);
        const signed = {
          method: Method,
          path: `/${Key}`,
          params: found.paramNames.map((name) => [name, params.get(name) ?? ""] as const),
          headers: found.headerNames.map((name) => [name, headers.get(name) ?? ""] as const),
        };
        expect(signatureOf(SecretKey, signed, found)).toBe(found.signature);
      }),
    );
  });

  test("is read as it was written", () => {
    const key = { secretId: "AKID", secretKey: "key" };
    const request = { method: "PUT", path: "/a" };
    const read = readAuthorization(authorizationFields(authorizationOf(key, request, "1;2")));
    const signature = signatureOf("key", { ...request, params: [], headers: [] }, { signTime: "1;2", keyTime: "1;2" });
    expect(read).toEqual({
      secretId: "AKID",
      signTime: "1;2",
      keyTime: "1;2",
      headerNames: [],
      paramNames: [],
      signature,
    });
  });
});

describe("temporary keys", () => {
  test("are good at any host of the same key, for half an hour, with their token", () => {
    const keys = new TemporaryKeyRing("key").make(1_000_000);
    expect(keys.expiresAtMs).toBe(1_000_000 + 1_800_000);
    const again = new TemporaryKeyRing("key");
    expect(again.find(keys.secretId, keys.token, keys.expiresAtMs - 1)).toEqual({ secretKey: keys.secretKey });
    expect(again.find(keys.secretId, keys.token, keys.expiresAtMs)).toBe("expired");
    expect(again.find(keys.secretId, "", 1_000_000)).toBe("unknown");
    expect(again.find(keys.secretId, `${keys.token}x`, 1_000_000)).toBe("unknown");
    expect(new TemporaryKeyRing("other").find(keys.secretId, keys.token, 1_000_000)).toBe("unknown");
  });

  test("cannot be made longer, whatever is changed in them", () => {
    const ring = new TemporaryKeyRing("key");
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
    const ring = new TemporaryKeyRing("key");
    expect(ring.make(0).secretId).not.toBe(ring.make(0).secretId);
  });
});
