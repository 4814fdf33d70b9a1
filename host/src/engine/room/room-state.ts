import type { FleetId, MachineMeasure } from "../../model/index.js";
import { Table } from "../table.js";
import type { UndoLog } from "../undo-log.js";

/** The machine as it was measured last. */
export interface Measured {
  readonly id: "machine";
  readonly measure: MachineMeasure;
  /** Memory runs out: nothing is launched that is not needed, until all of it would fit. */
  readonly isShort: boolean;
}

/** A fleet that has fewer instances than it should, because the machine has no room for more. */
export interface Lack {
  readonly id: FleetId;
  readonly isLacking: boolean;
}

/** How much room the machine has. Not kept on disk: a host that starts measures it anew, and holds nothing back until then. */
export class RoomState {
  readonly measured: Table<"machine", Measured>;
  readonly lacks: Table<FleetId, Lack>;

  constructor(undoLog: UndoLog) {
    this.measured = new Table({ undoLog, isLive: () => true, onChange: () => undefined });
    this.lacks = new Table({ undoLog, isLive: ({ isLacking }) => isLacking, onChange: () => undefined });
  }

  get latest(): Measured | undefined {
    return this.measured.get("machine");
  }

  isLacking(id: FleetId): boolean {
    return this.lacks.get(id) !== undefined;
  }
}
