import type { PlayerLatency } from "../../src/gen/cloud-api.js";
import type { Chance } from "./chance.js";
import { PlacementRecord, type Ledger } from "./ledger.js";
import { REGION } from "./main-fleet.js";
import { planText } from "./plan.js";
import { queueNames } from "./queue-load.js";
import type { Scene } from "./scene.js";
import { askAbout, seePlacement } from "./see-placement.js";
import { aPlan, isSteadyWanted, MAX_PLAYERS } from "./session-load.js";

/** With more in line nobody else would get a process: who waits is served first. */
const MOST_OPEN = 12;
/** In milliseconds; by the second policy of a queue, too. */
const [NEAREST, FURTHEST] = [20, 200];

export async function startPlacement({ api, ledger, figures, violation }: Scene, chance: Chance): Promise<void> {
  if (ledger.openPlacements.length >= MOST_OPEN) return;
  const record = aPlacement(ledger, chance);
  ledger.placements.set(record.name, record);
  const answer = await api.call("StartGameServerSessionPlacement", {
    PlacementId: record.name,
    GameServerSessionQueueName: record.queue,
    GameServerSessionName: record.name,
    MaximumPlayerSessionCount: MAX_PLAYERS,
    GameServerSessionData: planText(record.plan),
    DesiredPlayerSessions: record.playerIds.map((PlayerId) => ({ PlayerId, PlayerData: "" })),
    PlayerLatencies: record.latencies,
  });
  if (answer.kind === "done") {
    const { Status: status } = answer.value.GameServerSessionPlacement;
    record.making = "made";
    figures.count("placements started");
    if (status !== "PENDING") violation(`${record.name} was started and is ${status} at once`);
  } else if (answer.kind === "refused") {
    record.making = "notMade";
    violation(`starting ${record.name} was refused: ${answer.code}, ${answer.message}`);
  } else figures.count("placements in doubt");
}

function aPlacement(ledger: Ledger, chance: Chance): PlacementRecord {
  const queue = chance.pick(queueNames) ?? "patient";
  // What goes on for long must not hold up the deletion of other fleets.
  const isSteady = queue === "hasty" && isSteadyWanted(ledger) && chance.happens(0.4);
  const playerIds = Array.from(
    { length: chance.between(0, MAX_PLAYERS - 1) },
    () => `player-${String(ledger.nextNumber())}`,
  );
  const latencies = chance.happens(0.25) ? aMeasurement(playerIds, chance) : [];
  return new PlacementRecord(
    `placement-${String(ledger.nextNumber())}`,
    queue,
    aPlan(chance, isSteady),
    playerIds,
    latencies,
  );
}

/** Now and then somebody could not reach the region. */
function aMeasurement(playerIds: readonly string[], chance: Chance): readonly PlayerLatency[] {
  const lost = chance.happens(0.2) ? chance.pick(playerIds) : undefined;
  return playerIds.map((PlayerId) => ({
    PlayerId,
    RegionIdentifier: REGION,
    LatencyInMilliseconds: PlayerId === lost ? 0 : chance.between(NEAREST, FURTHEST),
  }));
}

/** As who has started one does, again and again until it has ended. */
export async function lookAtPlacement(scene: Scene, chance: Chance): Promise<void> {
  const record = chance.pick(scene.ledger.openPlacements.filter(({ isBeingAsked }) => !isBeingAsked));
  if (record !== undefined) await askAbout(scene, record);
}

export async function stopPlacement(scene: Scene, chance: Chance): Promise<void> {
  const { api, ledger, violation } = scene;
  // One that has ended stays what it is.
  const latest = [...ledger.placements.values()].filter(({ ended }) => ended !== undefined).slice(-1);
  const record = chance.pick([...ledger.openPlacements, ...latest].filter(({ isBeingAsked }) => !isBeingAsked));
  if (record === undefined) return;
  record.isBeingAsked = true;
  if (record.stop === "no") record.stop = "inDoubt";
  const answer = await api.call("StopGameServerSessionPlacement", { PlacementId: record.name });
  if (answer.kind === "done") {
    record.stop = "acknowledged";
    seePlacement(scene, record, answer.value.GameServerSessionPlacement);
  } else if (answer.kind === "refused")
    violation(`stopping ${record.name} was refused: ${answer.code}, ${answer.message}`);
  record.isBeingAsked = false;
}
