import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ClaimedUpload, Uploads } from "../../src/blobs/index.js";
import { textLike } from "../support/text-like.js";
import { at, chunks, md5, text, useUploads } from "./use-uploads.js";

const HOUR_MS = 3_600_000;

const claimed = (uploads: Uploads, key: string): ClaimedUpload => {
  const claim = uploads.claim(at(key));
  if (claim === undefined) throw new Error(`nothing was uploaded under ${key}`);
  return claim;
};

describe("Uploads.put()", () => {
  test("stores what comes under a name of its own, and knows it by its key", async () => {
    const { uploads, files, dir } = await useUploads();
    const upload = await uploads.put(at("../a.zip"), text("hello ", "there"));
    expect(upload).toMatchObject({ ...at("../a.zip"), sizeBytes: 11, etag: md5("hello there"), isAsset: false });
    expect(upload.blob).toMatch(/^[0-9a-f]{32}$/);
    expect(readFileSync(join(dir, upload.blob), "utf8")).toBe("hello there");
    expect(files()).toEqual(["<blob>", "<blob>.json", "parts"]);
    expect(uploads.find(at("../a.zip"))).toEqual(upload);
    expect(uploads.find(at("a.zip"))).toBeUndefined();
    expect(uploads.find({ bucket: "another", key: "../a.zip" })).toBeUndefined();
    expect(uploads.usedBytes).toBe(11);
  });

  test("puts it in place of what was there, and takes that away", async () => {
    const { uploads, files, dir } = await useUploads();
    await uploads.put(at("a"), text("one"));
    const second = await uploads.put(at("a"), text("second"));
    expect(files()).toEqual(["<blob>", "<blob>.json", "parts"]);
    expect(readFileSync(join(dir, second.blob), "utf8")).toBe("second");
    expect(uploads.usedBytes).toBe(6);
  });

  test.each([
    ["more bytes than were said", { content: chunks(["hello"]), sizeBytes: 4 }, "wrong-size", /5 bytes came, and 4/],
    ["fewer bytes than were said", { content: chunks(["hello"]), sizeBytes: 6 }, "wrong-size", /5 bytes came, and 6/],
    ["other bytes than were said", { content: chunks(["hello"]), md5: md5("hallo") }, "wrong-digest", /MD5/],
    [
      "more bytes than allowed",
      { content: chunks(["x".repeat(600), "x".repeat(401)]) },
      "too-large",
      /1000 are allowed/,
    ],
    ["more bytes than allowed, as is said", { content: chunks([]), sizeBytes: 1_001 }, "too-large", /1000 are allowed/],
  ])("refuses %s, and leaves nothing", async (_what, incoming, kind, message) => {
    const { uploads, files } = await useUploads();
    await expect(uploads.put(at("a"), incoming)).rejects.toMatchObject({ kind, message: textLike(message) });
    expect(files()).toEqual(["parts"]);
    expect(uploads.usedBytes).toBe(0);
  });

  test("leaves nothing of what breaks off, and what was there stays", async () => {
    const { uploads, files } = await useUploads();
    const before = await uploads.put(at("a"), text("one"));
    const broken = new Error("the connection broke");
    await expect(uploads.put(at("a"), { content: chunks(["two"], broken) })).rejects.toBe(broken);
    expect(files()).toEqual(["<blob>", "<blob>.json", "parts"]);
    expect(uploads.find(at("a"))).toEqual(before);
  });

  test("refuses what all uploads together have no room for", async () => {
    const { uploads } = await useUploads({ maxTotalBytes: 10 });
    await uploads.put(at("a"), text("123456"));
    const refused = { kind: "no-room", message: textLike(/packages have 6 of the 10 bytes allowed/) };
    await expect(uploads.put(at("b"), text("12345"))).rejects.toMatchObject(refused);
    await expect(uploads.put(at("b"), { content: chunks(["123", "45"]) })).rejects.toMatchObject({ kind: "no-room" });
    await uploads.put(at("b"), text("1234"));
    expect(uploads.usedBytes).toBe(10);
  });
});

describe("an upload of which an asset is made", () => {
  test("is nobody else's, and is not replaced, neither while it is made nor after", async () => {
    const { uploads } = await useUploads();
    await uploads.put(at("a"), text("one"));
    const claim = claimed(uploads, "a");
    const taken = { kind: "key-taken", message: textLike(/"a" is an asset's already/) };
    expect(() => uploads.claim(at("a"))).toThrow(/is an asset's already/);
    await expect(uploads.put(at("a"), text("two"))).rejects.toMatchObject(taken);
    await expect(uploads.parts.begin(at("a"))).rejects.toMatchObject(taken);
    await claim.keep();
    expect(uploads.isTaken(at("a"))).toBe(true);
    await expect(uploads.put(at("a"), text("two"))).rejects.toMatchObject(taken);
    expect(uploads.isTaken(at("b"))).toBe(false);
  });

  test("can be claimed again when none was made after all", async () => {
    const { uploads } = await useUploads();
    await uploads.put(at("a"), text("one"));
    claimed(uploads, "a").release();
    expect(uploads.isTaken(at("a"))).toBe(false);
    expect(claimed(uploads, "a").upload).toMatchObject({ sizeBytes: 3 });
  });

  test("goes at once when it is good for nothing", async () => {
    const { uploads, files } = await useUploads();
    await uploads.put(at("a"), text("one"));
    await claimed(uploads, "a").discard();
    expect(uploads.claim(at("a"))).toBeUndefined();
    expect(files()).toEqual(["parts"]);
    expect(uploads.usedBytes).toBe(0);
  });

  test("goes with its asset, and its key is free again", async () => {
    const { uploads, files } = await useUploads();
    const { blob } = await uploads.put(at("a"), text("one"));
    await claimed(uploads, "a").keep();
    await uploads.remove(blob);
    expect(files()).toEqual(["parts"]);
    expect(uploads.usedBytes).toBe(0);
    await uploads.put(at("a"), text("two"));
  });

  test("wins over one that is sent to the same key at the same time", async () => {
    const { uploads, files } = await useUploads();
    await uploads.put(at("a"), text("one"));
    let claim: ClaimedUpload | undefined;
    async function* slow(): AsyncGenerator<Buffer> {
      yield Buffer.from("tw");
      claim = claimed(uploads, "a");
      yield Buffer.from("o");
    }
    await expect(uploads.put(at("a"), { content: slow() })).rejects.toMatchObject({ kind: "key-taken" });
    await claim?.keep();
    expect(files()).toEqual(["<blob>", "<blob>.json", "parts"]);
    expect(uploads.usedBytes).toBe(3);
  });
});

describe("a store that is opened again", () => {
  test("has every upload that was acknowledged, and nothing that was not", async () => {
    const { uploads, again, dir, files } = await useUploads();
    const a = await uploads.put(at("a"), text("one"));
    const b = await uploads.put(at("b"), text("two"));
    const [noFile, noDescription] = ["0".repeat(32), "1".repeat(32)];
    writeFileSync(join(dir, `${"f".repeat(32)}.tmp`), "half");
    writeFileSync(join(dir, noDescription), "whole, but its description was not written");
    writeFileSync(join(dir, `${noFile}.json`), JSON.stringify({ ...a, blob: noFile, key: "c" }));
    writeFileSync(join(dir, `${"2".repeat(32)}.json`), "{");
    const second = await again();
    expect([second.find(at("a")), second.find(at("b")), second.find(at("c"))]).toEqual([a, b, undefined]);
    expect(second.usedBytes).toBe(6);
    expect(files()).toEqual(["<blob>", "<blob>", "<blob>.json", "<blob>.json", "parts"]);
  });

  test("keeps assets' uploads for ever, and knows them for such even if it died before it wrote so", async () => {
    const { uploads, again, clock } = await useUploads();
    const { blob } = await uploads.put(at("a"), text("one"));
    uploads.close();
    await clock.advance(100 * 24 * HOUR_MS);
    const second = await again([blob]);
    expect(second.find(at("a"))).toMatchObject({ blob, isAsset: true });
    const third = await again([blob]);
    expect(third.isTaken(at("a"))).toBe(true);
  });

  test("takes away what belonged to an asset that was deleted when it died", async () => {
    const { uploads, again, files } = await useUploads();
    await uploads.put(at("a"), text("one"));
    await claimed(uploads, "a").keep();
    const second = await again([]);
    expect(second.find(at("a"))).toBeUndefined();
    expect(files()).toEqual(["parts"]);
  });

  test("has the newer of two uploads under one key, when it died before the older one was removed", async () => {
    const { uploads, again, dir, files, clock } = await useUploads();
    const first = await uploads.put(at("a"), text("one"));
    const [file, description] = [join(dir, first.blob), join(dir, `${first.blob}.json`)];
    const saved = readFileSync(description);
    await clock.advance(1);
    const newer = await uploads.put(at("a"), text("second"));
    writeFileSync(file, "one");
    writeFileSync(description, saved);
    expect((await again()).find(at("a"))).toEqual(newer);
    expect(files()).toEqual(["<blob>", "<blob>.json", "parts"]);
  });

  test("takes away what nobody made an asset of for a day", async () => {
    const { uploads, again, files, clock } = await useUploads();
    await uploads.put(at("a"), text("one"));
    await clock.advance(24 * HOUR_MS - 1);
    expect((await again()).find(at("a"))).toBeDefined();
    await clock.advance(1);
    expect((await again()).find(at("a"))).toBeUndefined();
    expect(files()).toEqual(["parts"]);
  });

  test("goes on to take away what is a day old while it runs", async () => {
    const { uploads, files, clock } = await useUploads();
    await uploads.put(at("b"), text("two"));
    await uploads.parts.begin(at("c"));
    for (let hours = 0; hours < 25; hours++) await clock.advance(HOUR_MS);
    await expect.poll(files).toEqual(["parts"]);
    expect(uploads.find(at("b"))).toBeUndefined();
  });

  test("is empty when somebody removed its folder", async () => {
    const { again, dir } = await useUploads();
    rmSync(dir, { recursive: true });
    expect((await again()).usedBytes).toBe(0);
  });
});
