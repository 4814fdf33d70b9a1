import type { InstanceId } from "../model/index.js";
import type { LiveTables, MachineLook } from "../ports/index.js";
import { noSums, type MutableSums } from "./sums.js";

/** How each instance is at this moment, but for what its processes use (gse-semantics k). */
export function lookAtInstances(
  { instances, processes }: Pick<LiveTables, "instances" | "processes">,
  { load, connections }: MachineLook,
): Map<InstanceId, MutableSums<"instance">> {
  const found = new Map<InstanceId, MutableSums<"instance">>();
  for (const { id } of instances)
    found.set(id, {
      ...noSums("instance"),
      samples: 1,
      connectionSamples: connections === undefined ? 0 : 1,
      loadSamples: load === undefined ? 0 : 1,
      load: load ?? 0,
    });
  for (const { instanceId, clientPort } of processes) {
    const instance = instanceId === null ? undefined : found.get(instanceId);
    if (instance !== undefined) instance.connections += connections?.get(clientPort) ?? 0;
  }
  return found;
}
