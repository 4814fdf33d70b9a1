import type { ActionName } from "../gen/cloud-api.js";

/** How often one key may call each action in a second; all temporary keys together count as one. */
export interface RateLimits {
  /** Of actions that have no limit of their own. */
  readonly others: number;
  readonly actions: { readonly [A in ActionName]?: number };
}

/** GSE's own (gse-semantics i). */
export const gseRateLimits: RateLimits = {
  others: 20,
  actions: {
    CreateGameServerSession: 1_000,
    JoinGameServerSession: 1_000,
    JoinGameServerSessionBatch: 1_000,
    SearchGameServerSessions: 1_000,
    DescribePlayerSessions: 1_000,
  },
};

interface Bucket {
  readonly left: number;
  readonly atMs: number;
}

/**
 * A bucket of calls for each kind of key and action: one second's worth at most, filled up as time goes by. So a burst of a second's
 * calls passes, and then as many as the limit says.
 */
export class CallRates {
  readonly #limits: RateLimits;
  /** Of each kind of key, and not of each key: temporary ones are as many as one likes. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  limitOf(action: ActionName): number {
    return this.#limits.actions[action] ?? this.#limits.others;
  }

  /** Takes one call out of the bucket; false when there is none left. `whose`: the kind of the key that signed. */
  take(whose: string, action: ActionName, nowMs: number): boolean {
    const key = `${action} ${whose}`;
    const limit = this.limitOf(action);
    const bucket = this.#buckets.get(key);
    // A clock that was set back fills nothing, and takes nothing away.
    const passedMs = bucket === undefined ? 0 : Math.max(0, nowMs - bucket.atMs);
    const left = bucket === undefined ? limit : Math.min(limit, bucket.left + (passedMs * limit) / 1_000);
    const isFree = left >= 1;
    this.#buckets.set(key, { left: isFree ? left - 1 : left, atMs: nowMs });
    return isFree;
  }
}
