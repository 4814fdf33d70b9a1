import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { textLike } from "../support/text-like.js";
import { at, chunks, md5, text, useUploads } from "./use-uploads.js";

const part = (number: number, content: string) => ({ number, md5: md5(content) });

describe("an upload in parts", () => {
  test("is put together in the order of its parts, whatever the order they came in", async () => {
    const { uploads, dir, files } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    await uploads.parts.putPart(at("a"), id, 2, text("there"));
    await uploads.parts.putPart(at("a"), id, 1, text("hello "));
    expect(uploads.parts.parts(at("a"), id)).toEqual([
      { ...part(1, "hello "), sizeBytes: 6 },
      { ...part(2, "there"), sizeBytes: 5 },
    ]);
    const upload = await uploads.parts.complete(at("a"), id, [part(1, "hello "), part(2, "there")]);
    const joined = createHash("md5").update(md5("hello "), "hex").update(md5("there"), "hex").digest("hex");
    expect(upload).toMatchObject({ ...at("a"), sizeBytes: 11, etag: `${joined}-2` });
    expect(readFileSync(join(dir, upload.blob), "utf8")).toBe("hello there");
    expect(uploads.find(at("a"))).toEqual(upload);
    expect(files()).toEqual(["<blob>", "<blob>.json", "parts"]);
    expect(uploads.usedBytes).toBe(11);
  });

  test("replaces a part of the same number, and drops the parts that are not named", async () => {
    const { uploads, dir } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    await uploads.parts.putPart(at("a"), id, 1, text("one"));
    await uploads.parts.putPart(at("a"), id, 1, text("uno"));
    await uploads.parts.putPart(at("a"), id, 1, text("uno"));
    await uploads.parts.putPart(at("a"), id, 7, text("seven"));
    expect(uploads.usedBytes).toBe(8);
    const { blob } = await uploads.parts.complete(at("a"), id, [part(1, "uno")]);
    expect(readFileSync(join(dir, blob), "utf8")).toBe("uno");
    expect(uploads.usedBytes).toBe(3);
  });

  test("gives the same answer to two who complete it at once, and is over then", async () => {
    const { uploads } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    await uploads.parts.putPart(at("a"), id, 1, text("one"));
    const both = [1, 2].map(() => uploads.parts.complete(at("a"), id, [part(1, "one")]));
    const [first, second] = await Promise.all(both);
    expect(second).toBe(first);
    expect(() => uploads.parts.complete(at("a"), id, [part(1, "one")])).toThrow(/no upload/);
  });

  test.each([
    ["a part that never came", [part(1, "one"), part(3, "x")], "wrong-part", /no part 3/],
    ["a part that is another one by now", [part(1, "uno")], "wrong-part", /no part 1 with the MD5/],
    ["parts in disorder", [part(2, "two"), part(1, "one")], "wrong-order", /part 1 is named after part 2/],
    ["a part twice", [part(1, "one"), part(1, "one")], "wrong-order", /part 1 is named after part 1/],
    ["no part", [], "wrong-part", /no part is named/],
  ])("is not put together of %s, and stays as it is", async (_what, named, kind, message) => {
    const { uploads } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    await uploads.parts.putPart(at("a"), id, 1, text("one"));
    await uploads.parts.putPart(at("a"), id, 2, text("two"));
    const work = uploads.parts.complete(at("a"), id, named);
    await expect(work).rejects.toMatchObject({ kind, message: textLike(message) });
    expect(uploads.usedBytes).toBe(6);
    await uploads.parts.complete(at("a"), id, [part(1, "one"), part(2, "two")]);
  });

  test("has no more bytes than an upload at once may have", async () => {
    const { uploads } = await useUploads({ maxBytes: 10 });
    const id = await uploads.parts.begin(at("a"));
    await uploads.parts.putPart(at("a"), id, 1, text("123456"));
    await expect(uploads.parts.putPart(at("a"), id, 2, text("12345"))).rejects.toMatchObject({ kind: "too-large" });
    await uploads.parts.putPart(at("a"), id, 1, text("12345"));
    await uploads.parts.putPart(at("a"), id, 2, text("12345"));
  });

  test("is another's under another key or bucket", async () => {
    const { uploads } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    for (const key of [at("b"), { bucket: "another", key: "a" }])
      expect(() => uploads.parts.parts(key, id)).toThrow(/no upload/);
    await expect(uploads.parts.putPart(at("a"), "../..", 1, text("x"))).rejects.toMatchObject({
      kind: "no-such-upload",
    });
  });

  test("leaves nothing when it is given up, also of a part that still comes", async () => {
    const { uploads, files } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    await uploads.parts.putPart(at("a"), id, 1, text("one"));
    async function* late(): AsyncGenerator<Buffer> {
      yield Buffer.from("tw");
      await uploads.parts.abort(at("a"), id);
      yield Buffer.from("o");
    }
    const work = uploads.parts.putPart(at("a"), id, 2, { content: late() });
    await expect(work).rejects.toMatchObject({ kind: "no-such-upload" });
    expect(files()).toEqual(["parts"]);
    expect(uploads.usedBytes).toBe(0);
  });

  test("leaves nothing of a part that breaks off", async () => {
    const { uploads, files } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    const broken = new Error("the connection broke");
    await expect(uploads.parts.putPart(at("a"), id, 1, { content: chunks(["x"], broken) })).rejects.toBe(broken);
    expect(files()).toEqual(["parts", "parts/<blob>", "parts/<blob>/upload.json"]);
  });

  test("lists those of its bucket, oldest first", async () => {
    const { uploads, clock } = await useUploads();
    const first = await uploads.parts.begin(at("b"));
    await clock.advance(1);
    const second = await uploads.parts.begin(at("a"));
    await uploads.parts.begin({ bucket: "another", key: "a" });
    expect(uploads.parts.list(at("a").bucket).map(({ id }) => id)).toEqual([first, second]);
  });

  test("is still there after a restart, with every part that was acknowledged", async () => {
    const { uploads, again, dir } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    await uploads.parts.putPart(at("a"), id, 1, text("one"));
    await uploads.parts.putPart(at("a"), id, 2, text("two"));
    mkdirSync(join(dir, "parts", "half-made"));
    writeFileSync(join(dir, "parts", id, "something"), "else");
    const second = await again();
    expect(second.usedBytes).toBe(6);
    expect(second.parts.list(at("a").bucket)).toMatchObject([{ id, ...at("a") }]);
    const upload = await second.parts.complete(at("a"), id, [part(1, "one"), part(2, "two")]);
    expect(readFileSync(join(dir, upload.blob), "utf8")).toBe("onetwo");
  });

  test("goes after a day", async () => {
    const { uploads, again, clock, files } = await useUploads();
    const id = await uploads.parts.begin(at("a"));
    await uploads.parts.putPart(at("a"), id, 1, text("one"));
    await clock.advance(24 * 3_600_000);
    expect((await again()).usedBytes).toBe(0);
    expect(files()).toEqual(["parts"]);
  });
});
