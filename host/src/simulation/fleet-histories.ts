import type { FleetEvent, FleetEventCode } from "../model/index.js";

/** A fleet's states in their order (gse-semantics m-26). */
const states: readonly FleetEventCode[] = [
  "FLEET_CREATED",
  "FLEET_STATE_DOWNLOADING",
  "FLEET_STATE_VALIDATING",
  "FLEET_STATE_BUILDING",
  "FLEET_STATE_ACTIVATING",
  "FLEET_STATE_ACTIVE",
];

/** What is told of setting its first instance up; another host, or another first instance, begins it anew. */
const steps: readonly FleetEventCode[] = [
  "FLEET_CREATION_EXTRACTING_BUILD",
  "FLEET_CREATION_RUNNING_INSTALLER",
  "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
];

const endings: readonly FleetEventCode[] = ["FLEET_STATE_ERROR", "FLEET_DELETED", "FLEET_STATE_DELETING"];

/** Told of a fleet that failed as well. */
const whatever: readonly FleetEventCode[] = [
  "FLEET_DELETED",
  "FLEET_SCALING_EVENT",
  "FLEET_NEW_GAME_SESSION_PROTECTION_POLICY_UPDATED",
];

/** Before ERROR comes why. */
const failures: readonly FleetEventCode[] = [
  ...steps,
  "FLEET_BINARY_DOWNLOAD_FAILED",
  "FLEET_VALIDATION_LAUNCH_PATH_NOT_FOUND",
  "FLEET_VALIDATION_TIMED_OUT",
  "FLEET_ACTIVATION_FAILED",
];

interface Told {
  readonly events: FleetEvent[];
  state: FleetEventCode | undefined;
  step: FleetEventCode | undefined;
  last: FleetEventCode | undefined;
}

/** The history of each fleet, and whether it is told in the documented order. */
export class FleetHistories {
  readonly #told = new Map<string, Told>();
  #lastSeq = 0;

  of(fleetId: string): readonly FleetEvent[] {
    return this.#told.get(fleetId)?.events ?? [];
  }

  *enter(events: readonly FleetEvent[]): Iterable<string> {
    for (const event of events) {
      const { fleetId, code, seq } = event;
      if (seq !== this.#lastSeq + 1) yield `event ${code} has the number ${String(seq)} after ${String(this.#lastSeq)}`;
      this.#lastSeq = seq;
      const told = this.#told.get(fleetId) ?? { events: [], state: undefined, step: undefined, last: undefined };
      this.#told.set(fleetId, told);
      if (!mayFollow(code, told))
        yield `fleet ${fleetId} tells ${code} after ${told.events.map((before) => before.code).join(", ")}`;
      told.events.push(event);
      told.last = code;
      if (states.includes(code) || endings.includes(code)) told.state = code;
      if (steps.includes(code)) told.step = code;
    }
  }
}

function mayFollow(code: FleetEventCode, { state, step, last }: Told): boolean {
  if (state === undefined) return code === "FLEET_CREATED";
  if (code === "FLEET_STATE_ERROR") return last !== undefined && failures.includes(last) && !endings.includes(state);
  if (code === "FLEET_STATE_DELETING") return last === "FLEET_DELETED";
  if (states.includes(code)) {
    if (code === "FLEET_STATE_VALIDATING" && last !== "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG") return false;
    return states.indexOf(code) === states.indexOf(state) + 1;
  }
  if (endings.includes(state)) {
    if (state === "FLEET_STATE_ERROR" && whatever.includes(code)) return true;
    return !code.startsWith("FLEET_");
  }
  // What fails on a later instance is told alone.
  if (!steps.includes(code) || state === "FLEET_STATE_ACTIVE" || code === steps[0]) return true;
  // The installer is told of where there is one.
  return step !== undefined && steps.indexOf(step) < steps.indexOf(code);
}
