import type { Fleet, FleetEventCode, Instance, MachineCommand, Reply, SetUpStep } from "../model/index.js";
import { putInstance, terminateInstances } from "./capacity.js";
import { enterState, tellFleet } from "./fleet-history.js";
import { keepUp } from "./launching.js";
import { done, type Turn } from "./turn.js";

type StepDone = Extract<MachineCommand, { type: "instanceStepDone" }>;

interface StepWords {
  readonly code: FleetEventCode;
  readonly message: string;
  /** Under which it is told that the step failed. */
  readonly failure: FleetEventCode;
}

/** The events of a fleet's creation, in the order of gse-semantics m-26; `download` has that of the state alone. */
const words: Readonly<Record<SetUpStep, StepWords>> = {
  download: {
    code: "FLEET_STATE_DOWNLOADING",
    message: "The package is there.",
    failure: "FLEET_BINARY_DOWNLOAD_FAILED",
  },
  extract: {
    code: "FLEET_CREATION_EXTRACTING_BUILD",
    message: "Extracting Build.",
    failure: "FLEET_CREATION_EXTRACTING_BUILD",
  },
  install: {
    code: "FLEET_CREATION_RUNNING_INSTALLER",
    message: "Running installer at /local/game/install.sh",
    failure: "FLEET_CREATION_RUNNING_INSTALLER",
  },
  validate: {
    code: "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
    message: "Searching for runtime path.",
    failure: "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
  },
};

/** A step of setting an instance up is over; the first instance takes its fleet along (gse-semantics c.2). */
export function instanceStepDone(turn: Turn, { instanceId, step, outcome, log }: StepDone): Reply<undefined> {
  const { deployment } = turn.world;
  const instance = deployment.instances.get(instanceId);
  const fleet = instance === undefined ? undefined : deployment.fleets.get(instance.fleetId);
  if (instance?.status !== "PENDING" || fleet === undefined) return done(undefined);

  if (!outcome.ok) {
    const code =
      outcome.kind === "launch-path-not-found" ? "FLEET_VALIDATION_LAUNCH_PATH_NOT_FOUND" : words[step].failure;
    setUpFailed(turn, fleet, instance, code, outcome.reason, log);
    return done(undefined);
  }
  if (!fleet.hasBeenActive && (step !== "install" || log !== "") && step !== "download")
    tellFleet(turn, fleet.id, words[step].code, words[step].message, log);
  if (step === "validate") begin(turn, instance);
  return done(undefined);
}

/** Everything is in place: from now on its processes are kept up. */
function begin(turn: Turn, instance: Instance): void {
  const active = putInstance(turn, { ...instance, status: "ACTIVE" });
  const { fleets } = turn.world.deployment;
  for (const status of ["VALIDATING", "BUILDING", "ACTIVATING"] as const) {
    const fleet = fleets.get(instance.fleetId);
    if (fleet !== undefined && isBeingCreated(fleet) && fleet.status !== "ACTIVATING") enterState(turn, fleet, status);
  }
  keepUp(turn, active);
}

/** On its way to its first ACTIVE. */
export const isBeingCreated = (fleet: Fleet): boolean =>
  !fleet.hasBeenActive && fleet.status !== "ERROR" && fleet.status !== "DELETING" && fleet.status !== "TERMINATED";

function setUpFailed(
  turn: Turn,
  fleet: Fleet,
  instance: Instance,
  code: FleetEventCode,
  reason: string,
  log: string,
): void {
  turn.events.push({ type: "instanceFailed", fleetId: fleet.id });
  if (isBeingCreated(fleet)) {
    failFleet(turn, fleet, code, reason, log);
    return;
  }
  tellFleet(turn, fleet.id, code, `Instance ${instance.id}: ${reason}`, log);
  tellFleet(
    turn,
    fleet.id,
    "FLEET_ACTIVATION_FAILED_NO_INSTANCES",
    `Instance ${instance.id} could not be set up and is given up; set the capacity again to try once more.`,
  );
  terminateInstances(turn, [instance], reason);
}

/** It cannot go on: the event that says why, then ERROR. What runs is told to go; nothing is started again. */
export function failFleet(turn: Turn, fleet: Fleet, code: FleetEventCode, reason: string, log: string): void {
  tellFleet(turn, fleet.id, code, reason, log);
  enterState(turn, fleet, "ERROR", reason);
  terminateInstances(turn, turn.world.deployment.instancesOf(fleet.id), reason);
}
