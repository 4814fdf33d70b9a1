import { describe, expect, test } from "vitest";
import { TemporaryKeyRing } from "../../src/temporary-keys.js";
import { codeIn, send } from "../cloud-api/support/send.js";
import { v1Form } from "../cloud-api/support/sign.js";
import { credentials } from "../cloud-api/support/use-cloud-api.js";
import { textLike } from "../support/text-like.js";
import { jsonIn, refusalIn, signedHeaders, useConsole, type ConsoleUnderTest, type Keys } from "./use-console.js";

const HOUR_MS = 3_600_000;

describe("A login link", () => {
  test("gives keys that last twelve hours and sign calls of the cloud API", async () => {
    const api = await useConsole();
    const { Url } = jsonIn<{ Url: string }>(await api.signed("/console/links"));
    expect(Url).toMatch(new RegExp(`^http://${api.address}/console/#login=[\\w-]{43}$`));
    const answer = await api.post("/console/login", { Token: Url.split("=")[1] });
    expect([answer.status, answer.headers["cache-control"]]).toEqual([200, "no-store"]);
    const { SecretId, SecretKey, Token, ExpiresAtMs } = jsonIn<Record<string, string> & { ExpiresAtMs: number }>(
      answer,
    );
    expect(ExpiresAtMs).toBe(Math.floor(api.clock.now() / 1_000) * 1_000 + 12 * HOUR_MS);
    expect(await call(api, { secretId: SecretId ?? "", secretKey: SecretKey ?? "", token: Token ?? "" })).toBe("");
  });

  test("serves once", async () => {
    const api = await useConsole();
    const Token = tokenOf(api);
    expect((await api.post("/console/login", { Token })).status).toBe(200);
    const again = await api.post("/console/login", { Token });
    expect(refusalIn(again)).toEqual([403, "AuthFailure.TokenFailure"]);
    expect(jsonIn(again)).toEqual({
      Code: "AuthFailure.TokenFailure",
      Message: textLike(/not good any more.*`gse console`$/),
    });
  });

  test("is good for a quarter of an hour", async () => {
    const api = await useConsole();
    const [first, second] = [tokenOf(api), tokenOf(api)];
    await api.clock.advance(15 * 60_000 - 1);
    expect((await api.post("/console/login", { Token: first })).status).toBe(200);
    await api.clock.advance(1);
    expect((await api.post("/console/login", { Token: second })).status).toBe(403);
  });

  test("is given to the host's own keys only", async () => {
    const api = await useConsole();
    expect(refusalIn(await api.signed("/console/links", {}, await api.login()))).toEqual([
      403,
      "UnauthorizedOperation",
    ]);
    expect(refusalIn(await api.post("/console/links", {}))).toEqual([403, "AuthFailure.InvalidAuthorization"]);
  });

  test.each([
    ["no token", {}],
    ["an empty one", { Token: "" }],
    ["one that nobody made", { Token: "A".repeat(43) }],
  ])("is refused with %s", async (_what, body) => {
    const api = await useConsole();
    tokenOf(api);
    expect((await api.post("/console/login", body)).status).toBe(403);
  });

  test.each<[string, Record<string, string>]>([
    ["another site", { origin: "https://evil.example" }],
    ["this machine's other port", { origin: "http://127.0.0.1:1" }],
    ["a page in a sandbox", { origin: "null" }],
    ["another page of this site", { "sec-fetch-site": "same-site" }],
    ["a page that hides its origin", { "sec-fetch-site": "cross-site" }],
  ])("is refused to %s, and stays good", async (_whose, headers) => {
    const api = await useConsole();
    const Token = tokenOf(api);
    expect(refusalIn(await api.post("/console/login", { Token }, headers))).toEqual([403, "UnauthorizedOperation"]);
    expect((await api.post("/console/login", { Token })).status).toBe(200);
  });

  test("is taken from the console's own page, also behind a proxy that ends TLS", async () => {
    const api = await useConsole();
    const own = [
      { origin: `http://${api.address}`, "sec-fetch-site": "same-origin" },
      { origin: "https://gse.example", host: "gse.example", "sec-fetch-site": "same-origin" },
    ];
    for (const headers of own)
      expect((await api.post("/console/login", { Token: tokenOf(api) }, headers)).status).toBe(200);
  });

  test.each([
    ["text/plain", [415, "UnsupportedProtocol"]],
    ["application/x-www-form-urlencoded", [415, "UnsupportedProtocol"]],
  ])("is not taken from %s, which any page may send", async (type, refusal) => {
    const api = await useConsole();
    expect(refusalIn(await api.post("/console/login", { Token: tokenOf(api) }, { "content-type": type }))).toEqual(
      refusal,
    );
  });

  test.each([
    ["what is no JSON", "{", 400],
    ["a list", "[]", 400],
    ["a token that is no text", '{"Token": 1}', 400],
    ["a body that is too large", JSON.stringify({ Token: "x".repeat(70_000) }), 413],
  ])("is refused with %s", async (_what, body, status) => {
    const { address } = await useConsole();
    const headers = { "content-type": "application/json" };
    expect((await send(address, { path: "/console/login", headers, body })).status).toBe(status);
  });

  test("is forgotten when a hundred newer ones were made", async () => {
    const api = await useConsole();
    const [oldest, next] = Array.from({ length: 101 }, () => tokenOf(api));
    expect((await api.post("/console/login", { Token: oldest })).status).toBe(403);
    expect((await api.post("/console/login", { Token: next })).status).toBe(200);
  });

  test("is in no log, nor is what it gives", async () => {
    const api = await useConsole();
    const Token = tokenOf(api);
    await api.post("/console/login", { Token });
    await api.post("/console/login", { Token });
    const keys = await api.login();
    await call(api, keys);
    await call(api, { ...keys, secretKey: "wrong" });
    const written = JSON.stringify(api.log);
    expect(written).toContain("AuthFailure.SignatureFailure");
    for (const secret of [Token, keys.token, keys.secretKey]) expect(written).not.toContain(secret);
  });
});

describe("Keys of the console", () => {
  test("are given for a signature with the host's own keys", async () => {
    const api = await useConsole();
    expect(await call(api, keysIn(await api.signed("/console/keys")))).toBe("");
  });

  test("are renewed by themselves, until they have expired", async () => {
    const api = await useConsole();
    const first = await api.login();
    await api.clock.advance(11 * HOUR_MS);
    const second = keysIn(await api.signed("/console/keys", {}, first));
    await api.clock.advance(HOUR_MS);
    const late = await api.signed("/console/keys", {}, first);
    expect(refusalIn(late)).toEqual([403, "AuthFailure.TokenFailure"]);
    expect(jsonIn(late)).toMatchObject({ Message: textLike(/have expired: .*`gse console`/) });
    expect(await call(api, first)).toBe("AuthFailure.TokenFailure");
    expect(await call(api, second)).toBe("");
  });

  test("are good after the host was started again", async () => {
    const keys = await (await useConsole()).login();
    expect(await call(await useConsole(), keys)).toBe("");
  });

  test("are not good at a host with another key", async () => {
    const keys = await (await useConsole({ console: { secretKey: "another" } })).login();
    expect(await call(await useConsole(), keys)).toBe("AuthFailure.SecretIdNotFound");
  });

  test.each<[string, (keys: Keys) => Keys, string]>([
    ["without their token", ({ secretId, secretKey }) => ({ secretId, secretKey }), "AuthFailure.SecretIdNotFound"],
    ["with another token", (keys) => ({ ...keys, token: "x".repeat(43) }), "AuthFailure.SecretIdNotFound"],
    ["with another secret", (keys) => ({ ...keys, secretKey: "x" }), "AuthFailure.SignatureFailure"],
    ["under another id", (keys) => ({ ...keys, secretId: `${keys.secretId}A` }), "AuthFailure.SecretIdNotFound"],
    ["with the host's id", (keys) => ({ ...keys, secretId: credentials.secretId }), "AuthFailure.SignatureFailure"],
  ])("are refused %s", async (_how, change, code) => {
    const api = await useConsole();
    const keys = change(await api.login());
    expect(await call(api, keys)).toBe(code);
    expect(refusalIn(await api.signed("/console/keys", {}, keys))).toEqual([403, code]);
  });

  test("sign forms, too, as signature v1 has it", async () => {
    const api = await useConsole();
    const { secretId, secretKey, token = "" } = await api.login();
    const form = (Token: string): Promise<string> =>
      send(api.address, {
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: v1Form(
          {
            Action: "DescribeUserQuota",
            Version: "2019-11-12",
            Region: "ap-shanghai",
            Timestamp: String(Math.floor(api.clock.now() / 1_000)),
            Nonce: "1",
            SecretId: secretId,
            SignatureMethod: "HmacSHA256",
            ResourceType: "1",
            Token,
          },
          { host: api.address, secretKey },
        ),
      }).then(codeIn);
    expect(await form(token)).toBe("");
    expect(await form("")).toBe("AuthFailure.SecretIdNotFound");
  });

  test("are others than those for uploads, which sign no calls", async () => {
    const api = await useConsole();
    const ring = new TemporaryKeyRing({ purpose: "upload", secretKey: credentials.secretKey, lastMs: HOUR_MS });
    expect(await call(api, ring.make(api.clock.now()))).toBe("AuthFailure.SecretIdNotFound");
  });

  test("share one limit of calls, apart from the host's own", async () => {
    const api = await useConsole({ api: { rateLimits: { others: 1, actions: {} } } });
    const [one, other] = [await api.login(), await api.login()];
    expect(await call(api, one)).toBe("");
    expect(await call(api, other)).toBe("RequestLimitExceeded");
    expect(await call(api, credentials)).toBe("");
    expect(await call(api, credentials)).toBe("RequestLimitExceeded");
  });

  test("do not sign one request with the signature of another", async () => {
    const api = await useConsole();
    const headers = signedHeaders("/console/keys", "{}", credentials, api.clock.now());
    expect((await api.post("/console/keys", {}, headers)).status).toBe(200);
    expect(refusalIn(await api.post("/console/links", {}, headers))).toEqual([403, "AuthFailure.SignatureFailure"]);
    expect(refusalIn(await api.post("/console/keys", { a: 1 }, headers))).toEqual([
      403,
      "AuthFailure.SignatureFailure",
    ]);
    await api.clock.advance(301_000);
    expect(refusalIn(await api.post("/console/keys", {}, headers))).toEqual([403, "AuthFailure.SignatureExpire"]);
  });

  test("leave the host's own pair without a token, as it was", async () => {
    const api = await useConsole();
    expect(await call(api, { ...credentials, token: "abc" })).toBe("AuthFailure.TokenFailure");
  });
});

const tokenOf = (api: ConsoleUnderTest): string => api.console.link("").split("=")[1] ?? "";

const keysIn = (answer: Parameters<typeof jsonIn>[0]): Keys => {
  const { SecretId, SecretKey, Token } = jsonIn<{ SecretId: string; SecretKey: string; Token: string }>(answer);
  return { secretId: SecretId, secretKey: SecretKey, token: Token };
};

/** The code under which a call with these keys is refused; "" for none. */
async function call(api: ConsoleUnderTest, keys: Keys): Promise<string> {
  const body = '{"ResourceType":1}';
  const answer = await send(api.address, {
    headers: {
      "content-type": "application/json",
      "x-tc-action": "DescribeUserQuota",
      "x-tc-version": "2019-11-12",
      "x-tc-region": "ap-shanghai",
      ...signedHeaders("/", body, keys, api.clock.now()),
    },
    body,
  });
  return codeIn(answer);
}
