import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GameServerSession, GameServerSessionId } from "../../src/model/index.js";
import { makeSearchToken, parseFilter, parseSort, readSearchToken, search } from "../../src/search/index.js";
import { aSession } from "../support/builders.js";

const sorts = [
  "gameServerSessionName",
  "gameServerSessionId",
  "maximumSessions",
  "creationTimeMillis",
  "playerSessionCount",
];

const session = (seq: number, given: Partial<GameServerSession> = {}): GameServerSession =>
  aSession({ seq, id: `id-${String(seq % 7)}-${String(seq)}` as GameServerSessionId, ...given });
const all = parseFilter("");
const seqs = (found: { readonly sessions: readonly GameServerSession[] }) => found.sessions.map(({ seq }) => seq);

describe("A search", () => {
  test("without a sort is newest first", () => {
    expect(
      seqs(search([session(1), session(3), session(2)], { filter: all, order: parseSort("  "), limit: 10 })),
    ).toEqual([3, 2, 1]);
  });

  test("gives those that are alike newest first, up or down", () => {
    const sessions = [
      session(1, { currentPlayers: 2 }),
      session(2, { currentPlayers: 1 }),
      session(3, { currentPlayers: 2 }),
    ];
    const by = (sort: string) => seqs(search(sessions, { filter: all, order: parseSort(sort), limit: 10 }));
    expect(by("playerSessionCount")).toEqual([2, 3, 1]);
    expect(by("playerSessionCount DESC")).toEqual([3, 1, 2]);
    expect(by("gameServerSessionName")).toEqual([3, 2, 1]);
  });

  const anySession = fc.record({
    name: fc.oneof(
      fc.constantFrom("a", "b", "ab", "", "房间", "🏝"),
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.constant("x".repeat(500)),
    ),
    maxPlayers: fc.nat(3),
    currentPlayers: fc.nat(3),
    createdAtMs: fc.constantFrom(1, 2, 1_575_518_668_000),
  });
  const sort = fc
    .tuple(fc.constantFrom("", ...sorts), fc.constantFrom("", " ASC", " DESC"))
    .map(([field, direction]) => (field === "" ? "" : field + direction));

  test("gives pages that together are what one page would be, in the order of a sort", () => {
    fc.assert(
      fc.property(fc.array(anySession, { maxLength: 40 }), sort, fc.integer({ min: 1, max: 7 }), (given, by, limit) => {
        const sessions = given.map((one, at) => session(at + 1, one));
        const filter = parseFilter("maximumSessions<>3");
        const order = parseSort(by);
        const query = { by };
        const paged: number[] = [];
        let token: string | undefined;
        do {
          const after = token === undefined ? undefined : readSearchToken(token, query);
          if (token !== undefined) expect(after).toBeDefined();
          const found = search(sessions, { filter, order, after, limit });
          expect(found.sessions.length).toBeLessThanOrEqual(limit);
          paged.push(...seqs(found));
          token = found.next && makeSearchToken(found.next, query);
          if (token !== undefined) expect(token).toMatch(/^[\x21-\x7e]{1,1024}$/);
          // A page that comes again would come for ever.
        } while (token !== undefined && paged.length <= sessions.length);

        expect(paged).toEqual(seqs(search(sessions, { filter, order, limit: 100 })));
        const sign = order.direction === "ASC" ? 1 : -1;
        const keyOf = (one: GameServerSession): string | number =>
          ({
            none: 0,
            gameServerSessionName: one.name,
            gameServerSessionId: one.id,
            maximumSessions: one.maxPlayers,
            creationTimeMillis: one.createdAtMs,
            playerSessionCount: one.currentPlayers,
          })[order.field ?? "none"];
        const sorted = sessions
          .filter(({ maxPlayers }) => maxPlayers !== 3)
          .sort((a, b) => (keyOf(a) === keyOf(b) ? b.seq - a.seq : (keyOf(a) < keyOf(b) ? -1 : 1) * sign));
        expect(paged).toEqual(sorted.map(({ seq }) => seq));
      }),
      { numRuns: 500 },
    );
  });

  test("neither skips nor repeats sessions that stay, whatever comes and goes between the pages", () => {
    const change = fc.record({
      goes: fc.array(fc.nat(60), { maxLength: 5 }),
      comes: fc.array(anySession, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(
        fc.array(anySession, { minLength: 10, maxLength: 40 }),
        fc.array(change, { minLength: 20, maxLength: 20 }),
        sort,
        fc.integer({ min: 2, max: 5 }),
        (given, changes, by, limit) => {
          const order = parseSort(by);
          let lastSeq = 0;
          const sessions = new Map<number, GameServerSession>();
          const come = (one: Partial<GameServerSession>): void => void sessions.set(++lastSeq, session(lastSeq, one));
          given.forEach(come);
          const there = new Set(sessions.keys());
          const seen: number[] = [];
          let token: string | undefined;
          let turn = 0;
          do {
            const after = token === undefined ? undefined : readSearchToken(token, { by });
            const found = search(sessions.values(), { filter: all, order, after, limit });
            seen.push(...seqs(found));
            token = found.next && makeSearchToken(found.next, { by });
            const { goes = [], comes = [] } = changes[turn++] ?? {};
            for (const seq of goes) {
              sessions.delete(seq);
              there.delete(seq);
            }
            comes.forEach(come);
          } while (token !== undefined && turn < 60);
          expect(new Set(seen).size).toBe(seen.length);
          if (token === undefined) expect(seen).toEqual(expect.arrayContaining([...there]));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("orders names by their first 300 characters, then newest first", () => {
    const alike = "x".repeat(300);
    const sessions = [session(1, { name: `${alike}a` }), session(2, { name: `${alike}b` }), session(3, { name: "x" })];
    expect(seqs(search(sessions, { filter: all, order: parseSort("gameServerSessionName"), limit: 9 }))).toEqual([
      3, 2, 1,
    ]);
  });
});
