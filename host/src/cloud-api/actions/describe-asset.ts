import { toWireAsset } from "../asset-wire.js";
import type { Action } from "./action.js";
import { fleetsOf, knownAsset } from "./known-asset.js";

/** One asset; those that were deleted are gone. */
export const describeAsset: Action<"DescribeAsset"> = ({ AssetId }, context) => {
  const asset = knownAsset("DescribeAsset", AssetId, context);
  return { Asset: toWireAsset(asset, fleetsOf(asset.id, context), context.facts) };
};
