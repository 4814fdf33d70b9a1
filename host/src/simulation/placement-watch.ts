import type { Destination, FleetId, GameServerProcess, HostEvent, Placement, Queue } from "../model/index.js";
import type { Ledger } from "./ledger.js";
import type { Stage } from "./stage.js";

/** The host's timers may be that much behind after the clock was set. */
const TOLERANCE_MS = 1_000;
/** What takes so long did not arrive (gse-semantics f). */
const UNREACHABLE_MS = 60_000;

/** Whether each placement ends as it may, and once. */
export class PlacementWatch {
  readonly #stage: Stage;
  readonly #ledger: Ledger;
  /** Started and not ended, as far as was told. */
  #pending = new Set<string>();

  constructor(stage: Stage, ledger: Ledger) {
    this.#stage = stage;
    this.#ledger = ledger;
  }

  /** A host that starts is taken at what is on disk. */
  begin(): void {
    this.#pending = new Set([...this.#ledger.placements.live.values()].map(nameOf));
  }

  see(event: HostEvent): void {
    if (event.type === "placementStarted") this.#pending.add(nameOf(event.placement));
    if (event.type === "placementTried") this.#tried(event.placement);
    if (event.type === "placementEnded") this.#ended(event.placement);
  }

  #expect(isSo: boolean, invariant: string, found: () => string): void {
    if (!isSo) this.#stage.broken(invariant, found());
  }

  #tried(placement: Placement): void {
    const { session, failedOn } = placement;
    const said = (): string => JSON.stringify(placement);
    this.#expect(this.#pending.has(nameOf(placement)), "a placement that has ended is not placed", said);
    if (session === null) return;
    this.#stage.note(failedOn.length === 0 ? "placement: tried" : "placement: tried again");
    const failed = failedOn.some(({ processId }) => processId === session.processId);
    this.#expect(!failed, "a placement does not come back to a process that failed it", said);
    const ms = furthest(placement, session.region);
    this.#expect(ms < UNREACHABLE_MS, "no placement is in a region that somebody did not reach", said);
    // The queue may have been updated since, in the same turn.
    const queue = this.#ledger.queues.find(placement.queueId);
    const isOfLate = queue === undefined || queue.updatedAtMs >= placement.startedAtMs;
    const most = queue?.latencyPolicies.at(-1)?.maxLatencyMs ?? Infinity;
    this.#expect(isOfLate || ms <= most || placement.latencies.length === 0, "no placement is too far away", said);
    this.#expect(
      session.id.endsWith(`/${session.fleetId}/${session.id.split("/").at(-2) ?? ""}/${placement.placementId}`),
      "a session that was placed says so by its id",
      said,
    );
  }

  #ended(placement: Placement): void {
    const { status, desiredPlayers, players, session } = placement;
    const said = (): string => JSON.stringify(placement);
    this.#stage.note(`placement: ${status}`);
    this.#expect(this.#pending.delete(nameOf(placement)), "a placement ends once", said);
    const names = players.map(({ playerId }) => playerId);
    this.#expect(
      (status === "FULFILLED") === (session !== null) &&
        (names.length === 0 || names.join() === desiredPlayers.map(({ playerId }) => playerId).join()),
      "slots are reserved for all desired players or for none",
      said,
    );
  }
}

const nameOf = ({ id, seq }: Placement): string => `${id} ${String(seq)}`;

/** What must hold of placements and queues whenever a turn is on disk; what does not, in words. */
export function* brokenPlacements(ledger: Ledger, nowMs: number): Iterable<string> {
  const names = new Set<string>();
  for (const { region, name, destinations } of ledger.queues.live.values()) {
    if (names.has(`${region} ${name}`)) yield `${region} has two queues of the name "${name}"`;
    names.add(`${region} ${name}`);
    for (const { fleetId, aliasId } of destinations) {
      if (aliasId !== undefined && !ledger.aliases.live.has(aliasId)) yield `queue "${name}" leads by no alias`;
      if (fleetId !== undefined && ledger.fleets.past.has(fleetId))
        yield `queue "${name}" leads to a fleet that is gone`;
    }
  }
  for (const placement of ledger.placements.live.values()) {
    const { queueId, session, timesOutAtMs } = placement;
    if (timesOutAtMs + TOLERANCE_MS < nowMs) yield `${nameOf(placement)} is PENDING after its time-out`;
    if (session !== null && ledger.sessions.live.get(session.id)?.status !== "ACTIVATING")
      yield `${nameOf(placement)} is PENDING by a session that is not being activated`;
    const queue = ledger.queues.live.get(queueId);
    if (queue === undefined) yield `${nameOf(placement)} is PENDING in a queue that is gone`;
    else if (session === null) yield* brokenWait(ledger, placement, queue, nowMs);
  }
}

/** Nobody waits beside an idle process that may be his, nor where there is nothing to wait for. */
function* brokenWait(ledger: Ledger, placement: Placement, queue: Queue, nowMs: number): Iterable<string> {
  const spots = queue.destinations.flatMap((destination) => {
    const fleetId = fleetOf(ledger, destination);
    const fleet = fleetId === undefined ? undefined : ledger.fleets.find(fleetId);
    const isHopeless = fleet !== undefined && ["ERROR", "DELETING", "TERMINATED"].includes(fleet.status);
    return fleetId === undefined || isHopeless ? [] : [{ fleetId, region: fleet?.region ?? destination.region }];
  });
  const regions = spots.map(({ region }) => region);
  const [near, nearOfLate] = [nowMs, nowMs - TOLERANCE_MS].map((atMs) => nearEnough(placement, queue, regions, atMs));
  if (near?.size === 0 && nearOfLate?.size === 0) yield `${nameOf(placement)} has nothing to wait for`;
  for (const { fleetId, region } of spots)
    if (near?.has(region) === true && nearOfLate?.has(region) === true) {
      const idle = idleFor(ledger, placement, fleetId);
      if (idle !== undefined) yield `${nameOf(placement)} waits, and ${idle.id} of ${fleetId} is idle`;
    }
}

function fleetOf({ aliases }: Ledger, { fleetId, aliasId }: Destination): FleetId | undefined {
  const routing = aliasId === undefined ? undefined : aliases.live.get(aliasId)?.routing;
  return fleetId ?? (routing?.type === "SIMPLE" ? (routing.fleetId ?? undefined) : undefined);
}

/** The furthest player's; a player who did not measure it did not reach it. */
function furthest({ latencies, desiredPlayers }: Placement, region: string): number {
  if (latencies.length === 0) return 0;
  const players = new Set([...desiredPlayers, ...latencies].map(({ playerId }) => playerId));
  return Math.max(
    ...[...players].map((playerId) => {
      const found = latencies.filter((one) => one.playerId === playerId && one.region === region);
      return found.length === 0 ? Infinity : Math.max(...found.map(({ latencyMs }) => latencyMs || Infinity));
    }),
  );
}

/** The regions that the policy of that instant allows; where it allows none, the first one after it that allows any. */
function nearEnough(placement: Placement, queue: Queue, regions: readonly string[], atMs: number): ReadonlySet<string> {
  if (placement.latencies.length === 0) return new Set(regions);
  const maxima: number[] = [];
  let beginsAtMs = placement.startedAtMs;
  for (const { maxLatencyMs, durationMs } of queue.latencyPolicies) {
    if (beginsAtMs <= atMs) maxima.length = 0;
    maxima.push(maxLatencyMs);
    beginsAtMs += durationMs ?? Infinity;
  }
  for (const most of queue.latencyPolicies.length === 0 ? [UNREACHABLE_MS - 1] : maxima) {
    const near = regions.filter((region) => furthest(placement, region) <= most);
    if (near.length > 0) return new Set(near);
  }
  return new Set();
}

function idleFor(ledger: Ledger, { failedOn }: Placement, fleetId: FleetId): GameServerProcess | undefined {
  const fleet = ledger.fleets.find(fleetId);
  if (fleet !== undefined && fleet.status !== "ACTIVE") return undefined;
  const most = fleet?.runtime.maxConcurrentActivations ?? 0;
  const hasRoom = ({ instanceId }: GameServerProcess): boolean => {
    if (instanceId === null) return fleet === undefined;
    const instance = ledger.instances.live.get(instanceId);
    if (instance?.fleetId !== fleetId || instance.status !== "ACTIVE" || instance.weight === 0) return false;
    const activating = [...ledger.sessions.live.values()].filter(
      (session) => session.instanceId === instanceId && session.status === "ACTIVATING",
    );
    return most === 0 || activating.length < most;
  };
  return [...ledger.processes.live.values()].find(
    (process) =>
      process.status === "ACTIVE" &&
      !process.isShielded &&
      process.sessionId === null &&
      !failedOn.some(({ processId }) => processId === process.id) &&
      hasRoom(process),
  );
}
