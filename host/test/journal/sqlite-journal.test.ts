import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Libsql from "libsql";
import { describe, expect, onTestFinished, test } from "vitest";
import { DataInUseError, JournalError, SqliteJournal } from "../../src/journal/index.js";
import type { PlayerSessionId } from "../../src/model/index.js";
import { aPlayer, aSession, atMs, noChanges } from "../support/builders.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { useWriter } from "./use-writer.js";

const players = (...seqs: readonly number[]) => ({
  ...noChanges,
  players: seqs.map((seq) => aPlayer({ seq, id: `psess-${String(seq)}` as PlayerSessionId })),
});

describe("SqliteJournal", () => {
  test("has everything that a host acknowledged before it was killed in the middle of writing", async () => {
    const dataDir = useTempDir();
    let lastSeq = 0;
    for (let round = 0; round < 3; round++) {
      const writer = useWriter(dataDir);
      const acknowledged = await writer.acknowledged(lastSeq + 300);
      writer.kill("SIGKILL");
      const last = Math.max(acknowledged, await writer.lastWord());
      const journal = new SqliteJournal(dataDir);
      const found = journal.load(() => 0);
      // Three rows each time, and never a part of them.
      expect(found.lastSeq.players % 3).toBe(0);
      expect(found.lastSeq.players).toBeGreaterThanOrEqual(last);
      expect(found.players.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
        Array.from({ length: found.lastSeq.players }, (_, i) => i + 1),
      );
      journal.close();
      lastSeq = found.lastSeq.players;
    }
  });

  test("is held by one host alone, until that one is gone", async () => {
    const dataDir = useTempDir();
    const writer = useWriter(dataDir);
    await writer.acknowledged(3);
    expect(() => new SqliteJournal(dataDir)).toThrow(DataInUseError);
    expect(() => new SqliteJournal(dataDir)).toThrow(/another host uses it; stop that one, or .* --data/);
    writer.kill("SIGKILL");
    await writer.lastWord();
    const journal = new SqliteJournal(dataDir);
    expect(() => new SqliteJournal(dataDir)).toThrow(DataInUseError);
    journal.close();
    new SqliteJournal(dataDir).close();
  });

  test("keeps what was acknowledged, and goes on reading, when the disk is full", async () => {
    const dataDir = useTempDir();
    const writer = useWriter(dataDir, { largestFileKilobytes: 1_024 });
    const word = await writer.said(/^refused JournalError: cannot write to the journal: .*; see that the disk/);
    const acknowledged = await writer.acknowledged(3);
    expect(word).toMatch(/ still there (\d+)$/);
    await writer.lastWord();
    const journal = new SqliteJournal(dataDir);
    expect(journal.load(() => 0).lastSeq.players).toBe(Number(/ still there (\d+)$/.exec(word)?.[1]));
    expect(journal.load(() => 0).lastSeq.players).toBeGreaterThanOrEqual(acknowledged);
    journal.commit(players(journal.load(() => 0).lastSeq.players + 1));
    journal.close();
  });

  test("brings data of an older form up to date, with the games that are under way", () => {
    const dataDir = useTempDir();
    const db = new Libsql(join(dataDir, "gse.sqlite"));
    db.exec(readFileSync(new URL("fixtures/form-1.sql", import.meta.url), "utf8"));
    db.close();
    for (let opened = 0; opened < 2; opened++) {
      const journal = new SqliteJournal(dataDir);
      const live = journal.load(() => 0);
      expect(live.processes).toMatchObject([
        { id: "process-1", fleetId: null, instanceId: null, sessionsHosted: 0, sessionId: "session-1" },
      ]);
      expect(live.sessions).toMatchObject([{ id: "session-1", instanceId: null, currentPlayers: 1 }]);
      expect(live.players).toMatchObject([{ id: "psess-1", acceptedBy: "request-1" }]);
      expect(live.recentCreations).toEqual([{ fleetId: "fleet-1", creatorId: "ada", atMs }]);
      journal.close();
    }
  });

  test("brings data of the form before statistics up to date, with the game that is under way on a fleet", () => {
    const dataDir = useTempDir();
    const db = new Libsql(join(dataDir, "gse.sqlite"));
    db.exec(readFileSync(new URL("fixtures/form-2.sql", import.meta.url), "utf8"));
    db.close();
    for (let opened = 0; opened < 2; opened++) {
      const journal = new SqliteJournal(dataDir);
      const live = journal.load(() => 0);
      expect(live.fleets).toMatchObject([
        {
          id: "fleet-1-1",
          status: "ACTIVE",
          capacity: { desired: 1 },
          scaling: { policies: [], timers: [], scaledAtMs: null },
        },
      ]);
      expect(live.instances).toMatchObject([{ id: "ins-1", fleetId: "fleet-1-1", createdAtMs: atMs }]);
      expect(live.launches).toMatchObject([{ id: "process-1", token: "a token" }]);
      expect(live.processes).toMatchObject([{ id: "process-1", instanceId: "ins-1", sessionsHosted: 1 }]);
      expect(live.players).toMatchObject([{ id: "psess-1", fleetId: "fleet-1-1" }]);
      expect(journal.statistics.lastSeenAtMs()).toBeUndefined();
      expect(journal.statistics.openUses()).toEqual([]);
      journal.close();
    }
  });

  test("brings data of the form before statistics of queues up to date, with what was kept of fleets and the placement that waits", () => {
    const dataDir = useTempDir();
    const db = new Libsql(join(dataDir, "gse.sqlite"));
    db.exec(readFileSync(new URL("fixtures/form-6.sql", import.meta.url), "utf8"));
    db.close();
    for (let opened = 0; opened < 2; opened++) {
      const journal = new SqliteJournal(dataDir);
      expect(journal.load(() => 0).placements).toMatchObject([
        { placementId: "match-1", status: "PENDING", choice: null },
      ]);
      expect(journal.statistics.rowsAt("fleet", "hour", atMs)).toMatchObject([
        { id: "fleet-1", samples: 60, activeSessions: 120, failedInstances: 0 },
      ]);
      expect(journal.statistics.rowsAt("queue", "hour", atMs)).toEqual([]);
      journal.close();
    }
  });

  test("refuses data of a newer form by name, and leaves it as it is", () => {
    const dataDir = useTempDir();
    new SqliteJournal(dataDir).close();
    const db = new Libsql(join(dataDir, "gse.sqlite"));
    db.exec("PRAGMA user_version = 99");
    db.close();
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => new SqliteJournal(dataDir)).toThrow(JournalError);
      expect(() => new SqliteJournal(dataDir)).toThrow(
        /has form 99 and this program knows forms up to \d+; use the newer/,
      );
    }
  });

  test("says which folder it cannot use and why", () => {
    const dataDir = useTempDir();
    writeFileSync(join(dataDir, "a-file"), "");
    const below = join(dataDir, "a-file", "data");
    expect(() => new SqliteJournal(below)).toThrow(JournalError);
    expect(() => new SqliteJournal(below)).toThrow(
      `cannot use the data in "${below}": it is, or lies below, a file; give another folder with --data`,
    );

    const foreign = join(dataDir, "foreign");
    mkdirSync(foreign);
    writeFileSync(join(foreign, "gse.sqlite"), "this is not a database".repeat(100));
    expect(() => new SqliteJournal(foreign)).toThrow(
      /its gse\.sqlite is damaged \(file is not a database\); put a backup .* or give another folder/,
    );
    expect(readFileSync(join(foreign, "gse.sqlite"), "utf8")).toContain("this is not a database");
  });

  test("says that its file is damaged, or no file, also where that shows only when it is read", () => {
    const dataDir = useTempDir();
    const journal = new SqliteJournal(dataDir);
    journal.commit({ ...noChanges, sessions: [aSession()] });
    journal.close();
    const file = join(dataDir, "gse.sqlite");
    // The pages behind the first, which holds the schema.
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x55, 4_096));
    expect(() => {
      const damaged = new SqliteJournal(dataDir);
      onTestFinished(() => {
        damaged.close();
      });
      damaged.load(() => 0);
    }).toThrow(/^cannot use the data in .*: its gse\.sqlite is damaged \(.*malformed/);
    const folder = useTempDir();
    mkdirSync(join(folder, "gse.sqlite"));
    expect(() => new SqliteJournal(folder)).toThrow(/: its gse\.sqlite cannot be opened; see that it is a file/);
  });

  test.skipIf(!existsSync("/proc/self"))("says so, and does not try for ever, where no folder can be made", () => {
    expect(() => new SqliteJournal("/proc/gse/data")).toThrow(/^cannot use the data in "\/proc\/gse\/data": .*ENOENT/);
  });

  test("says so when its folder is not writable", async () => {
    const dataDir = join(useTempDir(), "data");
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o555);
    const writer = useWriter(dataDir, { asNobody: true });
    const word = await writer.said(/^refused /);
    expect(word).toContain(`JournalError: cannot use the data in "${dataDir}"`);
    expect(word).toContain("this user may not write to it (EACCES); start the host as the user whom it belongs to");
    await writer.lastWord();
  });

  test("answers every question that is asked of it without going through the history", () => {
    const dataDir = useTempDir();
    new SqliteJournal(dataDir).close();
    const db = new Libsql(join(dataDir, "gse.sqlite"));
    const planOf = (question: string): string => {
      const plan = db.prepare(`EXPLAIN QUERY PLAN SELECT row FROM ${question} ORDER BY seq DESC LIMIT 9`).all();
      return (plan as { detail: string }[]).map(({ detail }) => detail).join("; ");
    };
    const questions = {
      "players WHERE session_id = ? AND status = ?": "players_by_session_and_status (session_id=? AND status=?)",
      "players WHERE session_id = ? AND seq < ?": "players_by_session (session_id=? AND seq<?)",
      "players WHERE player_id = ?": "players_by_player (player_id=?)",
      "sessions WHERE fleet_id = ? AND seq < ?": "sessions_by_fleet (fleet_id=? AND seq<?)",
      "sessions WHERE fleet_id = ? AND status = ?": "sessions_by_fleet_and_status (fleet_id=? AND status=?)",
    };
    for (const [question, index] of Object.entries(questions)) {
      expect(planOf(question)).toContain(index);
      expect(planOf(question)).not.toContain("TEMP B-TREE");
    }
    db.close();
  });

  test("makes its folder, for its owner only", () => {
    const dataDir = join(useTempDir(), "a", "b");
    new SqliteJournal(dataDir).close();
    expect(existsSync(join(dataDir, "gse.sqlite"))).toBe(true);
  });
});
