import { readdirSync } from "node:fs";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createCloudApiClient } from "../../src/client/index.js";
import { readCredentials } from "../../src/credentials.js";
import { rawZip } from "../archive/support.js";
import { useDevHost, type DevHost } from "../cli/use-dev-host.js";
import { assetOf, region } from "../cloud-api/support/use-asset-api.js";
import { bucket, useCosSdk } from "./use-object-store.js";

const MIB = 1024 ** 2;
const content = rawZip([{ name: "server", data: randomBytes(2 * MIB) }]);
const at = (Key: string) => ({ Bucket: bucket, Region: region, Key });

/** Clients of a host that runs in a process of its own. */
async function clientsOf({ api, cwd }: DevHost) {
  const credentials = readCredentials(join(cwd, ".gse"));
  if (credentials === undefined) throw new Error("the host has made no credentials");
  const client = createCloudApiClient({ endpoint: api, ...credentials, timeoutMs: 20_000 });
  const { AssetCredentials: keys } = await client.call("GetUploadFederationToken", {});
  const given = { SecretId: keys.TmpSecretId, SecretKey: keys.TmpSecretKey, SecurityToken: keys.Token };
  return { client, cos: (address: string) => useCosSdk(address, given) };
}

const kill = async (host: DevHost): Promise<void> => {
  host.signal("SIGKILL");
  await host.exited;
};

const packages = ({ cwd }: DevHost): number =>
  readdirSync(join(cwd, ".gse", "blobs")).filter((name) => /^[0-9a-f]{32}$/.test(name)).length;

test("uploads, parts, keys and assets outlive a host that is killed", async () => {
  const first = await useDevHost();
  const before = await clientsOf(first);
  await before.cos(first.api).putObject({ ...at("whole.zip"), Body: content });
  const { UploadId } = await before.cos(first.api).multipartInit(at("parts.zip"));
  const part = { ...at("parts.zip"), UploadId };
  const one = await before.cos(first.api).multipartUpload({ ...part, PartNumber: 1, Body: content.subarray(0, MIB) });
  await kill(first);

  const second = await useDevHost([], first.cwd);
  const after = await clientsOf(second);
  const { AssetId } = await after.client.call("CreateAsset", assetOf("whole.zip"));
  // Still with the keys that the first host gave out.
  const two = await before.cos(second.api).multipartUpload({ ...part, PartNumber: 2, Body: content.subarray(MIB) });
  const Parts = [one, two].map(({ ETag }, index) => ({ PartNumber: index + 1, ETag }));
  await before.cos(second.api).multipartComplete({ ...part, Parts });
  await kill(second);

  const third = await useDevHost([], first.cwd);
  const last = await clientsOf(third);
  const other = await last.client.call("CreateAsset", assetOf("parts.zip"));
  const again = last.client.call("CreateAsset", assetOf("whole.zip"));
  await expect(again).rejects.toMatchObject({ code: "ResourceUnavailable" });
  expect(packages(third)).toBe(2);
  for (const id of [AssetId, other.AssetId]) await last.client.call("DeleteAsset", { AssetId: id });
  expect(packages(third)).toBe(0);
  for (const { client } of [before, after, last]) client.close();
});
