import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { onTestFinished, describe, expect, test } from "vitest";
import { rawZip } from "../archive/support.js";
import { answerOf, bucket, grantOf, region, useObjectStore, type ObjectStore } from "./use-object-store.js";

const content = rawZip([{ name: "server", data: Buffer.alloc(2 * 1024 ** 2, "abc") }]);
const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("base64");

function put(world: ObjectStore, key: string, headers: Record<string, string> = {}, body: BodyInit = content) {
  const given = "authorization" in headers ? headers : { authorization: grantOf(world, key), ...headers };
  return answerOf(fetch(world.url(key), { method: "PUT", headers: given, body }));
}

/** Writes to the store as no client would; `closed` once the connection is over, with what was answered. */
function useRaw(world: ObjectStore, head: readonly string[], body = "") {
  const [host = "", port = ""] = world.address.split(":");
  const socket = createConnection({ host, port: Number(port) });
  onTestFinished(() => void socket.destroy());
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  const closed = new Promise<string>((resolve) => {
    socket
      .on("error", () => undefined)
      .on("close", () => {
        resolve(answer);
      });
  });
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  return { socket, closed };
}

const unfinishedSizes = ({ dataDir }: ObjectStore): readonly number[] =>
  readdirSync(join(dataDir, "blobs"))
    .filter((name) => name.endsWith(".tmp"))
    .map((name) => statSync(join(dataDir, "blobs", name)).size);

describe("the signature of GetUploadCredentials", () => {
  test("is one of COS's, and good for 360 seconds", async () => {
    const world = await useObjectStore();
    const now = Math.floor(world.clock.now() / 1000);
    const authorization = grantOf(world, "server.zip");
    expect(authorization).toMatch(
      new RegExp(
        `^q-sign-algorithm=sha1&q-ak=AKIDtest&q-sign-time=${now};${now + 360}&q-key-time=${now};${now + 360}` +
          "&q-header-list=&q-url-param-list=&q-signature=[0-9a-f]{40}$",
      ),
    );
    await world.clock.advance(360_000);
    expect(await put(world, "server.zip", { authorization })).toEqual({ status: 200, code: "", message: "" });
    await world.clock.advance(1_000);
    const late = await put(world, "server.zip", { authorization });
    expect(late).toEqual({ status: 403, code: "AccessDenied", message: "Request has expired" });
  });

  test("lets exactly that package pass, and nothing else", async () => {
    const world = await useObjectStore();
    const authorization = grantOf(world, "server.zip");
    const send = (method: string, url: string) =>
      answerOf(fetch(url, { method, headers: { authorization }, body: method === "GET" ? null : content }));
    for (const [method, url] of [
      ["PUT", world.url("server.zip2")],
      ["PUT", world.url("server.zip").replace("shanghai", "beijing")],
      ["POST", `${world.url("server.zip")}?uploads`],
      ["DELETE", world.url("server.zip")],
    ] as const)
      expect(await send(method, url)).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    expect(world.files()).toEqual(["parts"]);
    expect(await send("PUT", world.url("server.zip"))).toMatchObject({ status: 200 });
  });

  test("serves at the address that Tencent's documentation has, too", async () => {
    const world = await useObjectStore();
    const head = [
      "PUT /a%20b.zip HTTP/1.1",
      `host: ${bucket}.cos.ap-shanghai.myqcloud.com`,
      `authorization: ${grantOf(world, "a b.zip")}`,
      "content-length: 4",
      "connection: close",
    ];
    expect(await useRaw(world, head, "body").closed).toMatch(
      /^HTTP\/1\.1 200 OK\r\n(.*\r\n)*etag: "841a2d689ad86bd1611447453c22c6fc"/,
    );
    expect(world.files()).toEqual(["<blob>", "<blob>.json", "parts"]);
  });

  test("is refused for a key that an asset was made of, and for one that cannot be", async () => {
    const world = await useObjectStore();
    await put(world, "a");
    const authorization = grantOf(world, "a");
    const claim = await world.store.claim({ region, key: "a" });
    if (claim.ok) await claim.value.keep();
    expect(world.store.grant({ region, key: "a" })).toMatchObject({ refusal: { kind: "package-taken" } });
    expect(await put(world, "a", { authorization })).toMatchObject({ status: 409, code: "FileAlreadyExists" });
    for (const key of ["", "/", "x".repeat(851), "a\0b"])
      expect(world.store.grant({ region, key })).toMatchObject({ refusal: { kind: "invalid-value" } });
  });
});

describe("an upload over HTTP", () => {
  test("is answered with COS's headers", async () => {
    const world = await useObjectStore();
    const answer = await fetch(world.url("a"), {
      method: "PUT",
      headers: { authorization: grantOf(world, "a"), "content-type": "a type; that is none" },
      body: content,
    });
    expect(answer.headers.get("etag")).toBe(`"${createHash("md5").update(content).digest("hex")}"`);
    expect(answer.headers.get("x-cos-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ["another body than its Content-MD5 says", { "content-md5": md5(Buffer.from("other")) }, 400, "BadDigest"],
    ["a Content-MD5 that is none", { "content-md5": "none" }, 400, "InvalidDigest"],
    ["a copy", { "x-cos-copy-source": "other/a" }, 501, "NotImplemented"],
    ["a signature that is none", { authorization: "Bearer x" }, 403, "AccessDenied"],
    ["a signature that is half one", { authorization: "q-sign-algorithm=sha1&q-ak=AKIDtest" }, 403, "AccessDenied"],
  ])("is refused with %s, and nothing is left", async (_what, headers, status, code) => {
    const world = await useObjectStore();
    expect(await put(world, "a", headers)).toMatchObject({ status, code });
    expect(world.files()).toEqual(["parts"]);
  });

  test("is taken with the right Content-MD5", async () => {
    const world = await useObjectStore();
    expect(await put(world, "a", { "content-md5": md5(content) })).toMatchObject({ status: 200 });
  });

  test("is refused when it is too large, before or while it comes, and nothing is left", async () => {
    const world = await useObjectStore({ maxUploadBytes: 1_000 });
    const refused = {
      status: 400,
      code: "EntityTooLarge",
      message: expect.stringContaining("1000 are allowed") as unknown,
    };
    expect(await put(world, "a")).toMatchObject(refused);
    const stream = new Blob([content]).stream();
    const init = { method: "PUT", headers: { authorization: grantOf(world, "a") }, body: stream, duplex: "half" };
    expect(await answerOf(fetch(world.url("a"), init as RequestInit))).toMatchObject(refused);
    expect(world.files()).toEqual(["parts"]);
  });

  test("is refused when all packages together would be too large", async () => {
    const world = await useObjectStore({ maxTotalBytes: content.length + 10 });
    await put(world, "a");
    expect(await put(world, "b")).toMatchObject({ status: 400, code: "EntityTooLarge" });
    expect(await put(world, "b", {}, "1234567890")).toMatchObject({ status: 200 });
    expect(world.store.grant({ region, key: "c" })).toMatchObject({ refusal: { kind: "quota" } });
  });

  test("comes in chunks of any size, too", async () => {
    const world = await useObjectStore();
    const authorization = grantOf(world, "a");
    const stream = new Blob([content]).stream();
    const init = { method: "PUT", headers: { authorization }, body: stream, duplex: "half" };
    expect(await answerOf(fetch(world.url("a"), init as RequestInit))).toMatchObject({ status: 200 });
    expect(await world.store.claim({ region, key: "a" })).toMatchObject({ value: { sizeBytes: content.length } });
  });

  test("without length is refused", async () => {
    const world = await useObjectStore();
    const authorization = `authorization: ${grantOf(world, "a")}`;
    const head = [`PUT /cos/${bucket}/a HTTP/1.1`, "host: a", authorization, "connection: close"];
    expect(await useRaw(world, head).closed).toMatch(/^HTTP\/1\.1 411 .*<Code>MissingContentLength<\/Code>/s);
  });

  test("that breaks off leaves nothing", async () => {
    const world = await useObjectStore();
    const head = [
      `PUT /cos/${bucket}/a HTTP/1.1`,
      "host: a",
      `authorization: ${grantOf(world, "a")}`,
      "content-length: 100",
    ];
    const { socket } = useRaw(world, head, "only half of it");
    await expect.poll(world.files).toEqual(["<blob>.tmp", "parts"]);
    socket.destroy();
    await expect.poll(world.files).toEqual(["parts"]);
    expect(await world.store.claim({ region, key: "a" })).toMatchObject({ refusal: { kind: "package-not-found" } });
  });

  test("of which nothing comes for a minute is given up; one that goes on may take as long as it wants", async () => {
    const world = await useObjectStore();
    const head = [
      `PUT /cos/${bucket}/a HTTP/1.1`,
      "host: a",
      `authorization: ${grantOf(world, "a")}`,
      "content-length: 100",
    ];
    const { socket, closed } = useRaw(world, head, "1");
    let sent = 1;
    const arrived = () => expect.poll(() => unfinishedSizes(world)).toEqual([sent]);
    await arrived();
    for (let minutes = 0; minutes < 5; minutes++) {
      await world.clock.advance(59_000);
      socket.write("another");
      sent += "another".length;
      await arrived();
    }
    await world.clock.advance(60_000);
    await closed;
    await expect.poll(world.files).toEqual(["parts"]);
  });

  test("that is refused is not listened to for ever", async () => {
    const world = await useObjectStore();
    const { socket, closed } = useRaw(
      world,
      [`PUT /cos/${bucket}/a HTTP/1.1`, "host: a", "content-length: 1000000"],
      "1",
    );
    const answered = new Promise<string>((resolve) => socket.once("data", (data: Buffer) => resolve(data.toString())));
    expect(await answered).toMatch(/^HTTP\/1\.1 403 /);
    socket.write("and so on");
    await world.clock.advance(60_000);
    await closed;
  });

  test("does not give other requests more time than a minute", async () => {
    const world = await useObjectStore();
    const { closed } = useRaw(
      world,
      ["POST /other HTTP/1.1", "host: a", "content-type: text/plain", "content-length: 10"],
      "1",
    );
    await expect.poll(() => world.clock.pendingTimers).toBe(2);
    await world.clock.advance(60_000);
    expect(await closed).toBe("");
  });
});

describe("web pages", () => {
  const origin = "https://console.example.com";
  const preflight = (world: ObjectStore, headers: object = {}) =>
    fetch(world.url("a"), {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization",
        ...headers,
      },
    });
  const rules = {
    allowedOrigins: ["https://*.example.com"],
    allowedMethods: ["PUT"],
    allowedHeaders: ["Authorization", "x-cos-*"],
    exposedHeaders: ["ETag"],
    maxAgeSeconds: 600,
  };

  test("may not upload before UpdateBucketCORSOpt lets them", async () => {
    const world = await useObjectStore();
    expect(await answerOf(preflight(world))).toMatchObject({ status: 403, code: "AccessDenied" });
    const answer = await fetch(world.url("a"), { method: "PUT", headers: { origin }, body: "" });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("may then what the rules say", async () => {
    const world = await useObjectStore();
    await world.store.setBrowserRules(rules);
    const answer = await preflight(world);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "PUT",
      "access-control-allow-headers": "authorization",
      "access-control-max-age": "600",
      vary: "origin",
    });
    const headers = { origin, authorization: grantOf(world, "a") };
    const upload = await fetch(world.url("a"), { method: "PUT", headers, body: content });
    expect(upload.headers.get("access-control-expose-headers")).toBe("ETag");
    for (const asked of [
      { origin: "https://example.org" },
      { origin: "http://console.example.com" },
      { "access-control-request-method": "DELETE" },
      { "access-control-request-headers": "authorization, x-other" },
    ])
      expect(await answerOf(preflight(world, asked))).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  test("may still after a restart, and all of them by a star", async () => {
    const world = await useObjectStore();
    await world.store.setBrowserRules({ ...rules, allowedOrigins: ["*"], allowedHeaders: ["*"] });
    const again = await useObjectStore({ dataDir: world.dataDir });
    const answer = await preflight(again);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });
});
