import type { AssetId } from "./ids.js";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** An uploaded package, checked and kept: what fleets are made of (gse-semantics c.1, d.3). */
export interface Asset {
  readonly id: AssetId;
  /** Grows by one with each asset of this host; the order of lists. */
  readonly seq: number;
  readonly region: string;
  readonly name: string;
  readonly version: string;
  readonly operatingSystem: string;
  /** "" for the default system. */
  readonly imageId: string;
  readonly sizeBytes: number;
  /** Names the package's file in the blob store; never a path that a caller chose. */
  readonly blob: string;
  readonly createdAtMs: number;
  /** Null while it can be used. */
  readonly deletedAtMs: number | null;
  readonly tags: readonly Tag[];
}

export const isUsable = (asset: Asset): boolean => asset.deletedAtMs === null;
