import { createConnection, createServer, type AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { JournalError } from "../../src/journal/index.js";
import { factsOf, serveCloudApi } from "../../src/cloud-api/index.js";
import { upSettings } from "../../src/engine/index.js";
import { codeIn, responseIn, send, sendCapi } from "./support/send.js";
import { tc3Request } from "./support/sign.js";
import { credentials, useCloudApi, type CloudApi } from "./support/use-cloud-api.js";

/** A signed call, with some of its headers changed. */
function signedCall(
  api: CloudApi,
  headers: Readonly<Record<string, string>>,
  params: object | string = { FleetId: "fleet-1" },
) {
  const body = typeof params === "string" ? params : JSON.stringify(params);
  const request = tc3Request({
    nowMs: api.clock.now(),
    body,
    signs: { "content-type": "application/json", host: "127.0.0.1" },
  });
  const kept = Object.entries({ ...(request.headers as Record<string, string>), host: api.address, ...headers });
  return send(api.address, { headers: Object.fromEntries(kept.filter(([, value]) => value !== "absent")), body });
}

describe("The cloud API", () => {
  test("answers HTTP 200 and the envelope, whatever it answers", async () => {
    const api = await useCloudApi();
    for (const answer of [await signedCall(api, {}), await signedCall(api, {}, "{"), await send(api.address, {})]) {
      expect(answer.status).toBe(200);
      responseIn(answer);
    }
  });

  test.each([
    ["no action", { "x-tc-action": "absent" }, "MissingParameter"],
    ["an action of another case", { "x-tc-action": "describegameserversessions" }, "InvalidAction"],
    ["the prototype's property for an action", { "x-tc-action": "constructor" }, "InvalidAction"],
    ["no version", { "x-tc-version": "absent" }, "MissingParameter"],
    ["another version", { "x-tc-version": "2017-03-12" }, "NoSuchVersion"],
    ["no region", { "x-tc-region": "absent" }, "UnsupportedRegion"],
    ["an unknown region", { "x-tc-region": "ap-atlantis" }, "UnsupportedRegion"],
    ["a token", { "x-tc-token": "abc" }, "AuthFailure.TokenFailure"],
    ["the word undefined for a token", { "x-tc-token": "undefined" }, ""],
    ["every region that GSE had", { "x-tc-region": "na-siliconvalley" }, ""],
    ["no signature", { authorization: "absent" }, "AuthFailure.InvalidAuthorization"],
    ["the wish to skip it", { authorization: "SKIP" }, "AuthFailure.InvalidAuthorization"],
    ["a content type that is none", { "content-type": "???" }, "InvalidParameter"],
  ])("given %s answers in the documented way", async (_case, headers, code) => {
    expect(codeIn(await signedCall(await useCloudApi(), headers))).toBe(code);
  });

  test("says which action was meant when only its case is wrong", async () => {
    const answer = await signedCall(await useCloudApi(), { "x-tc-action": "describegameserversessions" });
    expect(responseIn(answer).Error?.Message).toContain('did you mean "DescribeGameServerSessions"?');
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("does not serve %s", async (method) => {
    const { address } = await useCloudApi();
    expect(codeIn(await send(address, { method }))).toBe("UnsupportedProtocol");
    expect(codeIn(await sendCapiBy(method, address))).toBe("UnsupportedProtocol");
  });

  test("refuses bodies over 10 MB and addresses over 32 KB, and lives on", async () => {
    const api = await useCloudApi();
    const body = JSON.stringify({ FleetId: "fleet-1", Name: "n".repeat(10 * 1024 * 1024) });
    expect(codeIn(await signedCall(api, {}, body))).toBe("RequestSizeLimitExceeded");
    expect(codeIn(await send(api.address, { path: "/capi", body }))).toBe("RequestSizeLimitExceeded");
    const path = `/?Name=${"n".repeat(33 * 1024)}`;
    expect(codeIn(await send(api.address, { method: "GET", path }))).toBe("RequestSizeLimitExceeded");
    expect((await send(api.address, { method: "GET", path: `/?Name=${"n".repeat(128 * 1024)}` })).status).toBe(431);
    expect(codeIn(await signedCall(api, {}))).toBe("");
  });

  test("shows a person with a browser a page, and no program", async () => {
    const { address } = await useCloudApi();
    const accept = "text/html,application/xhtml+xml,*/*;q=0.8";
    const page = await send(address, { method: "GET", headers: { accept } });
    expect([page.status, page.type]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.text).toContain("gse-host");
    expect(codeIn(await send(address, { method: "GET", headers: { accept: "*/*" } }))).toBe(
      "AuthFailure.InvalidAuthorization",
    );
    expect(codeIn(await send(address, { method: "GET", path: "/?Signature=x", headers: { accept } }))).toBe(
      "MissingParameter",
    );
  });

  test("answers probes, and is ready when the host says so", async () => {
    let ready = false;
    const { address } = await useCloudApi({ api: { isReady: () => ready } });
    const get = (path: string) => send(address, { method: "GET", path });
    expect([(await get("/healthz")).status, (await get("/readyz")).status]).toEqual([200, 503]);
    expect(codeIn(await sendCapi(address, { Action: "DescribeGameServerSessions", FleetId: "fleet-1" }))).toBe(
      "InternalError",
    );
    ready = true;
    expect((await get("/readyz")).status).toBe(200);
    expect((await get("/nothing-here")).status).toBe(404);
  });

  test("tells the log each call and each refusal", async () => {
    const api = await useCloudApi();
    await api.client.call("DescribeGameServerSessions", { FleetId: "fleet-1" });
    expect(api.log).toContainEqual({
      fields: {
        requestId: expect.any(String) as string,
        action: "DescribeGameServerSessions",
        req: { FleetId: "fleet-1" },
      },
      message: "cloud API call",
    });
    await sendCapi(api.address, { Action: "Nothing" });
    expect(api.log.at(-1)?.fields).toMatchObject({ code: "InvalidAction" });
  });

  test("keeps the reason of a fault in the log and out of the answer", async () => {
    const fault = new Error("something broke inside");
    const api = await useCloudApi();
    api.host.execute = () => Promise.reject(fault);
    const answer = await sendCapi(api.address, {
      Action: "CreateGameServerSession",
      FleetId: "fleet-1",
      MaximumPlayerSessionCount: 1,
    });
    expect(codeIn(answer)).toBe("InternalError");
    expect(answer.text).not.toContain("inside");
    expect(api.log.at(-1)?.fields).toMatchObject({ err: fault, requestId: responseIn(answer).RequestId });
  });

  test("says so when the disk takes nothing", async () => {
    const api = await useCloudApi();
    api.host.execute = () => Promise.reject(new JournalError("cannot write to the journal: the disk is full"));
    const call = api.client.call("CreateGameServerSession", { FleetId: "fleet-1", MaximumPlayerSessionCount: 1 });
    await expect(call).rejects.toMatchObject({
      code: "InternalError",
      message: "nothing was changed, and what runs goes on: cannot write to the journal: the disk is full",
    });
  });
});

const sendCapiBy = (method: string, address: string) => send(address, { method, path: "/capi", body: "{}" });

describe("/capi", () => {
  const list = { Action: "DescribeGameServerSessions", FleetId: "fleet-1" };

  test.each([
    {},
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "text/plain" },
    { "content-type": "application/json" },
  ])("takes unsigned JSON whatever its content type: %j", async (headers) => {
    const { address } = await useCloudApi();
    expect(responseIn(await sendCapi(address, list, headers))).toMatchObject({ GameServerSessions: [], NextToken: "" });
    expect(codeIn(await send(address, { path: "/capi/", headers, body: JSON.stringify(list) }))).toBe("");
  });

  test("is not misled by a signature in the text of a parameter", async () => {
    const { address } = await useCloudApi();
    const call = { ...list, FleetId: "fleet-1&Signature=x" };
    expect(codeIn(await sendCapi(address, call, { "content-type": "application/x-www-form-urlencoded" }))).toBe("");
  });

  test("plays GSE Local's part: creates, joins and lists", async () => {
    const api = await useCloudApi();
    await api.ready();
    const created = responseIn(
      await sendCapi(api.address, {
        Action: "CreateGameServerSession",
        FleetId: "fleet-1",
        MaximumPlayerSessionCount: 2,
      }),
    );
    expect(created).toMatchObject({ GameServerSession: { Status: "ACTIVATING", FleetId: "fleet-1" } });
    const id = await api.session();
    const joined = responseIn(
      await sendCapi(api.address, { Action: "JoinGameServerSession", GameServerSessionId: id, PlayerId: "ann" }),
    );
    expect(joined).toMatchObject({ PlayerSession: { PlayerId: "ann", Status: "RESERVED" } });
  });

  test("may name version and region, which must then be right", async () => {
    const { address } = await useCloudApi();
    expect(codeIn(await sendCapi(address, { ...list, Version: "2019-11-12", Region: "ap-tokyo" }))).toBe("");
    expect(codeIn(await sendCapi(address, { ...list, Version: "1" }))).toBe("NoSuchVersion");
    expect(codeIn(await sendCapi(address, { ...list, Region: "nowhere" }))).toBe("UnsupportedRegion");
    expect(codeIn(await sendCapi(address, { ...list, Region: 5 }))).toBe("InvalidParameter");
  });

  test.each([["{"], ["[]"], ["5"], ["null"], [""], ["{}"], ['{"Action":5}']])(
    "is told when it is called with %s",
    async (body) => {
      const { address } = await useCloudApi();
      expect(codeIn(await send(address, { path: "/capi", body }))).toMatch(/^(InvalidParameter|MissingParameter)$/);
    },
  );

  test.each([
    ["the Origin of a web page", { origin: "http://evil.test" }],
    ["the Origin of a local page", { origin: "http://127.0.0.1:8080" }],
    ["the Origin null", { origin: "null" }],
    ["a foreign Host, as after DNS rebinding", { host: "evil.test:8080" }],
    ["a Host that only begins like ours", { host: "127.0.0.1.evil.test" }],
    ["a Host that only begins like localhost", { host: "localhost.evil.test" }],
    ["the mark of a proxy", { "x-forwarded-for": "203.0.113.9" }],
  ])("turns away a request with %s", async (_case, headers) => {
    const api = await useCloudApi();
    await api.ready();
    const create = { Action: "CreateGameServerSession", FleetId: "fleet-1", MaximumPlayerSessionCount: 1 };
    const answer = await sendCapi(api.address, create, headers);
    expect([answer.status, codeIn(answer)]).toEqual([403, "UnauthorizedOperation"]);
    expect(codeIn(await sendCapi(api.address, create))).toBe("");
  });

  test.each(["localhost", "LOCALHOST:1", "127.0.0.1", "127.1.2.3:9", "[::1]:8080"])(
    "is reached under the loopback name %s",
    async (host) => {
      const { address } = await useCloudApi();
      expect(codeIn(await sendCapi(address, list, { host }))).toBe("");
    },
  );

  test("is reached over IPv6 as well", async () => {
    const api = await useCloudApi({ api: { address: "[::1]:0" } });
    expect(api.address).toMatch(/^\[::1\]:\d+$/);
    await api.client.call("DescribeGameServerSessions", { FleetId: "fleet-1" });
  });

  test("verifies a request that is signed, instead of trusting where it comes from", async () => {
    const { address } = await useCloudApi();
    const answer = await send(address, {
      path: "/capi",
      headers: { authorization: "TC3-HMAC-SHA256 x" },
      body: JSON.stringify(list),
    });
    expect(codeIn(answer)).toBe("AuthFailure.InvalidAuthorization");
  });
});

describe("serveCloudApi", () => {
  test("says so when the address is in use, and leaves nothing open", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    await expect(useCloudApi({ api: { address: `127.0.0.1:${port}` } })).rejects.toMatchObject({
      code: "EADDRINUSE",
      port,
    });
  });

  test.each(["8080", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:70000", "::1:80"])(
    "refuses the address %s",
    async (address) => {
      const { host, clock } = await useCloudApi();
      const facts = factsOf(upSettings);
      const start = serveCloudApi({ host, clock, credentials, address, facts, uuid: () => "", isReady: () => true });
      await expect(start).rejects.toThrow("give HOST:PORT");
    },
  );

  test("finishes what is under way when it closes, and takes nothing new", async () => {
    const api = await useCloudApi();
    const { execute } = api.host;
    const reached = gate();
    const released = gate();
    api.host.execute = async (command) => {
      reached.open();
      await released.opened;
      return execute.call(api.host, command) as never;
    };
    const call = sendCapi(api.address, { Action: "JoinGameServerSession", GameServerSessionId: "s", PlayerId: "a" });
    await reached.opened;
    const closed = api.close();
    await expect(sendCapi(api.address, {})).rejects.toMatchObject({ code: "ECONNREFUSED" });
    released.open();
    expect(codeIn(await call)).toBe("ResourceNotFound");
    await closed;
    await api.close();
  });

  test("breaks off after two seconds what does not finish", async () => {
    const api = await useCloudApi();
    const [host, port] = api.address.split(":");
    const slow = createConnection({ host, port: Number(port) });
    onTestFinished(() => void slow.destroy());
    const gone = new Promise((resolve) => slow.on("close", resolve));
    // One answered first: then the server has this connection for certain.
    const answered = new Promise((resolve) => slow.once("data", resolve));
    slow.write("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n");
    await answered;
    const continued = new Promise((resolve) => slow.once("data", resolve));
    slow.write("POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 10\r\n\r\nhalf");
    await continued;
    const closed = api.close();
    await api.clock.advance(2_000);
    await Promise.all([gone, closed]);
    expect(api.clock.pendingTimers).toBe(1); // the host's own sweep
  });
});

/** A promise and what settles it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    opened,
    open: () => {
      open();
    },
  };
}
