import {
  launchKey,
  type Fleet,
  type FleetEventCode,
  type InstanceId,
  type Launch,
  type ServerProcess,
} from "../model/index.js";
import { restartsId, type Restarts } from "./deployment.js";
import { tellFleet } from "./fleet-history.js";
import { keepUp } from "./launching.js";
import { failFleet, isBeingCreated } from "./set-up.js";
import { FAILURES_ON_INSTANCE, FAILURES_WHILE_CREATED, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS } from "./settings.js";
import type { Turn } from "./turn.js";

/** These will not get better by being tried again. */
const isHopeless = (code: FleetEventCode): boolean =>
  code === "FLEET_VALIDATION_EXECUTABLE_RUNTIME_FAILURE" ||
  code === "SERVER_PROCESS_INVALID_PATH" ||
  code === "SERVER_PROCESS_PROCESS_READY_TIMEOUT";

/** False while launches of that entry wait after a failure, or were given up. */
export function mayLaunch(turn: Turn, instanceId: InstanceId, key: string): boolean {
  const restarts = turn.world.deployment.restarts.get(restartsId(instanceId, key));
  return restarts === undefined || restarts.state === "trying";
}

/** It failed so often that it is launched no more. */
export const isGivenUp = ({ world }: Turn, instanceId: InstanceId, entry: ServerProcess): boolean =>
  world.deployment.restarts.get(restartsId(instanceId, launchKey(entry)))?.state === "givenUp";

export function noteSuccess(turn: Turn, instanceId: InstanceId, key: string): void {
  const { restarts } = turn.world.deployment;
  const before = restarts.get(restartsId(instanceId, key));
  if (before !== undefined) restarts.put({ ...before, failures: 0 });
}

/**
 * A process that came to nothing. It is tried again after a wait that doubles each time; a fleet that never was ACTIVE
 * goes to ERROR after a few, an instance of another one is given up after some more.
 */
export function countFailure(turn: Turn, launch: Launch, code: FleetEventCode, message: string, log: string): void {
  const { deployment } = turn.world;
  const fleet = deployment.fleets.get(launch.fleetId);
  const key = launchKey({ ...launch, concurrentExecutions: 1 });
  const id = restartsId(launch.instanceId, key);
  const before = deployment.restarts.get(id);
  if (fleet === undefined || fleet.status === "ERROR" || fleet.status === "DELETING") return;
  tellFleet(turn, fleet.id, code, message, log);
  if (before !== undefined && before.state !== "trying") return;

  const failures = (before?.failures ?? 0) + 1;
  const isCreating = isBeingCreated(fleet);
  const isLast =
    failures >= (isCreating ? FAILURES_WHILE_CREATED : FAILURES_ON_INSTANCE) || (isCreating && isHopeless(code));
  const backoffMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
  const after: Restarts = {
    id,
    instanceId: launch.instanceId,
    failures,
    state: isLast ? "givenUp" : "waiting",
    notBeforeMs: turn.nowMs + backoffMs,
  };
  deployment.restarts.put(after);
  if (!isLast) return;

  const times = failures === 1 ? "" : ` ${String(failures)} times in a row`;
  const reason = `${launch.launchPath} could not be brought to ProcessReady${times}: ${message}`;
  if (isCreating)
    failFleet(
      turn,
      fleet,
      code === "SERVER_PROCESS_PROCESS_READY_TIMEOUT" ? "FLEET_VALIDATION_TIMED_OUT" : "FLEET_ACTIVATION_FAILED",
      reason,
      log,
    );
  else if (hasNothingLeft(turn, fleet)) failFleet(turn, fleet, "FLEET_ACTIVATION_FAILED", reason, log);
  else
    tellFleet(
      turn,
      fleet.id,
      "GENERIC_EVENT",
      `Instance ${launch.instanceId} starts ${launch.launchPath} no more: ${reason} Update the runtime configuration to have it tried again.`,
      log,
    );
}

/** A fleet of which nothing is launched any more has lost its last process: it hosts nothing from now on. */
export function failIfNothingLeft(turn: Turn, { fleetId, launchPath }: Launch): void {
  const fleet = turn.world.deployment.fleets.get(fleetId);
  if (fleet?.status !== "ACTIVE" || !hasNothingLeft(turn, fleet)) return;
  const reason = `the last process of ${launchPath} has ended, and it is started no more: it failed too often`;
  failFleet(turn, fleet, "FLEET_ACTIVATION_FAILED", reason, "");
}

/** No process of the fleet runs, and none will be tried again. */
function hasNothingLeft(turn: Turn, { id, runtime }: Fleet): boolean {
  const { deployment } = turn.world;
  const instances = deployment.stayingOf(id);
  return (
    instances.length > 0 &&
    instances.every(
      (instance) =>
        instance.status === "ACTIVE" &&
        runtime.serverProcesses.every((entry) => isGivenUp(turn, instance.id, entry)) &&
        deployment.launchesOn(instance.id).every(({ status }) => status === "EXITING"),
    )
  );
}

/** Waits that are over. */
export function passRestartDeadlines(turn: Turn): void {
  const { restartDeadlines, restarts } = turn.world.deployment;
  for (;;) {
    const id = restartDeadlines.due(turn.nowMs);
    if (id === undefined) return;
    const row = restarts.get(id);
    if (row === undefined) throw new Error(`a wait is over that does not exist: "${id}"`);
    restarts.put({ ...row, state: "trying" });
    keepUp(turn, { id: row.instanceId });
  }
}
