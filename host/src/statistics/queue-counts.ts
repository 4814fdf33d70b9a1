import { queueRegionId, type HostEvent, type Placement, type QueueId } from "../model/index.js";

const nothing = {
  started: 0,
  fulfilled: 0,
  cancelled: 0,
  timedOut: 0,
  failed: 0,
  placingMs: 0,
  firstNotViable: 0,
  firstNotAvailable: 0,
  nearest: 0,
};

/** What happened in a queue since the last report (gse-semantics k). */
export type QueueCount = typeof nothing;

const countOf = {
  FULFILLED: "fulfilled",
  CANCELLED: "cancelled",
  TIMED_OUT: "timedOut",
  FAILED: "failed",
} as const satisfies Partial<Record<Placement["status"], keyof QueueCount>>;

/** Counts what happens in each queue, until it is reported. */
export class QueueCounts {
  #counts = new Map<QueueId, QueueCount>();
  /** Placed in each region, by `queueRegionId`. */
  #regions = new Map<string, number>();

  onEvent(event: HostEvent): void {
    if (event.type === "placementStarted") this.#of(event.placement.queueId).started++;
    else if (event.type === "placementEnded") this.#ended(event.placement);
  }

  /** Since the last report. */
  get counts(): ReadonlyMap<QueueId, QueueCount> {
    return this.#counts;
  }

  get regions(): ReadonlyMap<string, number> {
    return this.#regions;
  }

  /** From now on it is counted anew. */
  reported(): void {
    this.#counts = new Map();
    this.#regions = new Map();
  }

  #ended({ queueId, status, startedAtMs, endedAtMs, session, choice }: Placement): void {
    if (status === "PENDING") return;
    const count = this.#of(queueId);
    count[countOf[status]]++;
    if (session === null) return;
    count.placingMs += Math.max(0, (endedAtMs ?? startedAtMs) - startedAtMs);
    if (choice?.first === "not-viable") count.firstNotViable++;
    if (choice?.first === "not-available") count.firstNotAvailable++;
    if (choice?.isNearest === true) count.nearest++;
    const id = queueRegionId(queueId, session.region);
    this.#regions.set(id, (this.#regions.get(id) ?? 0) + 1);
  }

  #of(queueId: QueueId): QueueCount {
    const count = this.#counts.get(queueId) ?? { ...nothing };
    this.#counts.set(queueId, count);
    return count;
  }
}
