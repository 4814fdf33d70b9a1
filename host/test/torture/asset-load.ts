import type { Chance } from "./chance.js";
import { AssetRecord } from "./ledger.js";
import type { Scene } from "./scene.js";

const MOST_ASSETS = 5;

/** A package more, or one less. */
export async function changeAssets(scene: Scene, chance: Chance): Promise<void> {
  const idle = scene.ledger.assets.filter(({ making, deletion }) => making === "made" && deletion === "no");
  if (idle.length < MOST_ASSETS && chance.happens(0.6)) await create(scene);
  else await remove(scene, chance.pick(idle));
}

async function create({ api, ledger, figures, smallPackage, violation }: Scene): Promise<void> {
  const record = new AssetRecord(`asset-${String(ledger.nextNumber())}`);
  ledger.assets.push(record);
  const answer = await api.createAsset(smallPackage, record.name);
  if (answer.kind === "done") {
    record.id = answer.value.AssetId;
    record.making = "made";
    figures.count("assets created");
  } else if (answer.kind === "refused") {
    record.making = "notMade";
    violation(`creating an asset was refused: ${answer.code}, ${answer.message}`);
  }
}

async function remove({ api, figures, violation }: Scene, record: AssetRecord | undefined): Promise<void> {
  if (record === undefined) return;
  record.deletion = "inDoubt";
  const answer = await api.call("DeleteAsset", { AssetId: record.id });
  if (answer.kind === "done") record.deletion = "acknowledged";
  else if (answer.kind === "refused") violation(`deleting ${record.id} was refused: ${answer.code}, ${answer.message}`);
  if (answer.kind === "done") figures.count("assets deleted");
}
