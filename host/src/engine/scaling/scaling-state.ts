import { isScaledByPolicies, type Fleet, type FleetId } from "../../model/index.js";
import { Deadlines } from "../deadlines.js";
import { Table } from "../table.js";
import type { UndoLog } from "../undo-log.js";

/**
 * When a fleet's scaling is to be looked at, and how its rules fare from minute to minute. Not kept on disk: a host that starts
 * makes it when it takes up what there is, and the count begins anew.
 */
export interface ScalingWatch {
  readonly id: FleetId;
  /** The next look; null: no policy moves the fleet. */
  readonly lookAtMs: number | null;
  /** The next run of its timers; null: none. */
  readonly timerAtMs: number | null;
  /** For how many looks in a row the condition of a rule has been true, by its name; those that are not, are not here. */
  readonly held: readonly { readonly policy: string; readonly minutes: number }[];
}

/** When the scaling of which fleet is due. */
export class ScalingState {
  readonly lookDeadlines = new Deadlines<FleetId>();
  readonly timerDeadlines = new Deadlines<FleetId>();
  readonly watches: Table<FleetId, ScalingWatch>;

  constructor(undoLog: UndoLog) {
    this.watches = new Table({
      undoLog,
      isLive: ({ lookAtMs, timerAtMs }) => lookAtMs !== null || timerAtMs !== null,
      onChange: (before, after) => {
        const row = after ?? before;
        if (row === undefined) return;
        follow(this.lookDeadlines, row.id, after?.lookAtMs);
        follow(this.timerDeadlines, row.id, after?.timerAtMs);
      },
    });
  }

  /** The earliest instants at which something is due. */
  get nextAtMs(): readonly (number | undefined)[] {
    return [this.lookDeadlines.nextAtMs, this.timerDeadlines.nextAtMs];
  }
}

function follow(deadlines: Deadlines<FleetId>, id: FleetId, atMs: number | null | undefined): void {
  if (atMs === null || atMs === undefined) deadlines.delete(id);
  else deadlines.set(id, atMs);
}

/** True while policies are to be asked each minute. */
export const isWatched = (fleet: Fleet): boolean => fleet.status === "ACTIVE" && isScaledByPolicies(fleet);

export function nextTimerAtMs({ scaling: { timers } }: Fleet): number | null {
  const instants = timers.flatMap(({ nextRunAtMs, isStopped }) =>
    nextRunAtMs === null || isStopped ? [] : [nextRunAtMs],
  );
  return instants.length === 0 ? null : Math.min(...instants);
}
