import type * as wire from "../gen/cloud-api.js";
import type { Asset } from "../model/index.js";
import type { HostFacts } from "./host-facts.js";
import { resourceName } from "./resource-name.js";

/** GSE's word for every Linux. */
export const OS_TYPE = "CentOS";
/** What GSE takes for granted, and needs no image for (gse-semantics d.3). */
export const DEFAULT_SYSTEM = "CentOS7.16";

const READY = 2;

export const toWireAsset = (asset: Asset, fleets: number, facts: HostFacts): wire.Asset => ({
  AssetId: asset.id,
  AssetName: asset.name,
  AssetVersion: asset.version,
  OperateSystem: asset.operatingSystem,
  // There is none before its package was found whole (gse-semantics c.1).
  Stauts: READY,
  Size: sizeText(asset.sizeBytes),
  CreateTime: createTime(asset.createdAtMs),
  BindFleetNum: fleets,
  AssetArn: resourceName(facts, asset.region, "asset", asset.id),
  ImageId: asset.imageId,
  OsType: OS_TYPE,
  ResourceType: "ASSET",
  SharingStatus: "UNKNOWN_SHARED",
  Tags: asset.tags.map(({ key, value }) => ({ Key: key, Value: value })),
});

/** `11M`, as in GSE's samples; one digit behind the point where there is but one before it. Never less than it is. */
export function sizeText(bytes: number): string {
  const units = ["", "K", "M", "G", "T"];
  let [size, unit] = [bytes, 0];
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  const digits = unit > 0 && size < 9.95 ? 10 : 1;
  return `${Math.ceil(size * digits) / digits}${units[unit] ?? ""}`;
}

/** The one time of the API that is written `2020-10-20 01:37:08`, in UTC (gse-semantics a). */
const createTime = (atMs: number): string => new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
