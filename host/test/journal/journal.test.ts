import { describe, expect, test } from "vitest";
import type { FleetId, GameServerSessionId, PlayerSessionId, ProcessId } from "../../src/model/index.js";
import type { Changes, Journal } from "../../src/ports/index.js";
import { aPlayer, aProcess, aSession, atMs, noChanges, noSeqs } from "../support/builders.js";
import { journals, reopenable } from "./journals.js";

const liveOf = ({ fleetEvents: _history, ...live }: Changes) => live;
const liveNothing = liveOf(noChanges);
const session = (n: number, given: Parameters<typeof aSession>[0] = {}) =>
  aSession({ seq: n, id: `session-${String(n)}` as GameServerSessionId, ...given });
const player = (n: number, given: Parameters<typeof aPlayer>[0] = {}) =>
  aPlayer({ seq: n, id: `psess-${String(n)}` as PlayerSessionId, playerId: `player-${String(n)}`, ...given });

describe.each(Object.entries(journals))("%s", (_name, prepare) => {
  const useJournal = () => reopenable(prepare());

  test("is empty at first", () => {
    const { now } = useJournal();
    expect(now.load(() => 0)).toEqual({ ...liveNothing, lastSeq: noSeqs, recentCreations: [] });
    expect(now.session(aSession().id)).toBeUndefined();
    expect(now.player(aPlayer().id)).toBeUndefined();
    now.close();
  });

  test("gives back every field of what was committed, after it was closed and opened again", () => {
    const journals = useJournal();
    const rows: Changes = {
      ...noChanges,
      processes: [aProcess({ startedAt: null, logPaths: ["./logs", "日志"] })],
      sessions: [aSession({ name: 'quotes " and \u0000 nul', gameProperties: [{ key: "k", value: "v" }] })],
      players: [aPlayer({ playerData: "🎲".repeat(10) })],
    };
    journals.now.commit(rows);
    const again = journals.reopen();
    expect(again.load(() => 0)).toEqual({
      ...liveOf(rows),
      lastSeq: { ...noSeqs, sessions: 1, players: 1 },
      recentCreations: [],
    });
    expect(again.session(aSession().id)).toEqual(rows.sessions[0]);
    expect(again.player(aPlayer().id)).toEqual(rows.players[0]);
    again.close();
  });

  test("keeps what has ended as history, and loads only what is live", () => {
    const { now } = useJournal();
    now.commit({
      ...noChanges,
      processes: [aProcess(), aProcess({ id: "process-2" as ProcessId, status: "ENDING" })],
      sessions: [session(1), session(2, { status: "TERMINATING" })],
      players: [player(1), player(2, { status: "ACTIVE" })],
    });
    now.commit({
      ...noChanges,
      processes: [aProcess({ status: "TERMINATED" })],
      sessions: [session(1, { status: "ERROR", endedAtMs: atMs })],
      players: [player(1, { status: "TIMEDOUT", endedAtMs: atMs })],
    });
    expect(now.load(() => 0)).toMatchObject({
      processes: [{ id: "process-2" }],
      sessions: [{ id: "session-2" }],
      players: [{ id: "psess-2" }],
      lastSeq: { ...noSeqs, sessions: 2, players: 2 },
    });
    expect(now.session(session(1).id)).toMatchObject({ status: "ERROR", endedAtMs: atMs });
    expect(now.player(player(1).id)?.status).toBe("TIMEDOUT");
    now.close();
  });

  test("writes all rows of a commit or none", () => {
    const { now } = useJournal();
    now.commit({ ...noChanges, sessions: [session(1)] });
    const bad: Changes = {
      ...noChanges,
      processes: [aProcess()],
      sessions: [session(1, { name: "changed" }), session(2), session(3, { id: session(1).id })],
      players: [player(1)],
    };
    expect(() => now.commit(bad)).toThrow(/cannot write to the journal/);
    expect(now.load(() => 0)).toEqual({
      ...liveNothing,
      sessions: [session(1)],
      lastSeq: { ...noSeqs, sessions: 1, players: 0 },
      recentCreations: [],
    });
    now.commit({ ...bad, sessions: [session(1, { name: "changed" }), session(2)] });
    expect(now.load(() => 0).sessions).toHaveLength(2);
    now.close();
  });

  test("remembers who created sessions since an instant, ended or not, oldest first", () => {
    const { now } = useJournal();
    const by = (n: number, creatorId: string, createdAtMs: number) => session(n, { creatorId, createdAtMs });
    now.commit({
      ...noChanges,
      sessions: [by(3, "ada", 30), by(1, "ada", 10), by(4, "", 40), { ...by(2, "bob", 20), status: "TERMINATED" }],
    });
    expect(now.load(() => 10).recentCreations).toEqual([
      { fleetId: "fleet-1", creatorId: "bob", atMs: 20 },
      { fleetId: "fleet-1", creatorId: "ada", atMs: 30 },
    ]);
    now.close();
  });

  test("gives pages newest first, which neither skip nor repeat while rows come and end", () => {
    const { now } = useJournal();
    now.commit({ ...noChanges, sessions: [1, 2, 3, 4, 5, 6, 7].map((n) => session(n)) });
    const seen: number[] = [];
    let beforeSeq: number | undefined;
    for (let newest = 8; ; newest++) {
      const page = now.sessions({}, beforeSeq === undefined ? { limit: 3 } : { beforeSeq, limit: 3 });
      if (page.length === 0) break;
      seen.push(...page.map(({ seq }) => seq));
      beforeSeq = page.at(-1)!.seq;
      now.commit({ ...noChanges, sessions: [session(newest), session(2, { status: "TERMINATED" })] });
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
    now.close();
  });

  test("finds sessions by fleet, id and status, each alone or together", () => {
    const { now } = useJournal();
    const other = "fleet-2" as FleetId;
    now.commit({
      ...noChanges,
      sessions: [session(1), session(2, { fleetId: other }), session(3, { status: "TERMINATED" })],
    });
    const found = (query: Parameters<Journal["sessions"]>[0]) =>
      now.sessions(query, { limit: 10 }).map(({ seq }) => seq);
    expect(found({})).toEqual([3, 2, 1]);
    expect(found({ fleetId: other })).toEqual([2]);
    expect(found({ status: "ACTIVE" })).toEqual([2, 1]);
    expect(found({ fleetId: session(1).fleetId, status: "ACTIVE" })).toEqual([1]);
    expect(found({ sessionId: session(3).id })).toEqual([3]);
    expect(found({ sessionId: session(3).id, status: "ACTIVE" })).toEqual([]);
    now.close();
  });

  test("finds players by session, player, player session and status, each alone or together", () => {
    const { now } = useJournal();
    const there = "session-2" as GameServerSessionId;
    now.commit({
      ...noChanges,
      players: [
        player(1, { playerId: "ada" }),
        player(2, { playerId: "ada", gameServerSessionId: there, status: "ACTIVE" }),
        player(3, { playerId: "bob", status: "COMPLETED" }),
      ],
    });
    const found = (query: Parameters<Journal["players"]>[0]) => now.players(query, { limit: 10 }).map(({ seq }) => seq);
    expect(found({ playerId: "ada" })).toEqual([2, 1]);
    expect(found({ sessionId: there })).toEqual([2]);
    expect(found({ playerSessionId: player(3).id })).toEqual([3]);
    expect(found({ status: "COMPLETED" })).toEqual([3]);
    expect(found({ playerId: "ada", sessionId: there, status: "RESERVED" })).toEqual([]);
    now.close();
  });

  test("refuses to write once it is closed", () => {
    const { now } = useJournal();
    now.close();
    expect(() => now.commit({ ...noChanges, sessions: [session(1)] })).toThrow(/cannot write to the journal/);
  });
});
