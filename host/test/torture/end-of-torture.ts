import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { checkPlacementHistory } from "./check-placement-history.js";
import { checkPlacements } from "./check-placements.js";
import { readHistory } from "./journal-copy.js";
import { processesOf } from "./os-processes.js";
import { comesTrue } from "./pause.js";
import type { Scene } from "./scene.js";

/** A process has 30 s to go by itself. */
const EMPTY_MS = 45_000;

/** Of all sessions and placements that ever were, as a host that has stopped left them. */
export function checkHistory(scene: Scene): void {
  const { dataDir, ledger, violation } = scene;
  const history = readHistory(dataDir);
  const { sessions, integrity } = history;
  if (integrity !== "ok") violation(`SQLite finds its file damaged: ${integrity}`);
  const byName = new Map<string, string>();
  for (const { name, id } of sessions) {
    const other = byName.get(name);
    if (other !== undefined && !ledger.placements.has(name)) violation(`${name} is there twice, as ${other} and ${id}`);
    byName.set(name, id);
  }
  const statusOf = new Map(sessions.map(({ id, status }) => [id as string, status]));
  for (const record of ledger.sessions) {
    const found = byName.get(record.name);
    if (record.making === "made" && found !== record.id)
      violation(`${record.name} was acknowledged as ${record.id}, and is ${found ?? "gone"}`);
    if (record.making === "notMade" && found !== undefined)
      violation(`${record.name} was refused, and is there as ${found}`);
    if (record.isOver && statusOf.get(record.id) !== record.status)
      violation(`${record.name} was ${record.status ?? ""} and is ${String(statusOf.get(record.id))}`);
  }
  checkPlacementHistory(scene, history);
}

/** Deletes the queues, ends all sessions and deletes all fleets; then nothing of them is on the machine. */
export async function endEverything(scene: Scene): Promise<void> {
  const { api, ledger, dataDir, violation } = scene;
  for (const { name } of ledger.queues) await api.ask("DeleteGameServerSessionQueue", { Name: name });
  ledger.areQueuesGone = true;
  await checkPlacements(scene);
  for (const { name } of ledger.openPlacements) violation(`${name} is PENDING in a queue that is gone`);
  for (const { id: GameServerSessionId, players } of ledger.openSessions) {
    for (const { client } of players) client.close();
    await api.call("UpdateGameServerSession", { GameServerSessionId, ProtectionPolicy: "NoProtection" });
    await api.call("EndGameServerSessionAndProcess", { GameServerSessionId });
  }
  const fleets = [ledger.mainFleetId, ...ledger.liveFleets.map(({ id }) => id)];
  const folder = join(dataDir, "instances");
  const isEmpty = await comesTrue(
    async () => {
      for (const FleetId of fleets) await api.call("DeleteFleet", { FleetId });
      return processesOf(dataDir).length === 0 && (!existsSync(folder) || readdirSync(folder).length === 0);
    },
    EMPTY_MS,
    200,
  );
  if (!isEmpty)
    violation(
      `after all fleets were deleted: processes ${JSON.stringify(processesOf(dataDir))}, folders ${readdirSync(folder).join(", ")}`,
    );
}
