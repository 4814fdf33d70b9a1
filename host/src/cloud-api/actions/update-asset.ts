import type { AssetId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Gives an asset another name and version; its package stays what it is. */
export const updateAsset: Action<"UpdateAsset"> = async ({ AssetId, AssetName, AssetVersion }, context) => {
  const assetId = AssetId as AssetId;
  await run("UpdateAsset", context, { type: "updateAsset", assetId, name: AssetName, version: AssetVersion });
  return {};
};
