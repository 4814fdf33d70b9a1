import type { InfiniteData } from "@tanstack/react-query";
import type { PatchedList } from "./patched-lists.js";
import type { Row } from "./wire.js";

export interface PatchedPages {
  readonly data: InfiniteData<Row>;
  readonly isChanged: boolean;
  /** A row may belong to the list, and only the host can tell where. */
  readonly isStale: boolean;
}

/** As many pages are asked for again when only the host can tell; of more, what is seen stays, brought up to date row by row. */
export const PAGES_ASKED_AGAIN = 3;

/**
 * Brings a list that was fetched page by page up to date: rows in place, those that do not fit any more taken out, new ones put
 * where they belong if the list is newest first and holds all there are.
 * @param wanted what is said of each row, by its id; null for one that is gone
 */
export function patchPages(
  data: InfiniteData<Row>,
  { field, idOf }: PatchedList,
  name: string,
  request: Row,
  wanted: ReadonlyMap<string, Row | null | undefined>,
): PatchedPages {
  const unknown = new Map(wanted);
  let isChanged = false;
  const pages = data.pages.map((page) => {
    const rows = page[field] as readonly Row[];
    if (!rows.some((row) => wanted.has(String(idOf(row))))) return page;
    const patched = rows.flatMap((row) => {
      const id = String(idOf(row));
      const said = wanted.get(id);
      unknown.delete(id);
      if (said === undefined) return [row];
      return said === null || !fits(name, request, said) ? [] : [{ ...row, ...said }];
    });
    isChanged = true;
    return { ...page, [field]: patched };
  });
  const fresh = [...unknown.values()].filter(
    (row): row is Row => row !== null && row !== undefined && fits(name, request, row),
  );
  const [first] = pages;
  if (fresh.length === 0 || first === undefined) return { data: { ...data, pages }, isChanged, isStale: false };
  // What was made before the newest that is known stands further down, or not here at all.
  const newest = (first[field] as readonly Row[])[0];
  const isOnTop = (row: Row): boolean => newest === undefined || createdAt(row) >= createdAt(newest);
  if (!isNewestFirst(name, request) || !fresh.every(isOnTop))
    return { data: { ...data, pages }, isChanged, isStale: data.pages.length <= PAGES_ASKED_AGAIN };
  const begun = { ...first, [field]: [...fresh.reverse(), ...(first[field] as readonly Row[])] };
  return { data: { ...data, pages: [begun, ...pages.slice(1)] }, isChanged: true, isStale: false };
}

const createdAt = (row: Row): string => String(row["CreationTime"]);

const isNewestFirst = (name: string, { FilterExpression, SortExpression }: Row): boolean =>
  name !== "SearchGameServerSessions" || (!FilterExpression && !SortExpression);

/** As far as the request tells: a search holds what is ACTIVE, whatever its expression says besides. */
function fits(name: string, request: Row, row: Row): boolean {
  const status =
    name === "SearchGameServerSessions" ? "ACTIVE" : (request["StatusFilter"] ?? request["PlayerSessionStatusFilter"]);
  return status === undefined || status === row["Status"];
}
