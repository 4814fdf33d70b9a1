import { chmodSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rawZip } from "../archive/support.js";
import { textLike } from "../support/text-like.js";
import { grantOf, region, useObjectStore, type ObjectStore } from "./use-object-store.js";

async function put(world: ObjectStore, key: string, body: Buffer<ArrayBuffer>): Promise<void> {
  const headers = { authorization: grantOf(world, key) };
  const { status } = await fetch(world.url(key), { method: "PUT", headers, body });
  expect(status).toBe(200);
}

const good = rawZip([{ name: "server", data: Buffer.from("server") }]);

describe("PackageStore.claim()", () => {
  test("gives a package that was found right to one, and to nobody else", async () => {
    const world = await useObjectStore();
    await put(world, "a", good);
    const claim = await world.store.claim({ region, key: "/a" });
    expect(claim).toMatchObject({ ok: true, value: { sizeBytes: good.length, blob: textLike(/^[0-9a-f]{32}$/) } });
    const taken = { refusal: { kind: "package-taken", message: textLike(/"a" already: upload under another key/) } };
    expect(await world.store.claim({ region, key: "a" })).toMatchObject(taken);
    if (claim.ok) claim.value.release();
    expect(await world.store.claim({ region, key: "a" })).toMatchObject({ ok: true });
  });

  test("knows packages of one region only", async () => {
    const world = await useObjectStore();
    await put(world, "a", good);
    expect(await world.store.claim({ region: "ap-beijing", key: "a" })).toMatchObject({
      refusal: { kind: "package-not-found", message: textLike(/ap-beijing under the key "a".*GetUploadCredentials/) },
    });
    expect(await world.store.claim({ region, key: "" })).toMatchObject({ refusal: { kind: "invalid-value" } });
  });

  test.each([
    ["no archive", Buffer.from("a tale of a game"), /no ZIP archive/],
    ["nothing", Buffer.alloc(0), /no ZIP archive/],
    ["an archive without files", rawZip([{ name: "logs/" }]), /no files/],
    ["a path out of it", rawZip([{ name: "../x" }]), /"\.\.\/x" leaves the folder/],
    ["a bomb", rawZip([{ name: "x", method: 8, data: Buffer.alloc(11 * 1024 ** 2) }]), /200 times/],
    ["half an archive", good.subarray(0, 20), /its end is missing/],
  ])("refuses %s, and takes it away", async (_what, body, message) => {
    const world = await useObjectStore();
    await put(world, "a", body);
    expect(await world.store.claim({ region, key: "a" })).toMatchObject({
      refusal: { kind: "package-refused", message: textLike(message) },
    });
    expect(world.files()).toEqual(["parts"]);
    await put(world, "a", good);
    expect(await world.store.claim({ region, key: "a" })).toMatchObject({ ok: true });
  });

  test("obeys the limits that it was given", async () => {
    const world = await useObjectStore({ archiveLimits: { maxEntries: 1 } });
    await put(world, "a", rawZip([{ name: "a" }, { name: "b" }]));
    expect(await world.store.claim({ region, key: "a" })).toMatchObject({
      refusal: { message: textLike(/1 are allowed/) },
    });
  });

  test("does not call the package bad when the disk is", async () => {
    const world = await useObjectStore();
    await put(world, "a", good);
    const [blob = ""] = readdirSync(join(world.dataDir, "blobs"));
    rmSync(join(world.dataDir, "blobs", blob));
    await expect(world.store.claim({ region, key: "a" })).rejects.toMatchObject({ kind: "cannot-read" });
  });
});

describe("PackageStore", () => {
  test("has what was uploaded after a restart", async () => {
    const world = await useObjectStore();
    await put(world, "a", good);
    const again = await useObjectStore({ dataDir: world.dataDir });
    expect(await again.store.claim({ region, key: "a" })).toMatchObject({ ok: true });
  });

  test("removes the package of a deleted asset, and its key is free", async () => {
    const world = await useObjectStore();
    await put(world, "a", good);
    const claim = await world.store.claim({ region, key: "a" });
    if (!claim.ok) throw new Error(claim.refusal.message);
    await claim.value.keep();
    await world.store.remove(claim.value.blob);
    expect(world.files()).toEqual(["parts"]);
    await put(world, "a", good);
  });

  // Nothing is forbidden to root.
  test.skipIf(process.getuid?.() === 0)("says what the disk said, as COS would", async () => {
    const world = await useObjectStore();
    chmodSync(join(world.dataDir, "blobs"), 0o500);
    const headers = { authorization: grantOf(world, "a") };
    const answer = await fetch(world.url("a"), { method: "PUT", headers, body: good });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toMatch(/<Code>InternalError<\/Code><Message>it could not be stored.*EACCES/);
    expect(world.faults).toEqual(["take an upload"]);
  });

  test("says what the disk said, where its folder is gone", async () => {
    const world = await useObjectStore();
    rmSync(join(world.dataDir, "blobs"), { recursive: true });
    const headers = { authorization: grantOf(world, "a") };
    const answer = await fetch(world.url("a"), { method: "PUT", headers, body: good });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toMatch(/<Code>InternalError<\/Code><Message>it could not be stored.*ENOENT/);
    expect(world.faults).toEqual(["take an upload"]);
  });
});
