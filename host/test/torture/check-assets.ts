import { REGION } from "./main-fleet.js";
import type { Scene } from "./scene.js";

/** After a restart: every asset that was acknowledged is there, once. */
export async function checkAssets({ api, ledger, violation, figures }: Scene): Promise<void> {
  const { Assets: assets } = await api.ask("DescribeAssets", { AssetRegion: REGION, Offset: 0, Limit: 100 });
  for (const record of ledger.assets.filter(({ making, isGone }) => making !== "notMade" && !isGone)) {
    const [found, ...more] = assets.filter(({ AssetName }) => AssetName === record.name);
    if (more.length > 0) violation(`${record.name} is there ${String(1 + more.length)} times`);
    if (record.making === "inDoubt") {
      record.making = found === undefined ? "notMade" : "made";
      record.id = found?.AssetId ?? "";
      figures.count(found === undefined ? "doubts that had not happened" : "doubts that had happened");
    } else if (record.deletion === "no" && found?.AssetId !== record.id)
      violation(`${record.name} was acknowledged as ${record.id} and is ${found?.AssetId ?? "gone"}`);
    else if (record.deletion === "acknowledged" && found !== undefined)
      violation(`${record.name} is there, and its deletion was acknowledged`);
    else if (record.deletion === "inDoubt") record.deletion = found === undefined ? "acknowledged" : "no";
    record.isGone = record.deletion === "acknowledged";
  }
}
