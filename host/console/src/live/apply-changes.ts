import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import { systemClock } from "../browser/system-clock.js";
import { PAGES_ASKED_AGAIN, patchPages } from "./patch-pages.js";
import { patchedLists, toldBy, type PatchedList } from "./patched-lists.js";
import type { Change, Row } from "./wire.js";

/** What a query of a call is kept under: `[name, region, request]`. */
export type CallKey = readonly [name: string, region: string, request: Row];

/** What comes together is asked for once; and however much happens, no answer is asked for more often. */
const GATHERED_MS = 100;
const AGAIN_AFTER_MS = 1_000;

/** Brings what was asked for up to date by what the stream tells: rows in place, and anew what that cannot tell. */
export class CacheUpdater {
  readonly #client: QueryClient;
  /** Of answers that are to be asked for again, by what the client keeps them under. */
  readonly #timers = new Map<string, number>();
  readonly #askedAtMs = new Map<string, number>();
  /** What was told while an answer was on its way, which may be older. */
  readonly #toldMeanwhile = new Map<string, readonly Change[]>();
  readonly #unsubscribe: () => void;

  constructor(client: QueryClient) {
    this.#client = client;
    this.#unsubscribe = client.getQueryCache().subscribe((event) => {
      if (event.type === "updated" && event.action.type === "success" && event.action.manual !== true)
        this.#answered(event.query.queryHash);
    });
  }

  apply(changes: readonly Change[]): void {
    for (const query of this.#client.getQueryCache().getAll()) {
      const { queryHash, state } = query;
      if (state.fetchStatus === "fetching")
        this.#toldMeanwhile.set(queryHash, [...(this.#toldMeanwhile.get(queryHash) ?? []), ...changes]);
      this.#applyTo(query, changes);
    }
  }

  #answered(queryHash: string): void {
    const query = this.#client.getQueryCache().get(queryHash);
    const changes = this.#toldMeanwhile.get(queryHash);
    if (query === undefined || changes === undefined) return;
    this.#toldMeanwhile.delete(queryHash);
    this.#applyTo(query, changes);
  }

  #applyTo(query: Query, changes: readonly Change[]): void {
    const key = query.queryKey as CallKey;
    const [name, , request] = key;
    const list = patchedLists[name];
    const isStale =
      (list !== undefined && this.#patch(key, list, changes)) ||
      changes.some((change) => isToldBy(name, request, change));
    if (isStale) this.#askAgainSoon(query.queryHash);
  }

  /** Nothing that is known is sure any more. */
  askAllAgain(): void {
    this.#forget();
    // Of a long list the beginning is enough: the rest is fetched again when somebody goes there.
    this.#client.setQueriesData<Row | InfiniteData<Row>>({}, (data) =>
      data !== undefined && isPaged(data) && data.pages.length > PAGES_ASKED_AGAIN ? shortened(data) : undefined,
    );
    void this.#client.invalidateQueries({}, { cancelRefetch: false });
  }

  close(): void {
    this.#unsubscribe();
    this.#forget();
  }

  #forget(): void {
    for (const timer of this.#timers.values()) systemClock.clearTimeout(timer);
    this.#timers.clear();
    this.#askedAtMs.clear();
    this.#toldMeanwhile.clear();
  }

  #askAgainSoon(queryHash: string): void {
    if (this.#timers.has(queryHash)) return;
    const askedAtMs = this.#askedAtMs.get(queryHash) ?? 0;
    const waitMs = Math.max(GATHERED_MS, askedAtMs + AGAIN_AFTER_MS - systemClock.now());
    const timer = systemClock.setTimeout(() => {
      this.#timers.delete(queryHash);
      this.#askedAtMs.set(queryHash, systemClock.now());
      const predicate = (query: { readonly queryHash: string }): boolean => query.queryHash === queryHash;
      void this.#client.invalidateQueries({ predicate }, { cancelRefetch: false });
    }, waitMs);
    this.#timers.set(queryHash, timer);
  }

  /** True when the list must be asked for again: rows came, went, or may belong to it no more. */
  #patch(key: CallKey, list: PatchedList, changes: readonly Change[]): boolean {
    const [, region, request] = key;
    const { kind, field, idOf } = list;
    const rowOf = list.rowOf ?? ((change: Change) => change.Row);
    const wanted = new Map<string, Row | null | undefined>(
      changes
        .filter((change) => change.Kind === kind && mayHold(region, request, change))
        .map((change) => [change.Id, rowOf(change)]),
    );
    const data = this.#client.getQueryData<Row | InfiniteData<Row>>(key);
    if (wanted.size === 0 || data === undefined) return wanted.size > 0;
    if (isPaged(data)) {
      const patched = patchPages(data, list, key[0], request, wanted);
      if (patched.isChanged) this.#client.setQueryData(key, patched.data);
      return patched.isStale;
    }
    let isStale = false;
    let isChanged = false;
    const patched: Row[] = [];
    for (const row of data[field] as readonly Row[]) {
      const id = String(idOf(row));
      const said = wanted.get(id);
      wanted.delete(id);
      if (said === null || (said !== undefined && isFiltered(request, row, said))) isStale = true;
      if (said !== null && said !== undefined) isChanged = true;
      patched.push(said === null || said === undefined ? row : { ...row, ...said });
    }
    if (isChanged) this.#client.setQueryData(key, { ...data, [field]: patched });
    return isStale || [...wanted.values()].some((row) => row !== null && row !== undefined);
  }
}

/** Whether the list may hold the row, as far as the request tells. */
function mayHold(region: string, request: Row, { FleetId, Region, SessionId, Row, Id, Kind }: Change): boolean {
  const { FleetId: fleet, FleetIds: fleets, GameServerSessionId: session, Names: names, QueueName: queue } = request;
  if (Region !== null && Region !== region) return false;
  if (Array.isArray(names) && !names.includes(Id)) return false;
  if (queue !== undefined && Row !== null && queue !== Row["GameServerSessionQueueName"]) return false;
  if (fleet !== undefined && FleetId !== null && fleet !== FleetId) return false;
  if (Array.isArray(fleets) && FleetId !== null && !fleets.includes(FleetId)) return false;
  if (session === undefined) return true;
  return session === (Kind === "session" ? Id : (SessionId ?? Row?.["GameServerSessionId"]));
}

const isFiltered = (request: Row, was: Row, is: Row): boolean =>
  (request["StatusFilter"] ?? request["PlayerSessionStatusFilter"]) !== undefined && was["Status"] !== is["Status"];

function isToldBy(name: string, request: Row, { Kind, FleetId }: Change): boolean {
  if (!toldBy[Kind].some((action) => action === name)) return false;
  const asked = request["FleetId"];
  return asked === undefined || FleetId === null || asked === FleetId;
}

/** Fetched page by page, by `usePages`. */
const isPaged = (data: Row | InfiniteData<Row>): data is InfiniteData<Row> => Array.isArray(data["pages"]);

const shortened = ({ pages, pageParams }: InfiniteData<Row>): InfiniteData<Row> => ({
  pages: pages.slice(0, PAGES_ASKED_AGAIN),
  pageParams: pageParams.slice(0, PAGES_ASKED_AGAIN),
});
