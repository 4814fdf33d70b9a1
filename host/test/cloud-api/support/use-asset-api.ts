import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { PackageStore, type PackageStoreOptions } from "../../../src/cos/index.js";
import { rawZip } from "../../archive/support.js";
import { useManualClock } from "../../support/use-manual-clock.js";
import { useTempDir } from "../../support/use-temp-dir.js";
import { credentials, useCloudApi, type CloudApi } from "./use-cloud-api.js";
import { useTencentSdk, type TencentClient } from "./use-tencent-sdk.js";

export const region = "ap-shanghai";
export const chatZip = rawZip([{ name: "server", data: Buffer.from("#!/bin/sh\n"), mode: 0o100755 }]);

export interface AssetApi extends CloudApi {
  /** Tencent's own client. */
  readonly sdk: TencentClient;
  /** Sends a package as GSE's documentation says: GetUploadCredentials, then PUT. @throws when one of them is refused */
  upload(key: string, bytes?: Buffer<ArrayBuffer>): Promise<void>;
  /** An asset of a package that was sent so. */
  create(name?: string, fields?: object): Promise<string>;
  /** How many packages lie on the disk. */
  packages(): number;
}

/** The cloud API with a place for packages. */
export async function useAssetApi(given: Partial<PackageStoreOptions> = {}): Promise<AssetApi> {
  const dataDir = useTempDir();
  const store = await PackageStore.open({
    dataDir,
    clock: useManualClock(Date.now()),
    uuid: randomUUID,
    credentials,
    assetBlobs: [],
    maxTotalBytes: 100 * 1024 ** 2,
    onFault: (doing, error) => {
      throw new Error(`could not ${doing}`, { cause: error });
    },
    ...given,
  });
  onTestFinished(() => {
    store.close();
  });
  const api = await useCloudApi({ api: { packages: store } });
  const sdk = useTencentSdk(api.address);
  const upload = async (key: string, bytes = chatZip): Promise<void> => {
    const { BucketAuth, BucketName } = await sdk.GetUploadCredentials({ AssetRegion: region, BucketKey: key });
    const url = `http://${api.address}/cos/${BucketName ?? ""}/${encodeURIComponent(key)}`;
    const answer = await fetch(url, { method: "PUT", headers: { authorization: BucketAuth ?? "" }, body: bytes });
    if (!answer.ok) throw new Error(await answer.text());
  };
  let last = 0;
  return {
    ...api,
    sdk,
    upload,
    create: async (name = "chat", fields = {}) => {
      const BucketKey = `${String(++last)}.zip`;
      await upload(BucketKey);
      const { AssetId } = await sdk.CreateAsset({ ...assetOf(BucketKey), AssetName: name, ...fields });
      return AssetId;
    },
    packages: () => readdirSync(join(dataDir, "blobs")).filter((name) => /^[0-9a-f]{32}$/.test(name)).length,
  };
}

/** What CreateAsset asks, for the package of that key. */
export const assetOf = (BucketKey: string) => ({
  BucketKey,
  AssetName: "chat",
  AssetVersion: "1.0",
  AssetRegion: region,
  OperateSystem: "CentOS7.16",
});
