import type { Tag } from "./asset.js";
import type { AliasId, FleetId } from "./ids.js";

export const aliasTypes = ["SIMPLE", "TERMINAL"] as const;
export type AliasType = (typeof aliasTypes)[number];

/**
 * Where an alias leads: SIMPLE to its fleet; TERMINAL nowhere, and its message tells callers why. A TERMINAL one may keep the
 * name of a fleet, which then means nothing (gse-semantics e).
 */
export interface AliasRouting {
  readonly type: AliasType;
  readonly fleetId: FleetId | null;
  /** "" where there is none. */
  readonly message: string;
}

/** A name for a fleet that can be another one tomorrow, or none (gse-semantics e). */
export interface Alias {
  readonly id: AliasId;
  /** Grows by one with each alias of this host; the order of lists. */
  readonly seq: number;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly routing: AliasRouting;
  readonly tags: readonly Tag[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Null while it is there. */
  readonly deletedAtMs: number | null;
}

export const isLiveAlias = (alias: Alias): boolean => alias.deletedAtMs === null;
