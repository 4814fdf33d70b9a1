import type { FleetId, InstanceId } from "../model/index.js";
import type { LiveTables } from "../ports/index.js";
import { noSums, type MutableSums } from "./sums.js";

type Tables = Pick<LiveTables, "fleets" | "processes" | "sessions">;

/** How each fleet is at this moment (gse-semantics k); goes through each table once. */
export function lookAtFleets({ fleets, processes, sessions }: Tables): Map<FleetId, MutableSums<"fleet">> {
  const found = new Map<FleetId, MutableSums<"fleet">>();
  for (const { id, capacity } of fleets)
    found.set(id, {
      ...noSums("fleet"),
      samples: 1,
      maxInstances: capacity.max,
      minInstances: capacity.min,
      desiredInstances: capacity.desired,
    });

  const active = new Map<InstanceId, FleetId>();
  const busy = new Set<InstanceId>();
  for (const { fleetId, instanceId, status, isShielded, sessionId } of processes) {
    const fleet = fleetId === null ? undefined : found.get(fleetId);
    if (fleet === undefined || fleetId === null || instanceId === null) continue;
    if (sessionId !== null) busy.add(instanceId);
    if (status !== "ACTIVE") continue;
    active.set(instanceId, fleetId);
    fleet.activeProcesses++;
    if (isShielded) continue;
    fleet.healthyProcesses++;
    if (sessionId === null) fleet.availableSessions++;
  }
  for (const [instanceId, fleetId] of active) {
    const fleet = found.get(fleetId);
    if (fleet === undefined) continue;
    fleet.activeInstances++;
    if (!busy.has(instanceId)) fleet.idleInstances++;
  }

  for (const { fleetId, status, currentPlayers } of sessions) {
    const fleet = found.get(fleetId);
    if (fleet === undefined) continue;
    if (status === "ACTIVATING") fleet.activatingSessions++;
    if (status === "ACTIVE") fleet.activeSessions++;
    fleet.activePlayerSessions += currentPlayers;
  }
  return found;
}
