import type { ActionTypes, CloudApiClient } from "../client/index.js";
import { CliError, exitCodes, usageError } from "./exit.js";
import { printable } from "./printable.js";

export type Asset = ActionTypes["DescribeAssets"]["response"]["Assets"][number];

const PAGE = 100;
const SHOWN = 5;

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

/**
 * The asset that was meant: by its id, its name (then the newest of that name), the beginning of its id, or the word "latest".
 * @throws CliError when there is none, or several
 */
export async function findAsset(client: CloudApiClient, meant: string, region: string): Promise<Asset> {
  const assets = await allAssets(client, region);
  const [newest] = assets;
  const whole = assets.find(({ AssetId }) => AssetId === meant) ?? assets.find(({ AssetName }) => AssetName === meant);
  if (whole !== undefined) return whole;
  const found = assets.filter(({ AssetId }) => AssetId.startsWith(meant) || AssetId.startsWith(`asset-${meant}`));
  const [only] = found;
  if (found.length > 1)
    throw usageError(
      `"${meant}" may be any of ${String(found.length)} assets: ${namesText(found)}; write more of its id`,
    );
  if (only !== undefined) return only;
  if (meant === "latest" && newest !== undefined) return newest;
  throw new CliError(
    exitCodes.refused,
    assets.length === 0
      ? `there is no asset "${meant}", nor any other in ${region}; upload one with "gse asset upload DIR"`
      : `there is no asset "${meant}" in ${region}; there are ${namesText(assets)}`,
  );
}

function namesText(assets: readonly Asset[]): string {
  const names = assets.slice(0, SHOWN).map(({ AssetId, AssetName }) => `${AssetId} (${printable(AssetName)})`);
  return names.join(", ") + (assets.length > SHOWN ? ", …" : "");
}
