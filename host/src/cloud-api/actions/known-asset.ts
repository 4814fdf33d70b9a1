import type { ActionName } from "../../gen/cloud-api.js";
import { isUsable, type Asset, type AssetId } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import type { ActionContext } from "./action.js";

/** The asset of that id. @throws ApiRefusal when there is none, or it was deleted */
export function knownAsset(action: ActionName, id: string, { host }: ActionContext): Asset {
  const asset = host.reads.asset(id as AssetId);
  if (asset !== undefined && isUsable(asset)) return asset;
  throw refusalOf(action, {
    kind: "asset-not-found",
    message: `${asset === undefined ? "there is no asset" : "deleted is the asset"} ${JSON.stringify(id)}: DescribeAssets lists those that there are`,
  });
}

/** How many fleets are made of it. */
export const fleetsOf = (id: AssetId, { host }: ActionContext): number =>
  host.reads.fleets({ assetId: id }, { offset: 0, limit: 1 }).total;
