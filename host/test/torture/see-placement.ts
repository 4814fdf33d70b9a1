import { isDeepStrictEqual } from "node:util";
import type { GameServerSessionPlacement } from "../../src/gen/cloud-api.js";
import { SessionRecord, type Ledger, type PlacementRecord } from "./ledger.js";
import { planText } from "./plan.js";
import { Player } from "./player.js";
import { queueDesigns } from "./queue-load.js";
import type { Scene } from "./scene.js";
import { MAX_PLAYERS } from "./session-load.js";

/** To be asked by one at a time, so that nobody takes an older answer for a newer one. */
export async function askAbout(scene: Scene, record: PlacementRecord): Promise<void> {
  record.isBeingAsked = true;
  const answer = await scene.api.call("DescribeGameServerSessionPlacement", { PlacementId: record.name });
  if (answer.kind === "done") seePlacement(scene, record, answer.value.GameServerSessionPlacement);
  else if (answer.kind === "refused") {
    if (record.making === "made") scene.violation(`${record.name} was acknowledged and is gone: ${answer.message}`);
    record.making = "notMade";
  }
  record.isBeingAsked = false;
}

/** What the host tells of it. It ends once, by what it was asked, and its session is like any other from then on. */
export function seePlacement(
  { ledger, figures, violation }: Scene,
  record: PlacementRecord,
  found: GameServerSessionPlacement,
): void {
  const said = JSON.stringify(found);
  record.making = "made";
  if (record.ended !== undefined) {
    if (!isDeepStrictEqual(found, record.ended))
      violation(`${record.name} had ended as ${JSON.stringify(record.ended)} and is ${said}`);
    return;
  }
  for (const fault of faultsOf(ledger, record, found)) violation(`${record.name}: ${fault}: ${said}`);
  const { Status: status } = found;
  if (status === "PENDING") return;
  record.ended = found;
  figures.count(`placements ${status}`);
  if (record.hasMetKill) figures.count(`placements ${status} through a kill`);
  if (status === "FULFILLED") takeOver(ledger, record, found);
}

function* faultsOf(ledger: Ledger, record: PlacementRecord, found: GameServerSessionPlacement): Iterable<string> {
  const { Status: status, EndTime: end, GameServerSessionId: sessionId, PlacedPlayerSessions: placed } = found;
  const isAsAsked =
    found.GameServerSessionQueueName === record.queue &&
    found.GameServerSessionName === record.name &&
    found.GameServerSessionData === planText(record.plan) &&
    found.MaximumPlayerSessionCount === MAX_PLAYERS;
  if (!isAsAsked) yield "it is not what was asked for";
  if ((status === "PENDING") !== (end === null)) yield "its end does not fit";
  if (status !== "FULFILLED" && (sessionId !== "" || placed.length > 0))
    yield "it shows a session that it does not have";
  if (status !== "FAILED" && record.isHopeless) yield "there was nothing to wait for";
  switch (status) {
    case "PENDING":
      if (record.stop === "acknowledged") yield "its stop was acknowledged";
      return;
    case "FULFILLED":
      yield* faultsOfSession(ledger, record, found);
      return;
    case "CANCELLED":
      if (record.stop === "no") yield "nobody stopped it";
      return;
    case "TIMED_OUT":
      if (Date.parse(end ?? "") - Date.parse(found.StartTime) !== timeoutMs(record))
        yield "it did not wait for so long";
      return;
    case "FAILED":
      if (!record.isHopeless && !ledger.areQueuesGone) yield "there was something to wait for";
      return;
    default:
      yield "there is no such status";
  }
}

function* faultsOfSession(
  ledger: Ledger,
  { name, playerIds }: PlacementRecord,
  { GameServerSessionId: id, PlacedPlayerSessions: placed }: GameServerSessionPlacement,
): Iterable<string> {
  const other = ledger.session(id);
  if (other !== undefined) yield `its session is that of ${other.name}`;
  if (!id.endsWith(`/${name}`)) yield "its session's id does not say whose it is";
  if (
    !isDeepStrictEqual(
      placed.map(({ PlayerId }) => PlayerId),
      playerIds,
    )
  )
    yield `slots were wanted for ${playerIds.join(", ")}`;
}

const timeoutMs = ({ queue }: PlacementRecord): number => queueDesigns[queue].TimeoutInSeconds * 1_000;

/** Those for whom slots were reserved come in. */
function takeOver(ledger: Ledger, { name, plan }: PlacementRecord, found: GameServerSessionPlacement): void {
  const { GameServerSessionId: id, Port: port, PlacedPlayerSessions: placed } = found;
  // gse-semantics a: …/FLEET/OWN/PLACEMENT
  const fleetId = id.split("/").at(-3) ?? "";
  const session = new SessionRecord(name, "", fleetId, plan, MAX_PLAYERS);
  session.wasPlaced = true;
  session.wasKilled = ledger.killedSessions.has(id);
  for (const { PlayerId: playerId, PlayerSessionId: playerSessionId } of placed)
    session.players.push({ playerId, playerSessionId, client: new Player(port, playerSessionId) });
  ledger.sessions.push(session);
  ledger.found(session, { id, port });
}
