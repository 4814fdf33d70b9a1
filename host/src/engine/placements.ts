import {
  placementKey,
  type GameServerSession,
  type Placement,
  type PlacementCommand,
  type PlacementStatus,
  type Reply,
} from "../model/index.js";
import { beginEnding } from "./end-process.js";
import { endSession } from "./end-session.js";
import { liveQueue } from "./queues.js";
import { done, refused, type Turn } from "./turn.js";

type Start = Extract<PlacementCommand, { type: "startPlacement" }>;
type Stop = Extract<PlacementCommand, { type: "stopPlacement" }>;

/** Asks for a session on a destination of the queue; the answer is PENDING, whatever happens at once (gse-semantics c.7, f). */
export function startPlacement(turn: Turn, command: Start): Reply<Placement> {
  const { world, nowMs } = turn;
  const { region, placementId, queueName } = command;
  const doing = `start placement "${placementId}"`;
  if (world.isDraining) return refused("host-draining", `cannot ${doing}: the host is going down; try again later`);
  const queue = liveQueue(turn, region, queueName, `${doing} in queue "${queueName}"`, "GameServerSessionQueueName");
  if (!queue.ok) return queue;
  const id = placementKey(region, placementId);
  // gse-semantics m-15
  if (world.queueing.placements.get(id) !== undefined)
    return refused(
      "placement-pending",
      `cannot ${doing}: the one of that id is PENDING; stop it, or wait until it has ended`,
      "PlacementId",
    );
  const wrong = wrongPlayers(turn, command, doing) ?? wrongLatencies(command, doing);
  if (wrong !== undefined) return wrong;

  const { maxPlayers, desiredPlayers, latencies, gameProperties, matchmakerData } = command;
  const { gameServerSessionName, gameServerSessionData } = command;
  const placement: Placement = {
    id,
    seq: world.nextSeq("placements"),
    region,
    placementId,
    queueId: queue.value.id,
    queueName,
    status: "PENDING",
    statusReason: "",
    startedAtMs: nowMs,
    timesOutAtMs: nowMs + queue.value.timeoutMs,
    endedAtMs: null,
    ...{ maxPlayers, desiredPlayers, latencies, gameProperties },
    ...{ gameServerSessionName, gameServerSessionData, matchmakerData },
    session: null,
    choice: null,
    players: [],
    failedOn: [],
  };
  world.queueing.placements.put(placement);
  world.queueing.changed.add(id);
  turn.events.push({ type: "placementStarted", placement });
  return done(placement);
}

/** PENDING becomes CANCELLED; one that has ended stays what it is. */
export function stopPlacement(turn: Turn, { region, placementId }: Stop): Reply<Placement> {
  const placement = turn.world.findPlacement(placementKey(region, placementId));
  if (placement === undefined)
    return refused(
      "placement-not-found",
      `cannot stop placement "${placementId}": ${region} has none of that id`,
      "PlacementId",
    );
  if (placement.status !== "PENDING") return done(placement);
  return done(endPlacement(turn, placement, "CANCELLED", "stopped by StopGameServerSessionPlacement"));
}

/** It ends without a session: one that is being activated for it ends too, with its process, for it knows of no other end. */
export function endPlacement(
  turn: Turn,
  placement: Placement,
  status: Exclude<PlacementStatus, "PENDING" | "FULFILLED">,
  statusReason: string,
  endedAtMs = turn.nowMs,
): Placement {
  const { queueing, sessions } = turn.world;
  const ended: Placement = { ...placement, status, statusReason, endedAtMs, session: null, choice: null };
  queueing.placements.put(ended);
  standDown(turn, placement);
  turn.events.push({ type: "placementEnded", placement: ended });
  const session = placement.session === null ? undefined : sessions.get(placement.session.id);
  if (session !== undefined) abandon(turn, session, `its placement is ${status}: ${statusReason}`);
  return ended;
}

/** It waits for nothing any more. */
export function standDown({ world: { queueing } }: Turn, { id }: Pick<Placement, "id">): void {
  const wait = queueing.waits.get(id);
  if (wait !== undefined) queueing.waits.put({ ...wait, spots: [] });
}

function abandon(turn: Turn, session: GameServerSession, reason: string): void {
  endSession(turn, session, "TERMINATED", reason);
  const process = turn.world.processes.get(session.processId);
  if (process !== undefined) beginEnding(turn, process, reason, turn.nowMs + turn.settings.processExitTimeoutMs);
}

/** All of them must have room, each under a name of his own. */
function wrongPlayers(turn: Turn, { desiredPlayers, maxPlayers }: Start, doing: string) {
  const { playersPerSession } = turn.settings;
  if (maxPlayers > playersPerSession)
    return refused(
      "quota",
      `cannot ${doing}: MaximumPlayerSessionCount is ${String(maxPlayers)}; a session may have ${String(playersPerSession)} players at most`,
      "MaximumPlayerSessionCount",
    );
  if (desiredPlayers.length > maxPlayers)
    return refused(
      "invalid-value",
      `cannot ${doing}: DesiredPlayerSessions has ${String(desiredPlayers.length)} players, and MaximumPlayerSessionCount is ${String(maxPlayers)}; give room to all of them`,
      "DesiredPlayerSessions",
    );
  const seen = new Set<string>();
  for (const [index, { playerId, playerData }] of desiredPlayers.entries()) {
    const field = `DesiredPlayerSessions.${String(index)}`;
    // As JoinGameServerSession has it (gse-semantics d.7).
    if (playerId === "" || playerId.length > 1_024)
      return refused(
        "invalid-value",
        `cannot ${doing}: ${field}.PlayerId has ${String(playerId.length)} characters; give 1 to 1024`,
        `${field}.PlayerId`,
      );
    if (playerData.length > 2_048)
      return refused(
        "invalid-value",
        `cannot ${doing}: ${field}.PlayerData has ${String(playerData.length)} characters; give 2048 at most`,
        `${field}.PlayerData`,
      );
    if (seen.has(playerId))
      return refused(
        "invalid-value",
        `cannot ${doing}: ${field}.PlayerId is ${JSON.stringify(playerId.slice(0, 64))}, which is there already; name each player once`,
        `${field}.PlayerId`,
      );
    seen.add(playerId);
  }
  return undefined;
}

function wrongLatencies({ latencies }: Start, doing: string) {
  for (const [index, { playerId, region }] of latencies.entries())
    for (const [name, value] of [
      ["PlayerId", playerId],
      ["RegionIdentifier", region],
    ] as const)
      if (value === "") {
        const field = `PlayerLatencies.${String(index)}.${name}`;
        return refused(
          "missing-value",
          `cannot ${doing}: ${field} is missing; say whose latency it is, and to which region`,
          field,
        );
      }
  return undefined;
}
