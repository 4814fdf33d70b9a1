import type { Scene } from "./scene.js";
import { askAbout } from "./see-placement.js";

/** So many of the latest that have ended are looked at once more; all of them at the very end. */
const SEEN_AGAIN = 2;

/** After a restart: every placement that was acknowledged is there, waits on or has ended as it may, and ended ones stay as they were. */
export async function checkPlacements(scene: Scene): Promise<void> {
  const { ledger, figures } = scene;
  const all = [...ledger.placements.values()];
  for (const record of all.filter(({ making }) => making === "inDoubt")) {
    await askAbout(scene, record);
    figures.count(record.making === "made" ? "doubts that had happened" : "doubts that had not happened");
  }
  const ended = all.filter((record) => record.ended !== undefined).slice(-SEEN_AGAIN);
  for (const record of [...ledger.openPlacements, ...ended]) await askAbout(scene, record);
}
