import type { Fleet, FleetEvent, FleetEventCode, FleetId, FleetStatus } from "../model/index.js";
import { newFleetEventId } from "./new-ids.js";
import { watchScaling } from "./scaling/watches.js";
import type { Turn } from "./turn.js";

/** Writes into a fleet's history (gse-semantics d.9). `log`: its name in the log store, "" for none. */
export function tellFleet(turn: Turn, fleetId: FleetId, code: FleetEventCode, message: string, log = ""): void {
  const event: FleetEvent = {
    id: newFleetEventId(turn),
    seq: turn.world.nextSeq("fleetEvents"),
    fleetId,
    code,
    atMs: turn.nowMs,
    message,
    log,
  };
  turn.world.deployment.fleetEvents.put(event);
  turn.events.push({ type: "fleetEvent", event });
}

export function putFleet(turn: Turn, fleet: Fleet): Fleet {
  turn.world.deployment.fleets.put(fleet);
  turn.events.push({ type: "fleetChanged", fleet });
  watchScaling(turn, fleet);
  return fleet;
}

const stateEvents: Partial<Record<FleetStatus, FleetEventCode>> = {
  DOWNLOADING: "FLEET_STATE_DOWNLOADING",
  VALIDATING: "FLEET_STATE_VALIDATING",
  BUILDING: "FLEET_STATE_BUILDING",
  ACTIVATING: "FLEET_STATE_ACTIVATING",
  ACTIVE: "FLEET_STATE_ACTIVE",
  ERROR: "FLEET_STATE_ERROR",
  DELETING: "FLEET_STATE_DELETING",
};

/** The fleet's next state, and its event. */
export function enterState(turn: Turn, fleet: Fleet, status: FleetStatus, statusReason = ""): Fleet {
  const entered = putFleet(turn, {
    ...fleet,
    status,
    statusReason,
    hasBeenActive: fleet.hasBeenActive || status === "ACTIVE",
    terminatedAtMs: status === "TERMINATED" ? turn.nowMs : null,
  });
  const code = stateEvents[status];
  if (code !== undefined)
    tellFleet(
      turn,
      fleet.id,
      code,
      `Fleet changed state to ${status}${statusReason === "" ? "" : `: ${statusReason}`}`,
    );
  return entered;
}
