import { describe, expect, test } from "vitest";
import { PAGES_ASKED_AGAIN, patchPages } from "../../src/live/patch-pages.js";
import type { Row } from "../../src/live/wire.js";

const session = (number: number, more: Row = {}): Row => ({
  GameServerSessionId: `session-${number}`,
  CreationTime: `2026-01-01T00:00:${String(number).padStart(2, "0")}Z`,
  Status: "ACTIVE",
  ...more,
});
const pagesOf = (...pages: readonly (readonly Row[])[]) => ({
  pages: pages.map((GameServerSessions) => ({ GameServerSessions })),
  pageParams: pages.map((_, index) => (index === 0 ? "" : `token-${index}`)),
});
const list = {
  kind: "session" as const,
  field: "GameServerSessions",
  idOf: ({ GameServerSessionId }: Row) => GameServerSessionId,
};

interface Told {
  readonly action?: "DescribeGameServerSessions" | "SearchGameServerSessions";
  readonly request?: Row;
  readonly data?: ReturnType<typeof pagesOf>;
}

/** What becomes of sessions 5 and 4 on one page, 3 on the next, when these rows are told of. */
function told(rows: readonly Row[], { action = "DescribeGameServerSessions", request = {}, data }: Told = {}) {
  const before = data ?? pagesOf([session(5), session(4)], [session(3)]);
  const wanted = new Map(rows.map((row) => [String(row["GameServerSessionId"]), row]));
  const { data: after, ...verdict } = patchPages(before, list, action, request, wanted);
  const shown = after.pages.map((page) => (page["GameServerSessions"] as readonly Row[]).map(textOf));
  return { before, after, shown, ...verdict };
}

const textOf = ({ GameServerSessionId, Status }: Row): string => `${String(GameServerSessionId)} ${String(Status)}`;

describe("a list that was fetched page by page", () => {
  test("has a row changed in its place; the other pages stay the same object", () => {
    const { shown, before, after, isStale } = told([session(3, { Status: "TERMINATED" })]);
    expect(shown).toEqual([["session-5 ACTIVE", "session-4 ACTIVE"], ["session-3 TERMINATED"]]);
    expect(after.pages[0]).toBe(before.pages[0]);
    expect(isStale).toBe(false);
  });

  test("begins with what is new, the newest first", () => {
    const { shown, isStale } = told([session(6), session(7)]);
    expect(shown[0]).toEqual(["session-7 ACTIVE", "session-6 ACTIVE", "session-5 ACTIVE", "session-4 ACTIVE"]);
    expect(isStale).toBe(false);
  });

  test("that was empty takes the first row", () => {
    expect(told([session(1)], { data: pagesOf([]) }).shown).toEqual([["session-1 ACTIVE"]]);
  });

  test("of one state loses what has another, and takes no other in", () => {
    const request = { StatusFilter: "ACTIVE" };
    const rows = [session(4, { Status: "ERROR" }), session(6, { Status: "ACTIVATING" })];
    expect(told(rows, { request }).shown).toEqual([["session-5 ACTIVE"], ["session-3 ACTIVE"]]);
  });

  test("that is a search loses what has ended", () => {
    const { shown } = told([session(5, { Status: "TERMINATED" })], { action: "SearchGameServerSessions" });
    expect(shown[0]).toEqual(["session-4 ACTIVE"]);
  });

  test("leaves to the host where a row belongs, by an expression or further down", () => {
    const request = { FilterExpression: "playerSessionCount>1" };
    expect(told([session(6)], { action: "SearchGameServerSessions", request })).toMatchObject({ isStale: true });
    expect(told([session(2)])).toMatchObject({ isStale: true, isChanged: false });
  });

  test("is not asked for again when it is long", () => {
    const data = pagesOf(...Array.from({ length: PAGES_ASKED_AGAIN + 1 }, (_, n) => [session(50 - n)]));
    expect(told([session(2)], { data })).toMatchObject({ isStale: false, isChanged: false });
  });

  test("that nothing was said of stays the same", () => {
    expect(told([])).toMatchObject({ isStale: false, isChanged: false });
  });
});
