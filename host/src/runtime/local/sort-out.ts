import type { OsProcess } from "../../model/index.js";
import type { KnownLaunches, RecoveredLaunch } from "../../ports/index.js";
import type { MarkedProcess } from "./proc-scan.js";

export interface SortedOut {
  /** The known launches that run. */
  readonly recovered: readonly RecoveredLaunch[];
  /** What belongs to nothing that is known. */
  readonly strays: readonly MarkedProcess[];
}

/**
 * Which of the processes that a former host left are whose. A launch whose pid was never written down, for the host died
 * between starting it and saying so, is known by its environment. What install.sh put into the background on an instance
 * that is set up goes on: servers may need it.
 */
export function sortOut(
  { launches, instances }: KnownLaunches,
  marked: readonly MarkedProcess[],
  isAlive: (process: OsProcess) => boolean,
): SortedOut {
  const recovered = launches.flatMap(({ id, pid, startedAt }): RecoveredLaunch[] => {
    if (pid !== null && startedAt !== null)
      return isAlive({ pid, startedAt }) ? [{ processId: id, pid, startedAt }] : [];
    const leaders = marked.filter(({ processId, leadsItsGroup }) => processId === id && leadsItsGroup);
    const [first] = leaders.sort((a, b) => ticksOf(a) - ticksOf(b));
    return first === undefined ? [] : [{ processId: id, pid: first.pid, startedAt: first.startedAt }];
  });
  const running = new Set(recovered.map(({ processId }) => processId));
  const isKnown = new Set(instances);
  const strays = marked.filter(({ processId, instanceId }) =>
    processId === undefined ? !isKnown.has(instanceId) : !running.has(processId),
  );
  return { recovered, strays };
}

const ticksOf = ({ startedAt }: MarkedProcess): number => Number(startedAt.split(" ")[1]);
