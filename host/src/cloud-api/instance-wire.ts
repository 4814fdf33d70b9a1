import type * as wire from "../gen/cloud-api.js";
import type { Fleet, Instance } from "../model/index.js";
import type { InstanceLoad } from "../ports/index.js";
import { toWireTime } from "./to-wire.js";

/** `Status` is that of the machine, whose cloud knows RUNNING, not ACTIVE (gse-semantics c.3). */
const machineStatuses: Readonly<Record<Instance["status"], string>> = {
  PENDING: "PENDING",
  ACTIVE: "RUNNING",
  TERMINATING: "TERMINATING",
  TERMINATED: "TERMINATED",
};

/** And `State` that of GSE, in its own spelling. */
const states: Readonly<Record<Instance["status"], string>> = {
  PENDING: "Pending",
  ACTIVE: "Active",
  TERMINATING: "Terminating",
  TERMINATED: "Terminated",
};

export const toWireInstance = (instance: Instance, fleet: Fleet | undefined): wire.Instance => ({
  FleetId: instance.fleetId,
  InstanceId: instance.id,
  IpAddress: instance.ipAddress,
  DnsName: "",
  OperatingSystem: fleet?.operatingSystem ?? "",
  Status: machineStatuses[instance.status],
  Type: fleet?.instanceType ?? "",
  CreateTime: toWireTime(instance.createdAtMs),
  Weight: instance.weight,
  ReserveValue: instance.isReserved ? 1 : 0,
  PrivateIpAddress: instance.ipAddress,
});

export const toWireInstanceExtend = (
  instance: Instance,
  fleet: Fleet | undefined,
  load: InstanceLoad,
): wire.InstanceExtend => ({
  Instance: toWireInstance(instance, fleet),
  State: states[instance.status],
  HealthyProcessCnt: load.healthyProcesses,
  ActiveProcessCnt: load.processes,
  GameSessionCnt: load.sessions,
  // gse-semantics d.2: each process hosts one session at a time.
  MaxGameSessionCnt: (fleet?.runtime.serverProcesses ?? []).reduce((sum, entry) => sum + entry.concurrentExecutions, 0),
  PlayerSessionCnt: load.players,
  MaxPlayerSessionCnt: load.playerSlots,
});
