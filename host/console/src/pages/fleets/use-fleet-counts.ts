import { useCall } from "../../api/use-call.js";

export interface FleetCounts {
  readonly active: number;
  readonly desired: number;
  readonly processes: number;
  readonly sessions: number;
  readonly players: number;
}

/** What runs on fleets now; undefined while that is not known. */
export function useFleetCounts(ids: readonly string[]): (id: string) => FleetCounts | undefined {
  const options = { isEnabled: ids.length > 0, keepsPrevious: true };
  const { data: capacity } = useCall("DescribeFleetCapacity", { FleetIds: ids, Limit: 100 }, options);
  const { data: utilization } = useCall("DescribeFleetUtilization", { FleetIds: ids }, options);
  return (id) => {
    const instances = capacity?.FleetCapacity.find(({ FleetId }) => FleetId === id)?.InstanceCounts;
    const used = utilization?.FleetUtilization.find(({ FleetId }) => FleetId === id);
    if (instances === undefined || used === undefined) return undefined;
    return {
      active: instances.Active,
      desired: instances.Desired,
      processes: used.ActiveServerProcessCount,
      sessions: used.ActiveGameServerSessionCount,
      players: used.CurrentPlayerSessionCount,
    };
  };
}
