import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiRefusal } from "../../src/cloud-api/api-refusal.js";
import type { RawRequest } from "../../src/cloud-api/raw-request.js";
import { createVerifyCall } from "../../src/cloud-api/signature/verify-call.js";
import { tc3Request, v1Form, type SignOptions } from "./support/sign.js";
import { credentials } from "./support/use-cloud-api.js";

const nowMs = Date.UTC(2026, 10, 21, 12);
const verify = createVerifyCall(credentials);

function codeOf(request: RawRequest, atMs = nowMs): string {
  try {
    verify(request, atMs);
    return "verified";
  } catch (error) {
    if (error instanceof ApiRefusal) return error.code;
    throw error;
  }
}

describe("A TC3 signature", () => {
  const json = { "content-type": "application/json", host: "gse.test" };
  test.each<[string, Omit<SignOptions, "nowMs">]>([
    ["over the host without its port, as Tencent's Node SDK makes it", {}],
    ["over the host with its port", { signs: { ...json, host: "gse.test:8080" } }],
    [
      "over a content type with a charset",
      charset("application/json; charset=utf-8", "application/json; charset=utf-8"),
    ],
    [
      "over the lower-case form of what was sent",
      charset("application/json; charset=utf-8", "Application/JSON; charset=UTF-8"),
    ],
    [
      "over the action, in lower case as documented",
      { signs: { ...json, "x-tc-action": "describegameserversessions" } },
    ],
    ["over the action as sent", { signs: { ...json, "x-tc-action": "DescribeGameServerSessions" } }],
    [
      "over any further header",
      { signs: { ...json, "x-note": "ä ö" }, sends: { "x-note": Buffer.from("ä ö").toString("latin1") } },
    ],
    ["over a header that holds blanks at its ends", { signs: { ...json, "x-note": "a" }, sends: { "x-note": "  a " } }],
    ['of nothing, with the body `""`', { body: '""', hashes: "" }],
    ['of the body `""` itself', { body: '""' }],
    ["of an empty body", { body: "" }],
    ["of a GET with a query", { method: "GET", query: "FleetId=fleet-1&Name=%27a%27", hashes: "" }],
    ["of a GET without one", { method: "GET", hashes: "" }],
    ["of another path", { path: "/capi/" }],
    ["for the service that a numeric host gives", { service: "127" }],
    ["for the service that localhost gives", { service: "localhost:8080" }],
    ["for the service that an IPv6 host gives", { service: "[::1]:8080" }],
    ["for a service with a slash in it", { service: "a/b" }],
  ])("is right %s", (_case, options) => {
    expect(codeOf(tc3Request({ nowMs, ...options }))).toBe("verified");
  });

  test.each<[string, Omit<SignOptions, "nowMs">, string]>([
    ["another key", { secretKey: "other" }, "AuthFailure.SignatureFailure"],
    ["another id", { secretId: "other" }, "AuthFailure.SecretIdNotFound"],
    ["blanks after the id", { secretId: "AKIDtest " }, "AuthFailure.SecretIdNotFound"],
    ["no content type among the signed headers", { signs: { host: "gse.test" } }, "AuthFailure.InvalidAuthorization"],
    [
      "no host among the signed headers",
      { signs: { "content-type": "application/json" } },
      "AuthFailure.InvalidAuthorization",
    ],
    ["a header signed that was not sent", { signs: { ...json, "x-note": "a" } }, "AuthFailure.SignatureFailure"],
    ["the prototype for a signed header", { signs: { ...json, ["__proto__x"]: "a" } }, "AuthFailure.SignatureFailure"],
    ["another host", { signs: { ...json, host: "elsewhere" } }, "AuthFailure.SignatureFailure"],
    ["the empty hash for a body that is not empty", { body: "{}", hashes: "" }, "AuthFailure.SignatureFailure"],
    ["a scope of another day", { date: "2026-11-20" }, "AuthFailure.SignatureFailure"],
    ["no time", { sends: { "x-tc-timestamp": "" } }, "MissingParameter"],
    ["a time in words", { sends: { "x-tc-timestamp": "noon" } }, "InvalidParameter"],
    ["multipart", { sends: { "content-type": "multipart/form-data; boundary=b" } }, "UnsupportedProtocol"],
    [
      "a form",
      { ...charset("application/x-www-form-urlencoded", "application/x-www-form-urlencoded") },
      "UnsupportedProtocol",
    ],
  ])("is refused with %s", (_case, options, code) => {
    expect(codeOf(tc3Request({ nowMs, ...options }))).toBe(code);
  });

  test("holds for five minutes either way", () => {
    const request = tc3Request({ nowMs });
    for (const offMs of [-300_000, 300_000]) expect(codeOf(request, nowMs + offMs)).toBe("verified");
    for (const offMs of [-300_001, 300_001]) expect(codeOf(request, nowMs + offMs)).toBe("AuthFailure.SignatureExpire");
  });

  test("is refused when its time is out, whoever signed it", () => {
    expect(codeOf(tc3Request({ nowMs, secretId: "other" }), nowMs + 400_000)).toBe("AuthFailure.SignatureExpire");
  });

  test("is broken by any change to the body", () => {
    const body = JSON.stringify({ FleetId: "fleet-1", Limit: 10 });
    const request = tc3Request({ nowMs, body });
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const tampered = Buffer.from(request.body);
        tampered[at] = (tampered[at] ?? 0) ^ change;
        expect(codeOf({ ...request, body: tampered })).toBe("AuthFailure.SignatureFailure");
      }),
    );
  });

  test.each(["", "SKIP", "Bearer x", "TC3-HMAC-SHA256", "TC3-HMAC-SHA256 Credential=a/b/c", "TC3-HMAC-SHA256 ,,,=,="])(
    "is missing where the Authorization header is %j",
    (authorization) => {
      expect(codeOf(tc3Request({ nowMs, sends: { authorization } }))).toBe("AuthFailure.InvalidAuthorization");
    },
  );

  test("is never right, and never a crash, for an Authorization header of any kind", () => {
    const part = fc.constantFrom(
      "Credential=",
      "SignedHeaders=",
      "Signature=",
      "/",
      ";",
      ", ",
      "tc3_request",
      "2026-11-21",
      "content-type;host",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 5 }), fc.constant("a".repeat(64)))), (parts) => {
        const authorization = `TC3-HMAC-SHA256 ${parts.join("")}`;
        expect(codeOf(tc3Request({ nowMs, sends: { authorization } }))).toMatch(/^AuthFailure\./);
      }),
    );
  });
});

describe("A signature v1", () => {
  const fields = {
    Action: "DescribeGameServerSessions",
    Version: "2019-11-12",
    Region: "ap-shanghai",
    SecretId: credentials.secretId,
    Timestamp: String(nowMs / 1000),
    Nonce: "7",
    FleetId: "fleet-1",
    "Names.10": "a&b=c +%",
    "Names.2": "é🦊",
  };
  const post = (form: string, headers: RawRequest["headers"] = {}): RawRequest => ({
    method: "POST",
    path: "/",
    query: "",
    headers: { host: "gse.test:8080", "content-type": "application/x-www-form-urlencoded; charset=utf-8", ...headers },
    body: Buffer.from(form),
  });

  test("is HmacSHA1 unless the form says HmacSHA256", () => {
    expect(codeOf(post(v1Form(fields)))).toBe("verified");
    expect(codeOf(post(v1Form({ ...fields, SignatureMethod: "HmacSHA256" })))).toBe("verified");
    expect(codeOf(post(v1Form({ ...fields, SignatureMethod: "anything" })))).toBe("verified");
  });

  test("may be over the host with its port, without it, or with the port that a URL leaves out", () => {
    expect(codeOf(post(v1Form(fields, { host: "gse.test" })))).toBe("verified");
    expect(codeOf(post(v1Form(fields, { host: "gse.test:80" }), { host: "gse.test" }))).toBe("verified");
    expect(codeOf(post(v1Form(fields, { host: "elsewhere" })))).toBe("AuthFailure.SignatureFailure");
  });

  test("may be over the word undefined where the field is empty", () => {
    const sent = { ...fields, Name: "" };
    expect(codeOf(post(v1Form(sent, { signs: { ...sent, Name: "undefined" } })))).toBe("verified");
    expect(codeOf(post(v1Form(sent, { signs: { ...sent, Name: "null" } })))).toBe("AuthFailure.SignatureFailure");
  });

  test("comes in the query of a GET", () => {
    const query = v1Form(fields, { method: "GET" });
    expect(codeOf({ ...post(""), method: "GET", query, headers: { host: "gse.test:8080" } })).toBe("verified");
  });

  test.each([
    ["another key", v1Form(fields, { secretKey: "other" }), "AuthFailure.SignatureFailure"],
    ["another id", v1Form({ ...fields, SecretId: "other" }), "AuthFailure.SecretIdNotFound"],
    ["no id", v1Form({ ...fields, SecretId: "" }), "MissingParameter"],
    ["no nonce", v1Form({ ...fields, Nonce: "" }), "MissingParameter"],
    ["no time", v1Form({ ...fields, Timestamp: "" }), "MissingParameter"],
    ["an old time", v1Form({ ...fields, Timestamp: "1600000000" }), "AuthFailure.SignatureExpire"],
    ["a field added", `${v1Form(fields)}&Limit=5`, "AuthFailure.SignatureFailure"],
    ["no signature", new URLSearchParams(fields).toString(), "AuthFailure.InvalidAuthorization"],
    ["an empty signature", `${new URLSearchParams(fields).toString()}&Signature=`, "AuthFailure.SignatureFailure"],
    ["more than 1 MB", v1Form({ ...fields, Name: "n".repeat(1024 * 1024) }), "RequestSizeLimitExceeded"],
  ])("is refused with %s", (_case, form, code) => {
    expect(codeOf(post(form))).toBe(code);
  });

  test("keeps the common fields out of the action's parameters", () => {
    const call = verify(post(v1Form(fields)), nowMs);
    expect(call).toMatchObject({ action: "DescribeGameServerSessions", version: "2019-11-12", region: "ap-shanghai" });
    expect(call.given).toEqual({
      from: "form",
      fields: [
        ["FleetId", "fleet-1"],
        ["Names.10", "a&b=c +%"],
        ["Names.2", "é🦊"],
      ],
    });
  });

  test("is never right, and never a crash, for a form of any kind", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(codeOf(post(`${text}&Signature=${text}`))).not.toBe("verified");
      }),
    );
  });
});

function charset(signed: string, sent: string): Omit<SignOptions, "nowMs"> {
  return { signs: { "content-type": signed, host: "gse.test" }, sends: { "content-type": sent } };
}
