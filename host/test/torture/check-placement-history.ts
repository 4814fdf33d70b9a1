import { isDeepStrictEqual } from "node:util";
import { toWirePlacement } from "../../src/cloud-api/queue-wire.js";
import { isOpen, type GameServerSession, type Placement } from "../../src/model/index.js";
import type { History } from "./journal-copy.js";
import type { PlacementRecord } from "./ledger.js";
import type { Scene } from "./scene.js";

/** Of all placements that ever were: each has ended as it was told, and has the sessions that it tried, and no other. */
export function checkPlacementHistory({ ledger, violation }: Scene, { placements, sessions, players }: History): void {
  const rows = new Map(placements.map((placement) => [placement.placementId, placement]));
  const sessionsOf = new Map<string, GameServerSession[]>(placements.map(({ placementId }) => [placementId, []]));
  for (const session of sessions) sessionsOf.get(session.name)?.push(session);
  const sessionOf = new Map<string, string>(players.map(({ id, gameServerSessionId }) => [id, gameServerSessionId]));
  for (const record of ledger.placements.values()) {
    const row = rows.get(record.name);
    for (const fault of faultsOf(record, row)) violation(`${record.name} ${fault}`);
    if (row === undefined) continue;
    for (const fault of faultsOfSessions(row, sessionsOf.get(record.name) ?? []))
      violation(`${record.name} ${fault}: ${JSON.stringify(row)}`);
    const lost = row.players.filter((player) => sessionOf.get(player.playerSessionId) !== row.session?.id);
    for (const { playerId } of lost) violation(`${record.name} has no slot for ${playerId}: ${JSON.stringify(row)}`);
  }
}

function* faultsOf({ making, ended }: PlacementRecord, row: Placement | undefined): Iterable<string> {
  if (making === "made" && row === undefined) yield "was acknowledged and is gone";
  if (making === "notMade" && row !== undefined) yield `was not made and is ${row.status}`;
  if (row !== undefined && ended !== undefined && !isDeepStrictEqual(toWirePlacement(row), ended))
    yield `had ended as ${JSON.stringify(ended)} and is ${JSON.stringify(row)}`;
}

/**
 * One after the other: those that came to nothing, each on a process that failed it (gse-semantics m-10), then its own, or the one
 * that was given up with it.
 */
function* faultsOfSessions(
  { placementId, status, session, failedOn }: Placement,
  found: readonly GameServerSession[],
): Iterable<string> {
  for (const [index, { id, endedAtMs }] of found.entries()) {
    if (!id.endsWith(`/${placementId}`)) yield `has a session whose id does not say so: ${id}`;
    const next = found[index + 1];
    if (next !== undefined && (endedAtMs ?? Infinity) > next.createdAtMs) yield `had ${next.id} beside ${id}`;
  }
  const others = found.filter(({ id }) => id !== session?.id);
  if (session !== null && others.length === found.length) yield "has a session that is not there";
  for (const other of others) if (isOpen(other)) yield `has another session, and it is ${other.status}: ${other.id}`;
  const givenUp = others.filter(({ statusReason }) => statusReason.startsWith(`its placement is ${status}`));
  if (givenUp.length > 1 || others.length !== failedOn.length + givenUp.length)
    yield `tried ${String(failedOn.length)} processes in vain, and has ${String(others.length)} other sessions`;
}
