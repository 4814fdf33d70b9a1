import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { uploadPackage, type CloudApiClient } from "../../src/client/index.js";
import { assetOf, region, useAssetApi } from "../cloud-api/support/use-asset-api.js";
import { rawZip } from "../archive/support.js";
import { textLike } from "../support/text-like.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { useTempDir } from "../support/use-temp-dir.js";

const content = rawZip([{ name: "server", data: randomBytes(3_000_000) }]);

function useFile(bytes: Uint8Array = content): string {
  const file = join(useTempDir(), "package.zip");
  writeFileSync(file, bytes);
  return file;
}

/** Something that is no host, and a client that takes it for one. */
async function useForeign(answer: RequestListener): Promise<CloudApiClient> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it listens nowhere");
  const grant = { BucketAuth: "q-sign", BucketName: "bucket", AssetRegion: region, RequestId: "" };
  return {
    endpoint: `http://127.0.0.1:${String(address.port)}`,
    call: (async () => grant) as unknown as CloudApiClient["call"],
    close: () => undefined,
  };
}

describe("uploadPackage()", () => {
  test("sends a package of which an asset can be made, and tells how far it is", async () => {
    const api = await useAssetApi();
    const told: number[] = [];
    await uploadPackage(api.client, {
      ...{ file: useFile(), bucketKey: "a folder/a&b.zip", assetRegion: region },
      onProgress: (sent, all) => {
        expect(all).toBe(content.length);
        told.push(sent);
      },
    });
    expect(told.length).toBeGreaterThan(10);
    expect(told.at(-1)).toBe(content.length);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    const { AssetId } = await api.client.call("CreateAsset", assetOf("a folder/a&b.zip"));
    expect(await api.client.call("DescribeAsset", { AssetId })).toMatchObject({ Asset: { Size: "2.9M" } });
  });

  test("sends an empty one as well as the next", async () => {
    const api = await useAssetApi();
    await uploadPackage(api.client, { file: useFile(Buffer.alloc(0)), bucketKey: "a", assetRegion: region });
    expect(api.packages()).toBe(1);
  });

  test("fails with the host's own words, before or while it sends", async () => {
    const api = await useAssetApi({ maxUploadBytes: 1_000_000 });
    const upload = (bucketKey: string, assetRegion: string = region) =>
      uploadPackage(api.client, { file: useFile(), bucketKey, assetRegion });
    await expect(upload("")).rejects.toMatchObject({ code: "FailedOperation", action: "GetUploadCredentials" });
    const tooLarge = { code: "EntityTooLarge", action: "PUT Object", message: textLike(/1000000 are allowed/) };
    await expect(upload("a")).rejects.toMatchObject(tooLarge);
    expect(api.packages()).toBe(0);
  });

  test("stops with its signal's reason, and the host keeps nothing", async () => {
    const api = await useAssetApi();
    const stop = new AbortController();
    const reason = new Error("enough");
    const order = { file: useFile(), bucketKey: "a", assetRegion: region, signal: stop.signal };
    const onProgress = (sent: number): void => {
      if (sent > 500_000) stop.abort(reason);
    };
    await expect(uploadPackage(api.client, { ...order, onProgress })).rejects.toBe(reason);
    await expect(uploadPackage(api.client, order)).rejects.toBe(reason);
    await expect.poll(api.packages).toBe(0);
  });

  test("says that a file is not there", async () => {
    const api = await useAssetApi();
    const order = { file: join(useTempDir(), "none"), bucketKey: "a", assetRegion: region };
    await expect(uploadPackage(api.client, order)).rejects.toThrow(/ENOENT/);
  });

  test.each([
    ["breaks the connection", (request) => request.socket.destroy(), /broke off/],
    [
      "is something else",
      (_request, response) => response.writeHead(404).end("what?"),
      /takes no packages: it sent HTTP 404/,
    ],
    [
      "stores something else",
      (request, response) => request.resume().on("end", () => response.setHeader("etag", '"x"').end()),
      /is not what was sent/,
    ],
  ] satisfies [string, RequestListener, RegExp][])("tells when what answers %s", async (_what, answer, message) => {
    const client = await useForeign(answer);
    const work = uploadPackage(client, { file: useFile(), bucketKey: "a", assetRegion: region });
    await expect(work).rejects.toMatchObject({ name: "HostUnreachableError", message: textLike(message) });
  });

  test("gives up when nothing goes on for two minutes", async () => {
    const clock = useManualClock();
    let isAsked = false;
    const client = await useForeign((request) => {
      request.resume().on("end", () => (isAsked = true));
    });
    const work = uploadPackage(client, { file: useFile(), bucketKey: "a", assetRegion: region, clock });
    const failed = expect(work).rejects.toMatchObject({ message: textLike(/nothing went on for 120000 ms/) });
    await expect.poll(() => isAsked).toBe(true);
    await clock.advance(120_000);
    await failed;
    expect(clock.pendingTimers).toBe(0);
  });
});
