import type { AssetId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Deletes an asset of which there is no fleet, and its package; the package's key is free again. */
export const deleteAsset: Action<"DeleteAsset"> = async ({ AssetId }, context) => {
  const { blob } = await run("DeleteAsset", context, { type: "deleteAsset", assetId: AssetId as AssetId });
  await context.packages?.remove(blob);
  return {};
};
