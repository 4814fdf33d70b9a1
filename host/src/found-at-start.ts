import type { Launch, MachineCommand } from "./model/index.js";
import type { RecoveredLaunch } from "./ports/index.js";

/** What became of launches while no host ran. */
export function foundAtStart(
  launches: readonly Launch[],
  running: readonly RecoveredLaunch[],
): readonly MachineCommand[] {
  const found = new Map(running.map((launch) => [launch.processId, launch]));
  return launches.flatMap(({ id, pid }): MachineCommand[] => {
    const launch = found.get(id);
    if (launch === undefined)
      return [{ type: "launchExited", processId: id, how: "it was gone when the host started", log: "" }];
    const { pid: foundPid, startedAt } = launch;
    return pid === null ? [{ type: "launchDone", processId: id, outcome: { ok: true, pid: foundPid, startedAt } }] : [];
  });
}
