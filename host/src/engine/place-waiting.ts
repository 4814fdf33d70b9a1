import type { GameServerSession, PlacedSession, Placement, PlacementKey } from "../model/index.js";
import { endPlacement, standDown } from "./placements.js";
import { findPlace, type Place } from "./placing.js";
import { join } from "./players.js";
import type { Pool, Spot } from "./queueing.js";
import { expandNow } from "./scaling/watch.js";
import { freshName, sessionId, startSession } from "./start-session.js";
import { done, type Turn } from "./turn.js";
import { choiceOf, hopelessReason, inTurn, waitOf } from "./waits.js";

/**
 * So many are passed over for one pool because what is idle there has failed them before; behind them nobody is asked. A process
 * that failed so many does not become better by the next.
 */
const PASSED_OVER = 32;

/**
 * Placements go on: those whose session came to something, those that may go elsewhere now, and whoever waits for room that has
 * appeared. At the end of each step, so that whoever comes later finds only what nobody waited for.
 */
export function placeWaiting(turn: Turn): void {
  const { queueing } = turn.world;
  if (!queueing.isTakenUp) return;
  do {
    for (const id of queueing.changed) {
      queueing.changed.delete(id);
      goOn(turn, id);
    }
    for (const id of queueing.changedQueues) {
      queueing.changedQueues.delete(id);
      for (const placement of queueing.pendingOf(id)) if (placement.session === null) standInLine(turn, placement);
    }
  } while (placeNext(turn) || queueing.changed.size > 0 || queueing.changedQueues.size > 0);
  growForNewcomers(turn);
}

/** Fleets that policies move need not wait for their next look: the first that may have more instances (gse-semantics d.8). */
function growForNewcomers(turn: Turn): void {
  const { queueing, deployment } = turn.world;
  for (const id of queueing.newcomers) {
    const fleets = (queueing.waits.get(id)?.spots ?? []).map(({ fleetId }) => deployment.fleets.get(fleetId));
    const fleet = fleets.find((one) => one !== undefined && one.capacity.desired < one.capacity.max);
    if (fleet !== undefined) expandNow(turn, fleet, Math.max(1, queueing.waitingFor(fleet.id)));
  }
  queueing.newcomers.clear();
}

/** Time-outs, and latency policies that are over (gse-semantics f). */
export function passPlacementDeadlines(turn: Turn): void {
  const { timeouts, stageEnds, placements } = turn.world.queueing;
  for (;;) {
    const id = timeouts.due(turn.nowMs);
    if (id === undefined) break;
    const placement = placements.get(id);
    if (placement === undefined) throw new Error(`a placement is due that does not exist: "${id}"`);
    const waitedMs = placement.timesOutAtMs - placement.startedAtMs;
    const reason = `no session was there within ${String(waitedMs / 1_000)} s`;
    endPlacement(turn, placement, "TIMED_OUT", reason, placement.timesOutAtMs);
  }
  for (;;) {
    const id = stageEnds.due(turn.nowMs);
    if (id === undefined) return;
    const placement = placements.get(id);
    if (placement === undefined) throw new Error(`a latency policy is over for no placement: "${id}"`);
    standInLine(turn, placement);
  }
}

function goOn(turn: Turn, id: PlacementKey): void {
  const { queueing, sessions } = turn.world;
  const placement = queueing.placements.get(id);
  if (placement === undefined) return;
  if (placement.session === null) {
    standInLine(turn, placement);
    return;
  }
  const session = sessions.get(placement.session.id);
  if (session?.status === "ACTIVATING") return;
  if (session?.status === "ACTIVE") fulfil(turn, placement, session);
  else tryElsewhere(turn, placement);
}

/** By what holds at this moment; or it ends, because nothing is to be waited for. */
function standInLine(turn: Turn, placement: Placement): void {
  const { queues, waits } = turn.world.queueing;
  const queue = queues.get(placement.queueId);
  const wait = queue === undefined ? undefined : waitOf(turn, placement, queue);
  if (wait !== undefined) waits.put(wait);
  else
    endPlacement(
      turn,
      placement,
      "FAILED",
      queue === undefined ? `queue "${placement.queueName}" is gone` : hopelessReason(turn, placement, queue),
    );
}

/** Of all who wait for room that has appeared, and can use it, the one who has waited longest. False: there is none. */
function placeNext(turn: Turn): boolean {
  const { roomier, waits } = turn.world.queueing;
  let next: Placement | undefined;
  for (const pool of roomier) {
    const first = firstFor(turn, pool);
    if (first === undefined) roomier.delete(pool);
    else if (next === undefined || first.seq < next.seq) next = first;
  }
  if (next === undefined) return false;
  for (const spot of inTurn(waits.get(next.id)?.spots ?? [], next)) {
    const found = placeFor(turn, next, spot);
    if (found === undefined) continue;
    place(turn, next, spot, found);
    return true;
  }
  return false;
}

/** Who has waited longest for the pool and can be placed there. */
function firstFor(turn: Turn, pool: Pool): Placement | undefined {
  const { queueing } = turn.world;
  const [first] = queueing.firstInLine(pool, 1);
  const isFirst = first === undefined ? undefined : standingOf(turn, first, pool);
  // There is no room at all, unless it is that of processes that failed him.
  if (isFirst === undefined || isFirst.fits || isFirst.placement.failedOn.length === 0)
    return isFirst?.fits === true ? isFirst.placement : undefined;
  for (const id of queueing.firstInLine(pool, 1 + PASSED_OVER)) {
    const standing = standingOf(turn, id, pool);
    if (standing?.fits === true) return standing.placement;
  }
  return undefined;
}

function standingOf(turn: Turn, id: PlacementKey, pool: Pool) {
  const { placements, waits } = turn.world.queueing;
  const placement = placements.get(id);
  const spot = waits.get(id)?.spots.find((one) => one.pool === pool);
  if (placement === undefined || spot === undefined) return undefined;
  return { placement, fits: placeFor(turn, placement, spot) !== undefined };
}

const placeFor = (turn: Turn, { failedOn }: Placement, { fleetId }: Spot): Place | undefined =>
  findPlace(turn, fleetId, (id) => !failedOn.some(({ processId }) => processId === id));

/** A session like any other, by whose id its placement is known (gse-semantics a, f). */
function place(turn: Turn, placement: Placement, spot: Spot, at: Place): void {
  const { fleetId, region } = spot;
  const { gameServerSessionName: name, maxPlayers, gameProperties, gameServerSessionData, matchmakerData } = placement;
  const id = sessionId(turn, region, fleetId, `${freshName(turn)}/${placement.placementId}`);
  const wish = { id, fleetId, region, name, creatorId: "", maxPlayers, gameProperties };
  const session = startSession(turn, { ...wish, gameServerSessionData, matchmakerData }, at);
  const queue = turn.world.queueing.queues.get(placement.queueId);
  const choice = queue === undefined ? null : choiceOf(turn, placement, queue, spot);
  standDown(turn, placement);
  const tried: Placement = { ...placement, session: placedOf(session), choice };
  turn.world.queueing.placements.put(tried);
  turn.events.push({ type: "placementTried", placement: tried });
}

/**
 * The session is ACTIVE: slots are reserved for all desired players; for none, where the game server wants fewer players, or nobody
 * (gse-semantics f, m-10).
 */
function fulfil(turn: Turn, placement: Placement, session: GameServerSession): void {
  const { desiredPlayers: players } = placement;
  const joined =
    players.length === 0 ? done([]) : join(turn, { type: "joinGameServerSession", sessionId: session.id, players });
  const fulfilled: Placement = {
    ...placement,
    status: "FULFILLED",
    statusReason: joined.ok ? "" : `nothing was reserved: ${joined.refusal.message}`,
    endedAtMs: turn.nowMs,
    session: placedOf(session),
    players: joined.ok ? joined.value.map(({ playerId, id }) => ({ playerId, playerSessionId: id })) : [],
  };
  turn.world.queueing.placements.put(fulfilled);
  turn.events.push({ type: "placementEnded", placement: fulfilled });
}

/** Its session ended before it was ACTIVE: the next destination, and never the same process again (gse-semantics m-10). */
function tryElsewhere(turn: Turn, placement: Placement): void {
  const { session, failedOn } = placement;
  if (session === null) return;
  const { fleetId, processId } = session;
  const waiting: Placement = {
    ...placement,
    session: null,
    choice: null,
    failedOn: [...failedOn, { fleetId, processId }],
  };
  turn.world.queueing.placements.put(waiting);
  standInLine(turn, waiting);
}

const placedOf = ({ id, fleetId, region, processId, ipAddress, dnsName, port }: GameServerSession): PlacedSession => ({
  id,
  fleetId,
  region,
  processId,
  ipAddress,
  dnsName,
  port,
});
