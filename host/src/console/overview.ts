import type { CommandHost } from "../ports/index.js";

/** What is live on the whole host at a moment. */
export interface Overview {
  /** Game server processes that said ProcessReady and have not ended; those of them that could take a session now. */
  readonly Processes: number;
  readonly IdleProcesses: number;
  /** Sessions that have not ended, and player slots in them that are reserved or taken. */
  readonly Sessions: number;
  readonly Players: number;
  /** How many there are of each status; none that there are none of. */
  readonly Instances: Readonly<Record<string, number>>;
  readonly Fleets: Readonly<Record<string, number>>;
}

export function overviewOf(host: Pick<CommandHost, "counts" | "live">): Overview {
  const { processes, idleProcesses, sessions, players } = host.counts();
  const { instances, fleets } = host.live();
  return {
    Processes: processes,
    IdleProcesses: idleProcesses,
    Sessions: sessions,
    Players: players,
    Instances: byStatus(instances),
    Fleets: byStatus(fleets),
  };
}

function byStatus(rows: Iterable<{ readonly status: string }>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
