import type { PastMinute, PreviewedFleet, ScalingPolicy, ScalingPreview } from "../../model/index.js";
import { decide } from "./decide.js";
import type { FleetNumbers } from "./fleet-numbers.js";
import { isTrueNow } from "./rule.js";
import { MINUTE_MS } from "./watches.js";

/** Game servers reported these; what they would have reported on other instances, nobody knows. */
const isUnknown = (policy: ScalingPolicy): boolean =>
  policy.type === "RuleBased" && policy.metric.endsWith("CustomCount");

/**
 * How policies would have moved a fleet, minute by minute, by the decision that moves fleets: over the sessions there were,
 * on instances that are ready at once, with the sessions on as few of them as hold them. Who was refused then is not known.
 * @param minutes oldest first; where one is missing, rules begin to count anew
 */
export function previewScaling(fleet: PreviewedFleet, minutes: readonly PastMinute[]): ScalingPreview {
  const { min, max, scalingIntervalMinutes, processesPerInstance } = fleet;
  const policies = fleet.policies.filter((policy) => !isUnknown(policy));
  const hasTarget = policies.some(({ type }) => type === "TargetBased");
  let desired = Math.min(Math.max(minutes[0]?.desired ?? min, min), max);
  let scaledAtMs = -Infinity;
  let beforeMs = -Infinity;
  let held: ReadonlyMap<string, number> = new Map();
  const points = minutes.map(({ atMs, sessions, players, desired: was }) => {
    const numbers = numbersOf(desired, processesPerInstance, sessions, players);
    const isInRow = atMs - beforeMs === MINUTE_MS;
    held = new Map(
      policies.flatMap((policy) =>
        policy.type === "RuleBased" && isTrueNow(policy, numbers)
          ? [[policy.name, ((isInRow ? held.get(policy.name) : undefined) ?? 0) + 1] as const]
          : [],
      ),
    );
    beforeMs = atMs;
    const isCooling = atMs - scaledAtMs < scalingIntervalMinutes * MINUTE_MS;
    // Who wants to play on a fleet without any instance does not wait for the cool-down.
    if (!isCooling || (desired === 0 && hasTarget)) {
      const heldMinutes = ({ name }: ScalingPolicy): number => held.get(name) ?? 0;
      const decision = decide({ capacity: { desired, min, max }, policies, numbers, heldMinutes });
      if (decision !== undefined) {
        desired = decision.desired;
        scaledAtMs = atMs;
      }
    }
    return { atMs, was, desired, short: Math.max(0, sessions - desired * processesPerInstance) };
  });
  return { points, leftOut: fleet.policies.filter(isUnknown).map(({ name }) => name) };
}

function numbersOf(instances: number, processesPerInstance: number, wanted: number, players: number): FleetNumbers {
  const processes = instances * processesPerInstance;
  const sessions = Math.min(wanted, processes);
  return {
    instances,
    removable: instances - Math.ceil(sessions / Math.max(1, processesPerInstance)),
    closed: 0,
    processesPerInstance,
    processes,
    freeProcesses: processes - sessions,
    busyProcesses: sessions,
    sessions,
    waiting: wanted - sessions,
    players,
    customCount: 0,
    customMax: 0,
  };
}
