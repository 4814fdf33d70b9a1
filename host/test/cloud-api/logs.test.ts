import { describe, expect, test } from "vitest";
import { byteRange } from "../../src/cloud-api/byte-range.js";
import { createLogLinks } from "../../src/cloud-api/signature/log-links.js";
import type { GameServerSessionId as SessionId } from "../../src/model/index.js";
import { readZip } from "../logs/read-zip.js";
import { send } from "./support/send.js";
import { useCloudApi } from "./support/use-cloud-api.js";
import { useLogs } from "./support/use-logs.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

const text = "line one\nline two\n";

/** A cloud API with a log, and a link to it as path and query. */
async function useLink(name = "instances/ins-1/install.log") {
  const { store, logs } = useLogs();
  await store.append(name, text);
  const api = await useCloudApi({ api: { logs } });
  const links = createLogLinks("Schlüssel-密钥", () => api.clock.now());
  const path = links.url(name, "");
  const get = (given: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
    send(api.address, { method, path: given, headers });
  return { api, store, path, get };
}

describe("a link to a log", () => {
  test("gives its text to whoever has it, as text that no browser takes for a page", async () => {
    const { path, get } = await useLink();
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 200, type: "text/plain; charset=utf-8", text });
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox",
      "cache-control": "private, no-store",
      "content-length": String(text.length),
    });
  });

  test("gives an archive to be saved", async () => {
    const { path, get } = await useLink("sessions/ins-1/gssess-1.zip");
    const answer = await get(path);
    expect(answer.type).toBe("application/zip");
    expect(answer.headers["content-disposition"]).toBe('attachment; filename="gssess-1.zip"');
  });

  test("gives its size without its text to HEAD", async () => {
    const { path, get } = await useLink();
    expect(await get(path, {}, "HEAD")).toMatchObject({
      status: 200,
      text: "",
      headers: { "content-length": String(text.length), "accept-ranges": "bytes" },
    });
  });

  test("gives a range, and says when there is nothing in it", async () => {
    const { path, get } = await useLink();
    const range = await get(path, { range: "bytes=5-8" });
    expect(range).toMatchObject({ status: 206, text: "one\n" });
    expect(range.headers["content-range"]).toBe(`bytes 5-8/${String(text.length)}`);
    const beyond = await get(path, { range: `bytes=${String(text.length)}-` });
    expect(beyond).toMatchObject({ status: 416, text: "" });
    expect(beyond.headers["content-range"]).toBe(`bytes */${String(text.length)}`);
  });

  test("works for an hour, and then says that it has expired", async () => {
    const { api, path, get } = await useLink();
    await api.clock.advance(3_600_000 - 1_000);
    expect((await get(path)).status).toBe(200);
    await api.clock.advance(2_000);
    expect(await get(path)).toMatchObject({ status: 403, text: "this link has expired: ask for a new one\n" });
  });

  test("is good for that log and that time only", async () => {
    const { store, path, get } = await useLink();
    await store.append("instances/ins-1/secret.log", "secret");
    const [, expires = "", signature = ""] = /expires=(\d+)&signature=(.+)$/.exec(path) ?? [];
    for (const wrong of [
      path.replace("install.log", "secret.log"),
      path.replace(expires, String(Number(expires) + 1)),
      path.replace(signature, `${signature}x`),
      path.replace(signature, ""),
      path.replace(/\?.*/, ""),
      path.replace("/logs/", "/logs/../logs/"),
      path.replace("/logs/", "/logs/%2e%2e/"),
      path.replace("install", "%2500"),
    ]) {
      const answer = await get(wrong);
      expect(answer.status, wrong).toBe(403);
      expect(answer.text, wrong).toMatch(/^this is no link that the host gave out/);
    }
  });

  test("says so when its log was deleted", async () => {
    const { store, path, get } = await useLink();
    await store.remove("instances/ins-1/install.log");
    expect(await get(path)).toMatchObject({ status: 404, text: /kept for a while/ });
  });

  test("never leads out of the log store, even when it is signed", async () => {
    const { api, get } = await useLink();
    const links = createLogLinks("Schlüssel-密钥", () => api.clock.now());
    for (const name of ["../credentials.json", "/etc/passwd", "a/../../gse.sqlite", ""])
      expect((await get(links.url(name, ""))).status, name).toBe(404);
  });

  test("takes names that need escaping, and stays below GSE's longest", async () => {
    const name = `sessions/ins-1/${"ä b?&#%".repeat(10)}.zip`;
    const { path, get } = await useLink(name);
    expect((await get(path)).status).toBe(200);
    const longest = createLogLinks("key", () => Date.now()).url(`a/${"b".repeat(400)}`, "https://gse.example:8080");
    expect(longest.length).toBeLessThanOrEqual(1_024);
  });
});

describe("a range of bytes", () => {
  test.each([
    [undefined, undefined],
    ["bytes=0-", { from: 0, to: 10 }],
    ["bytes=3-5", { from: 3, to: 6 }],
    ["bytes=3-99", { from: 3, to: 10 }],
    ["bytes=-4", { from: 6, to: 10 }],
    ["bytes=-99", { from: 0, to: 10 }],
    ["bytes=9-9", { from: 9, to: 10 }],
    ["bytes=10-", "none"],
    ["bytes=-0", "none"],
    ["bytes=5-3", undefined],
    ["bytes=-", undefined],
    ["bytes=0-1,3-4", undefined],
    ["lines=0-1", undefined],
  ])("%j of ten is %j", (header, range) => {
    expect(byteRange(header, 10)).toEqual(range);
  });

  test("of nothing is none", () => {
    expect(byteRange("bytes=0-", 0)).toBe("none");
    expect(byteRange("bytes=-1", 0)).toBe("none");
  });
});

describe("GetGameServerSessionLogUrl and GetGameServerInstanceLogUrl", () => {
  const useFleet = async () => {
    const kept = useLogs();
    const api = await useCloudApi({ api: { logs: kept.logs } });
    kept.join(api.host);
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const { Instances } = await sdk.DescribeInstances({ FleetId });
    const InstanceId = Instances[0]?.InstanceId ?? "";
    return { ...kept, api, sdk, FleetId, InstanceId };
  };

  test("lead Tencent's client to all that was kept of a session", async () => {
    const { api, sdk, store, FleetId, InstanceId } = await useFleet();
    const { GameServerSession } = await sdk.CreateGameServerSession({ FleetId, MaximumPlayerSessionCount: 1 });
    const GameServerSessionId = GameServerSession?.GameServerSessionId ?? "";
    const { processId } = api.host.reads.session(GameServerSessionId as SessionId) ?? {};
    await store.append(`processes/${InstanceId}/${processId ?? ""}.log`, "hello\n");
    const { PreSignedUrl = "" } = await sdk.GetGameServerSessionLogUrl({ GameServerSessionId });
    expect(PreSignedUrl).toMatch(new RegExp(`^http://${api.address}/logs/sessions/${InstanceId}/gssess-`));
    expect(PreSignedUrl.length).toBeLessThanOrEqual(1_024);
    const response = await fetch(PreSignedUrl);
    const archive = await readZip(Buffer.from(await response.arrayBuffer()));
    expect(archive).toMatchObject({ "output.log": "hello\n" });
  });

  test("page through the logs of an instance", async () => {
    const { sdk, store, FleetId, InstanceId } = await useFleet();
    for (const n of ["1", "2", "3"]) await store.append(`processes/${InstanceId}/p-${n}.log`, `log ${n}\n`);
    await store.append("processes/ins-other/p.log", "x");
    const page = (Offset: number, Size: number, more = {}) =>
      sdk.GetGameServerInstanceLogUrl({ FleetId, InstanceId, Offset, Size, ...more });
    const first = await page(0, 2);
    expect(first).toMatchObject({ Total: 3, HasNext: true });
    const names = first.PresignedUrls.map((url) => new URL(url).pathname);
    expect(names).toEqual([`/logs/processes/${InstanceId}/p-1.log`, `/logs/processes/${InstanceId}/p-2.log`]);
    const rest = await page(2, 2);
    expect(rest).toMatchObject({ Total: 3, HasNext: false });
    expect(await (await fetch(rest.PresignedUrls[0] ?? "")).text()).toBe("log 3\n");
    expect(await sdk.GetGameServerInstanceLogUrl({ FleetId })).toMatchObject({ Total: 3 });
    expect(await page(0, 9, { ServerIp: "127.0.0.1" })).toMatchObject({ Total: 3 });
    expect(await page(0, 9, { ServerIp: "192.0.2.1" })).toMatchObject({ Total: 0, HasNext: false });
    expect(await page(0, 0)).toMatchObject({ PresignedUrls: [], Total: 3, HasNext: true });
  });

  test("say what is not there", async () => {
    const { api, sdk, FleetId } = await useFleet();
    expect(await codeOf(sdk.GetGameServerSessionLogUrl({ GameServerSessionId: "none" }))).toBe("ResourceNotFound");
    expect(await codeOf(sdk.GetGameServerInstanceLogUrl({ FleetId: "fleet-none" }))).toBe("ResourceNotFound");
    const InstanceId = "ins-none";
    expect(await codeOf(sdk.GetGameServerInstanceLogUrl({ FleetId, InstanceId }))).toBe("ResourceNotFound");
    const byHand = await api.session();
    expect(await codeOf(sdk.GetGameServerSessionLogUrl({ GameServerSessionId: byHand }))).toBe("ResourceUnavailable");
  });
});
