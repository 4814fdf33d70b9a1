import type { Asset } from "../../model/index.js";
import { toWireAsset } from "../asset-wire.js";
import { refusalOf } from "../error-codes.js";
import { createFilter } from "../filters.js";
import type { Action } from "./action.js";
import { fleetsOf } from "./known-asset.js";
import { checkAssetRegion } from "./packages.js";

/** More than any quota of assets allows. */
const ALL = { offset: 0, limit: 100_000 };

/** A region's assets, newest first. Offset is the number of the page, from 0 on, as nowhere else in this API (gse-semantics d.10). */
export const describeAssets: Action<"DescribeAssets"> = (request, context) => {
  const { AssetRegion: region, Offset: page, Limit: limit, Filter: text = "", Filters } = request;
  checkAssetRegion("DescribeAssets", region);
  for (const [name, value] of Object.entries({ Offset: page, Limit: limit }))
    if (value < 0)
      throw refusalOf("DescribeAssets", {
        kind: "invalid-value",
        message: `the parameter "${name}" is ${String(value)}; give 0 or more`,
      });
  const passes = createFilter("DescribeAssets", Filters);
  const hasText = ({ id, name }: Asset): boolean => id.includes(text) || name.includes(text);
  const found = context.host.reads.assets({ region }, ALL).rows.filter((asset) => hasText(asset) && passes(asset));
  const rows = found.slice(page * limit, (page + 1) * limit);
  return {
    TotalCount: found.length,
    Assets: rows.map((asset) => toWireAsset(asset, fleetsOf(asset.id, context), context.facts)),
  };
};
