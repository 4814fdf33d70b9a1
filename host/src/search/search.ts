import type { Filter, Searchable } from "./filter.js";
import { compare, placeOf, type Order, type Place } from "./order.js";
import { toTest } from "./to-test.js";

export interface Search {
  readonly filter: Filter;
  readonly order: Order;
  /** Only what stands behind it in the order. */
  readonly after?: Place | undefined;
  readonly limit: number;
}

export interface Found<Session> {
  readonly sessions: readonly Session[];
  /** Where the last of them stands, when there are more behind it. */
  readonly next: Place | undefined;
}

interface Placed<Session> {
  readonly session: Session;
  readonly place: Place;
}

/**
 * The first sessions that pass the filter. Looks at each once, and keeps no more than it gives; the sooner those come that stand
 * first in the order, the fewer are asked more than where they stand.
 */
export function search<Session extends Searchable>(
  sessions: Iterable<Session>,
  { filter, order, after, limit }: Search,
): Found<Session> {
  const passes = toTest(filter);
  const first: Placed<Session>[] = [];
  let last: Place | undefined;
  for (const session of sessions) {
    const place = placeOf(session, order);
    if (last !== undefined && compare(place, last, order) > 0) continue;
    if (after !== undefined && compare(place, after, order) <= 0) continue;
    if (!passes(session)) continue;
    put(first, { session, place }, order);
    // One more than asked for tells whether there is a next page.
    if (first.length > limit + 1) first.pop();
    if (first.length > limit) last = first.at(-1)?.place;
  }
  const given = first.slice(0, limit);
  return {
    sessions: given.map(({ session }) => session),
    next: first.length > limit ? given.at(-1)?.place : undefined,
  };
}

/** Into a list that is in order. */
function put<Session>(list: Placed<Session>[], one: Placed<Session>, order: Order): void {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = list[middle];
    if (other !== undefined && compare(other.place, one.place, order) < 0) from = middle + 1;
    else to = middle;
  }
  list.splice(from, 0, one);
}
