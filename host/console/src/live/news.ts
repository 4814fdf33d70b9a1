import { systemClock } from "../browser/system-clock.js";
import type { Change, ChangeKind, Row } from "./wire.js";

/** Something has come into another state, for people to read. */
export interface News {
  /** Counts up; no two have the same. */
  readonly number: number;
  readonly atMs: number;
  readonly kind: ChangeKind;
  readonly id: string;
  /** The new state; of an event of a fleet its code; "GONE" for what is in no list any more. */
  readonly status: string;
  readonly row: Row;
}

/** Events of fleets that tell of a fault (gse-semantics d.9); the others go with states, which are news themselves. */
export const isTrouble = (code: string): boolean =>
  /_FAILED|_FAILURE|TIMED_OUT|TIMEOUT|CRASHED|UNHEALTHY|NOT_FOUND|SERVER_DOWN|INVALID_PATH|FORCE_TERMINATED/.test(code);
/** What comes after these is another life. */
const last = new Set([
  ...["GONE", "TERMINATED", "COMPLETED", "TIMEDOUT", "ERROR"],
  ...["FULFILLED", "CANCELLED", "TIMED_OUT", "FAILED"],
]);

/** Finds among all changes those that are news: counts that moved are none. */
export class NewsDesk {
  readonly #known = new Map<string, { readonly status: string; readonly row: Row }>();
  #number = 0;

  /** Newest first. */
  sift(changes: readonly Change[]): readonly News[] {
    const atMs = systemClock.now();
    return changes.flatMap((change) => this.#newsOf(change, atMs)).reverse();
  }

  #newsOf({ Kind: kind, Id: id, Region, Row: given }: Change, atMs: number): readonly News[] {
    const key = isNamedByCaller(kind) ? `${kind} ${Region ?? ""} ${id}` : id;
    const known = this.#known.get(key);
    const row = given ?? known?.row;
    if (row === undefined) return [];
    const status = given === null ? "GONE" : statusOf(kind, given);
    if (status === "" || status === known?.status) return [];
    if (last.has(status)) this.#known.delete(key);
    else if (kind !== "fleetEvent") this.#known.set(key, { status, row });
    return [{ number: ++this.#number, atMs, kind, id, status, row }];
  }
}

/** Then it may have the name of another thing, or of one in another region. */
const isNamedByCaller = (kind: ChangeKind): boolean => kind === "queue" || kind === "placement";

function statusOf(kind: ChangeKind, row: Row): string {
  if (kind === "asset") return "UPLOADED";
  // Where it leads is the state that it is in.
  if (kind === "alias") return JSON.stringify(row["RoutingStrategy"]);
  if (kind === "queue")
    return JSON.stringify([row["Destinations"], row["PlayerLatencyPolicies"], row["TimeoutInSeconds"]]);
  if (kind === "instance") return String(row["State"]).toUpperCase();
  if (kind !== "fleetEvent") return String(row["Status"]);
  const code = String(row["EventCode"]);
  return isTrouble(code) ? code : "";
}
