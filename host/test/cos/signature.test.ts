import COS from "cos-nodejs-sdk-v5";
import { assert, constantFrom, dictionary, property, string, record, stringMatching } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  authorizationFields,
  authorizationOf,
  encoded,
  readAuthorization,
  signatureOf,
} from "../../src/cos/signature.js";

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
