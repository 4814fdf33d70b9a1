import type { Asset, AssetId, FleetCommand, Reply } from "../model/index.js";
import { newAssetId } from "./new-ids.js";
import { done, refused, type Turn } from "./turn.js";

type Create = Extract<FleetCommand, { type: "createAsset" }>;
type Update = Extract<FleetCommand, { type: "updateAsset" }>;
type Delete = Extract<FleetCommand, { type: "deleteAsset" }>;

/** A package is there for fleets (gse-semantics c.1, i). */
export function createAsset(turn: Turn, command: Create): Reply<Asset> {
  const { assets } = turn.world.deployment;
  const { quotas } = turn.settings;
  if (assets.size >= quotas.assets)
    return refused("quota", `cannot create an asset: there are ${String(assets.size)}, as many as allowed; delete one`);
  const bytes = [...assets.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, command.sizeBytes);
  if (bytes > quotas.assetBytes)
    return refused(
      "quota",
      `cannot create an asset: all together would have ${String(bytes)} bytes and ${String(quotas.assetBytes)} are allowed; delete one`,
    );
  for (const asset of assets.values())
    if (asset.blob === command.blob)
      return refused(
        "invalid-value",
        `cannot create an asset: its upload is asset "${asset.id}" already; upload it again under another key`,
        "BucketKey",
      );
  const { region, name, version, operatingSystem, imageId, sizeBytes, blob, tags } = command;
  const asset: Asset = {
    id: newAssetId(turn),
    seq: turn.world.nextSeq("assets"),
    ...{ region, name, version, operatingSystem, imageId, sizeBytes, blob, tags },
    createdAtMs: turn.nowMs,
    deletedAtMs: null,
  };
  assets.put(asset);
  return done(asset);
}

export function updateAsset(turn: Turn, { assetId, name, version }: Update): Reply<Asset> {
  const found = usableAsset(turn, assetId, "update");
  if (!found.ok) return found;
  const asset: Asset = { ...found.value, name, version };
  turn.world.deployment.assets.put(asset);
  return done(asset);
}

export function deleteAsset(turn: Turn, { assetId }: Delete): Reply<Asset> {
  const found = usableAsset(turn, assetId, "delete");
  if (!found.ok) return found;
  const fleets = turn.world.deployment.fleetsOfAsset(assetId);
  if (fleets > 0)
    return refused(
      "asset-in-use",
      `cannot delete asset "${assetId}": ${String(fleets)} ${fleets === 1 ? "fleet is" : "fleets are"} made of it; delete ${fleets === 1 ? "it" : "them"} first`,
    );
  const asset: Asset = { ...found.value, deletedAtMs: turn.nowMs };
  turn.world.deployment.assets.put(asset);
  return done(asset);
}

export function usableAsset(turn: Turn, assetId: AssetId, doing: string): Reply<Asset> {
  const asset = turn.world.deployment.assets.get(assetId);
  if (asset !== undefined) return done(asset);
  const what = turn.world.findAsset(assetId) === undefined ? "there is no such asset" : "it was deleted";
  return refused("asset-not-found", `cannot ${doing} asset "${assetId}": ${what}`, "AssetId");
}
