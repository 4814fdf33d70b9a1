import { numberFields, textFields, type NumberField, type Searchable, type TextField } from "./filter.js";

export const directions = ["ASC", "DESC"] as const;

/** In what order sessions are given; those that are alike in the field, newest first. */
export interface Order {
  /** Undefined: newest first. */
  readonly field: TextField | NumberField | undefined;
  readonly direction: (typeof directions)[number];
}

export const newestFirst: Order = { field: undefined, direction: "ASC" };

/** What one field says of a session. */
export type Key = string | number;

/** Where a session stands in an order. */
export interface Place {
  readonly key: Key;
  readonly seq: number;
}

/**
 * A text counts so far only, so that a NextToken, of 1,024 characters at most, can say where a page ended; texts that are alike
 * up to there, newest first.
 */
const MOST_UNITS = 300;

const sortFields = { ...textFields, ...numberFields };

export function placeOf(session: Searchable, { field }: Order): Place {
  const { seq } = session;
  if (field === undefined) return { key: 0, seq };
  const key = sortFields[field](session);
  return { key: typeof key === "string" && key.length > MOST_UNITS ? key.slice(0, MOST_UNITS) : key, seq };
}

/** Below 0 when `a` comes first. No two sessions are alike. */
export function compare(a: Place, b: Place, { direction }: Order): number {
  if (a.key === b.key) return b.seq - a.seq;
  // By UTF-16 units: the same on every machine.
  const isFirst = a.key < b.key === (direction === "ASC");
  return isFirst ? -1 : 1;
}
