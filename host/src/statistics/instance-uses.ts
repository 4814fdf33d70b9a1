import type { FleetId, HostEvent, Instance, InstanceId, InstanceUse } from "../model/index.js";
import type { Reads, StatisticsRecord, StatisticsStore } from "../ports/index.js";

/** A host that was away for no longer has missed nothing: the game servers went on without it. */
export const LONGEST_PAUSE_MS = 180_000;

interface Options {
  readonly store: Pick<StatisticsStore, "openUses" | "lastSeenAtMs">;
  readonly reads: Pick<Reads, "fleet" | "instance">;
  readonly nowMs: number;
}

interface OpenUse {
  readonly use: InstanceUse;
  readonly isKept: boolean;
}

/** Follows which instances there are, so that it can be told later how long each of them was used. */
export class InstanceUses {
  readonly #reads: Options["reads"];
  readonly #open: Map<InstanceId, OpenUse>;
  /** Of those that are kept as open. */
  #ended: { readonly instanceId: InstanceId; readonly endedAtMs: number }[] = [];
  /** Over before they were kept. */
  #begunAndEnded: InstanceUse[] = [];
  #seenAtMs: number;
  /** What was before nobody saw. */
  #sinceMs: number;

  constructor({ store, reads, nowMs }: Options) {
    this.#reads = reads;
    this.#open = new Map(store.openUses().map((use) => [use.instanceId, { use, isKept: true }]));
    const seenAtMs = store.lastSeenAtMs();
    this.#seenAtMs = seenAtMs ?? nowMs;
    this.#sinceMs = seenAtMs ?? nowMs;
    this.#lookAgain(nowMs);
    this.#seenAtMs = nowMs;
  }

  /** Those that are live, once the host knows what became of them while it was away. */
  takeUp(live: Iterable<Instance>): void {
    const instances = new Map([...live].map((instance) => [instance.id, instance]));
    for (const [id, { use }] of [...this.#open])
      if (!instances.has(id)) this.#end(use, this.#reads.instance(id)?.terminatedAtMs ?? this.#seenAtMs);
    for (const instance of instances.values()) this.#begin(instance);
  }

  onEvent(event: HostEvent): void {
    if (event.type !== "instanceChanged") return;
    const { instance } = event;
    if (instance.status !== "TERMINATED") this.#begin(instance);
    else {
      const open = this.#open.get(instance.id);
      if (open !== undefined) this.#end(open.use, instance.terminatedAtMs ?? this.#seenAtMs);
    }
  }

  /**
   * To be called now and then, and before what is new is kept. After a long pause (the machine slept, say) the uses of before have ended with it.
   * @returns true when there was one
   */
  seen(nowMs: number, live: () => Iterable<Instance>): boolean {
    const wasAway = this.#lookAgain(nowMs);
    if (wasAway) for (const instance of live()) this.#begin(instance);
    this.#seenAtMs = nowMs;
    return wasAway;
  }

  /** What is to be kept; `kept` says that it was. */
  get news(): Pick<StatisticsRecord, "endedUses" | "begunUses" | "seenAtMs"> {
    const begun = [...this.#open.values()].filter(({ isKept }) => !isKept).map(({ use }) => use);
    return { endedUses: this.#ended, begunUses: [...this.#begunAndEnded, ...begun], seenAtMs: this.#seenAtMs };
  }

  kept(): void {
    this.#ended = [];
    this.#begunAndEnded = [];
    for (const [id, { use, isKept }] of this.#open) if (!isKept) this.#open.set(id, { use, isKept: true });
  }

  #lookAgain(nowMs: number): boolean {
    const wasAway = nowMs - this.#seenAtMs > LONGEST_PAUSE_MS;
    if (!wasAway) return false;
    for (const { use } of [...this.#open.values()]) this.#end(use, this.#seenAtMs);
    this.#sinceMs = nowMs;
    return true;
  }

  #begin({ id, fleetId, ipAddress, createdAtMs }: Instance): void {
    if (this.#open.has(id)) return;
    const use: InstanceUse = {
      instanceId: id,
      fleetId,
      region: this.#regionOf(fleetId),
      ipAddress,
      beganAtMs: Math.max(createdAtMs, this.#sinceMs),
      endedAtMs: null,
    };
    this.#open.set(id, { use, isKept: false });
  }

  #end(use: InstanceUse, atMs: number): void {
    const isKept = this.#open.get(use.instanceId)?.isKept === true;
    this.#open.delete(use.instanceId);
    const endedAtMs = Math.max(atMs, use.beganAtMs);
    if (isKept) this.#ended.push({ instanceId: use.instanceId, endedAtMs });
    else this.#begunAndEnded.push({ ...use, endedAtMs });
  }

  #regionOf(fleetId: FleetId): string {
    return this.#reads.fleet(fleetId)?.region ?? "";
  }
}
