import type { ActionTypes, CloudApiClient } from "../client/index.js";
import { oneMeant } from "./one-meant.js";

export type Asset = ActionTypes["DescribeAssets"]["response"]["Assets"][number];

const PAGE = 100;

/** The assets of the region, newest first. */
export async function allAssets(client: CloudApiClient, AssetRegion: string): Promise<readonly Asset[]> {
  const assets: Asset[] = [];
  for (let page = 0; ; page++) {
    // Its Offset counts pages (gse-semantics d.10).
    const { Assets } = await client.call("DescribeAssets", { AssetRegion, Offset: page, Limit: PAGE });
    assets.push(...Assets);
    if (Assets.length < PAGE) return assets;
  }
}

/** The asset that was meant. @throws CliError when there is none, or several */
export async function findAsset(client: CloudApiClient, meant: string, region: string): Promise<Asset> {
  const assets = (await allAssets(client, region)).map((asset) => ({
    id: asset.AssetId,
    name: asset.AssetName,
    asset,
  }));
  return oneMeant(assets, meant, "asset", {
    where: `in ${region}`,
    make: 'upload one with "gse asset upload DIR"',
  }).asset;
}
