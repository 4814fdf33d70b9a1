import { isScaledByPolicies, type Fleet, type FleetId } from "../../model/index.js";
import { Deadlines } from "../deadlines.js";
import { Table } from "../table.js";
import type { UndoLog } from "../undo-log.js";

/** How a fleet's rules fare from minute to minute; not kept on disk: after a restart the count begins anew. */
export interface ScalingWatch {
  readonly id: FleetId;
  /** The next look; null: none, no policy moves the fleet. */
  readonly dueAtMs: number | null;
  /** For how many looks in a row the condition of a rule has been true, by its name; those that are not, are not here. */
  readonly held: readonly { readonly policy: string; readonly minutes: number }[];
}

/** When the scaling of which fleet is to be looked at. */
export class ScalingState {
  readonly watchDeadlines = new Deadlines<FleetId>();
  /** The next run of each fleet's timers. */
  readonly timerDeadlines = new Deadlines<FleetId>();
  readonly watches: Table<FleetId, ScalingWatch>;

  constructor(undoLog: UndoLog) {
    this.watches = new Table({
      undoLog,
      isLive: (row) => row.dueAtMs !== null,
      onChange: (before, after) => {
        if (after !== undefined && after.dueAtMs !== null) this.watchDeadlines.set(after.id, after.dueAtMs);
        else if (before !== undefined) this.watchDeadlines.delete(before.id);
      },
    });
  }

  followFleet(before: Fleet | undefined, after: Fleet | undefined): void {
    const row = after ?? before;
    if (row === undefined || before?.scaling.timers === after?.scaling.timers) return;
    const instants = (after?.scaling.timers ?? []).flatMap(({ nextRunAtMs, isStopped }) =>
      nextRunAtMs === null || isStopped ? [] : [nextRunAtMs],
    );
    if (instants.length > 0) this.timerDeadlines.set(row.id, Math.min(...instants));
    else this.timerDeadlines.delete(row.id);
  }

  /** The earliest instants at which something is due. */
  get nextAtMs(): readonly (number | undefined)[] {
    return [this.watchDeadlines.nextAtMs, this.timerDeadlines.nextAtMs];
  }
}

/** True while policies are to be asked each minute. */
export const isWatched = (fleet: Fleet): boolean => fleet.status === "ACTIVE" && isScaledByPolicies(fleet);
