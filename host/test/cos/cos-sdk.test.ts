import { randomBytes } from "node:crypto";
import { createReadStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import type COS from "cos-nodejs-sdk-v5";
import { describe, expect, test } from "vitest";
import { textLike } from "../support/text-like.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { rawZip } from "../archive/support.js";
import { bucket, region, temporaryKeys, useCosSdk, useObjectStore, type ObjectStore } from "./use-object-store.js";

const MIB = 1024 ** 2;
const place = { Bucket: bucket, Region: region };
const keys = ["server.zip", "build/7/服务 器+(1)!*'&=?#%.zip", "k".repeat(850)];
const content = rawZip([{ name: "server", data: randomBytes(3 * MIB + 5) }]);

/** The bytes of the package at a key, as an action would find them. */
async function claimed(world: ObjectStore, key: string): Promise<number> {
  const claim = await world.store.claim({ region, key });
  if (!claim.ok) throw new Error(claim.refusal.message);
  return claim.value.sizeBytes;
}

function useFile(bytes: Uint8Array = content): string {
  const file = join(useTempDir(), "package.zip");
  writeFileSync(file, bytes);
  return file;
}

for (const form of ["path", "host"] as const)
  describe(`Tencent's SDK of COS, with the address in the ${form}`, () => {
    test.each(keys)("uploads at once: %.40s", async (key) => {
      const world = await useObjectStore();
      const cos = useCosSdk(world.address, temporaryKeys(world), form);
      const { statusCode, ETag } = await cos.putObject({ ...place, Key: key, Body: content });
      expect(statusCode).toBe(200);
      const head = await cos.headObject({ ...place, Key: key });
      expect(head).toMatchObject({ ETag, headers: { "content-length": String(content.length) } });
      expect(await claimed(world, key)).toBe(content.length);
    });

    test.each(keys)("uploads in parts: %.40s", async (key) => {
      const world = await useObjectStore();
      const cos = useCosSdk(world.address, { ...temporaryKeys(world), UploadCheckContentMd5: true }, form);
      const upload = { ...place, Key: key, FilePath: useFile(), SliceSize: MIB, ChunkSize: MIB };
      const { statusCode, ETag } = await cos.sliceUploadFile(upload);
      expect(statusCode).toBe(200);
      expect(ETag).toMatch(/^"[0-9a-f]{32}-4"$/);
      expect(await claimed(world, key)).toBe(content.length);
      expect(world.files()).toEqual(["<blob>", "<blob>.json", "parts"]);
    });
  });

describe("Tencent's SDK of COS", () => {
  test("uploads a stream, with the keys that it asks for itself", async () => {
    const world = await useObjectStore();
    const getAuthorization: COS.COSOptions["getAuthorization"] = (_options, callback) => {
      const { secretId, secretKey, token, expiresAtMs } = world.store.temporaryKeys();
      callback({
        TmpSecretId: secretId,
        TmpSecretKey: secretKey,
        SecurityToken: token,
        StartTime: Math.floor(world.clock.now() / 1000),
        ExpiredTime: expiresAtMs / 1000,
      });
    };
    const cos = useCosSdk(world.address, { getAuthorization });
    const stream = createReadStream(useFile());
    await cos.putObject({ ...place, Key: "a", Body: stream, ContentLength: content.length });
    expect(await claimed(world, "a")).toBe(content.length);
  });

  test("uploads a file in the way that suits its size", async () => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, temporaryKeys(world));
    for (const [Key, SliceSize] of [
      ["at-once", 16 * MIB],
      ["in-parts", MIB],
    ] as const) {
      await cos.uploadFile({ ...place, Key, FilePath: useFile(), SliceSize });
      expect(await claimed(world, Key)).toBe(content.length);
    }
  });

  test("uploads by an address that is signed itself", async () => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, temporaryKeys(world));
    const url = await new Promise<string>((resolve, reject) => {
      cos.getObjectUrl({ ...place, Key: "a b", Method: "PUT", Sign: true }, (error, data) => {
        if (error === null) resolve(data.Url);
        else reject(new Error(error.message));
      });
    });
    expect(await fetch(url, { method: "PUT", body: content })).toMatchObject({ status: 200 });
    expect(await claimed(world, "a b")).toBe(content.length);
  });

  test("takes up an upload in parts where it was broken off", async () => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, temporaryKeys(world));
    const { UploadId } = await cos.multipartInit({ ...place, Key: "a" });
    const first = { ...place, Key: "a", UploadId, PartNumber: 1, Body: content.subarray(0, MIB) };
    await cos.multipartUpload(first);
    const sent: string[] = [];
    cos.on("before-send", (options: { method: string; qs?: { partNumber?: number } }) => {
      if (options.method === "PUT") sent.push(`part ${String(options.qs?.partNumber)}`);
    });
    await cos.sliceUploadFile({ ...place, Key: "a", FilePath: useFile(), SliceSize: MIB, ChunkSize: MIB });
    expect(sent.sort()).toEqual(["part 2", "part 3", "part 4"]);
    expect(await claimed(world, "a")).toBe(content.length);
  });

  test("lists parts and uploads page by page, and gives an upload up", async () => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, temporaryKeys(world));
    const begin = async (key: string): Promise<string> => (await cos.multipartInit({ ...place, Key: key })).UploadId;
    const UploadId = await begin("b/<&>");
    await begin("a");
    await begin("b/1");
    const at = { ...place, Key: "b/<&>", UploadId };
    for (const PartNumber of [1, 2, 3]) await cos.multipartUpload({ ...at, PartNumber, Body: `part ${PartNumber}` });

    const parts = await cos.multipartListPart({ ...at, MaxParts: 2 });
    expect(parts).toMatchObject({ IsTruncated: "true", NextPartNumberMarker: "2", Key: "b/<&>", UploadId });
    expect(parts.Part.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      ["1", "6"],
      ["2", "6"],
    ]);
    const rest = await cos.multipartListPart({ ...at, PartNumberMarker: "2" });
    expect(rest).toMatchObject({ IsTruncated: "false", Part: [{ PartNumber: "3" }] });

    const keysOf = (list: COS.MultipartListResult): readonly string[] => list.Upload.map(({ Key }) => Key);
    const all = await cos.multipartList({ ...place, Prefix: "", Delimiter: "" });
    expect(keysOf(all)).toEqual(["a", "b/1", "b/<&>"]);
    const page = await cos.multipartList({ ...place, Prefix: "b/", Delimiter: "", MaxUploads: 1 });
    expect(keysOf(page)).toEqual(["b/1"]);
    expect(page).toMatchObject({ IsTruncated: "true", NextKeyMarker: "b/1" });
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
    const next = { ...place, Prefix: "b/", Delimiter: "", KeyMarker, UploadIdMarker };
    expect(keysOf(await cos.multipartList({ ...next, EncodingType: "url" }))).toEqual(["b%2F%3C%26%3E"]);

    await cos.multipartAbort(at);
    await expect(cos.multipartListPart(at)).rejects.toMatchObject({ code: "NoSuchUpload", statusCode: 404 });
    expect(keysOf(await cos.multipartList({ ...place, Prefix: "", Delimiter: "" }))).toEqual(["a", "b/1"]);
  });

  test.each([
    ["another key's secret", { SecretKey: "wrong" }, "SignatureDoesNotMatch", /is not that of this request/],
    ["a key of nobody's", { SecretId: "AKIDnobody" }, "InvalidAccessKeyId", /no key of this host/],
    ["another key's token", { SecurityToken: "wrong" }, "InvalidAccessKeyId", /token/],
    ["no token", { SecurityToken: "" }, "InvalidAccessKeyId", /token is missing/],
    ["a clock far ahead", { SystemClockOffset: 400_000, CorrectClockSkew: false }, "RequestTimeTooSkewed", /clocks/],
    ["a clock far behind", { SystemClockOffset: -1e6, CorrectClockSkew: false }, "AccessDenied", /Request has expired/],
  ])("is turned away with %s, and nothing is left", async (_what, wrong, code, message) => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, { ...temporaryKeys(world), ...wrong });
    const upload = cos.putObject({ ...place, Key: "a", Body: content });
    await expect(upload).rejects.toMatchObject({ statusCode: 403, code, message: textLike(message) });
    expect(world.files()).toEqual(["parts"]);
  });

  test("is turned away once its temporary keys have expired, half an hour after they were given", async () => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, temporaryKeys(world));
    await world.clock.advance(1_799_000);
    const upload = { ...place, Key: "a", Body: content, SystemClockOffset: 0 };
    const ahead = useCosSdk(world.address, { ...temporaryKeys(world), SystemClockOffset: 1_799_000 });
    await ahead.putObject(upload);
    await world.clock.advance(1_000);
    const late = useCosSdk(world.address, { ...keysOf(cos), SystemClockOffset: 1_800_000, CorrectClockSkew: false });
    await expect(late.putObject(upload)).rejects.toMatchObject({
      code: "AccessDenied",
      message: "Request has expired",
    });
  });

  test("signs with the host's own key, too", async () => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, { SecretId: "AKIDtest", SecretKey: "Schlüssel-密钥" });
    await cos.putObject({ ...place, Key: "a", Body: content });
    expect(await claimed(world, "a")).toBe(content.length);
  });

  test("is told of what was not sent whole or in order", async () => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, temporaryKeys(world));
    const { UploadId } = await cos.multipartInit({ ...place, Key: "a" });
    const at = { ...place, Key: "a", UploadId };
    const { ETag } = await cos.multipartUpload({ ...at, PartNumber: 1, Body: "one" });
    await cos.multipartUpload({ ...at, PartNumber: 2, Body: "one" });
    const complete = (...Parts: COS.Part[]): Promise<unknown> => cos.multipartComplete({ ...at, Parts });
    await expect(complete({ PartNumber: 3, ETag })).rejects.toMatchObject({ code: "InvalidPart", statusCode: 400 });
    const disorder = complete({ PartNumber: 2, ETag }, { PartNumber: 1, ETag });
    await expect(disorder).rejects.toMatchObject({ code: "InvalidPartOrder", statusCode: 400 });
    const late = cos.multipartUpload({ ...at, PartNumber: 10_001, Body: "x" });
    await expect(late).rejects.toMatchObject({ code: "InvalidArgument", statusCode: 400 });
    await complete({ PartNumber: 1, ETag }, { PartNumber: 2, ETag });
    await expect(complete({ PartNumber: 1, ETag })).rejects.toMatchObject({ code: "NoSuchUpload", statusCode: 404 });
  });

  test.each([
    ["giving packages out", (cos: COS) => cos.getObject({ ...place, Key: "a" }), "AccessDenied", 403],
    ["deleting", (cos: COS) => cos.deleteObject({ ...place, Key: "a" }), "MethodNotAllowed", 405],
    ["listing", (cos: COS) => cos.getBucket({ ...place }), "MethodNotAllowed", 405],
    ["rights", (cos: COS) => cos.getObjectAcl({ ...place, Key: "a" }), "NotImplemented", 501],
    [
      "another bucket",
      (cos: COS) => cos.putObject({ ...place, Bucket: "b-1", Key: "a", Body: "" }),
      "NoSuchBucket",
      404,
    ],
  ])("is told that there is no %s", async (_what, call, code, statusCode) => {
    const world = await useObjectStore();
    const cos = useCosSdk(world.address, temporaryKeys(world));
    await expect(call(cos)).rejects.toMatchObject({ code, statusCode });
  });
});

const keysOf = (cos: COS): { SecretId: string; SecretKey: string; SecurityToken: string } => {
  const { SecretId, SecretKey, SecurityToken } = (cos as unknown as { options: Record<string, string> }).options;
  return { SecretId: SecretId ?? "", SecretKey: SecretKey ?? "", SecurityToken: SecurityToken ?? "" };
};
