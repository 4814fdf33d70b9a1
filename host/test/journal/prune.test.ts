import { describe, expect, test } from "vitest";
import { SqliteJournal } from "../../src/journal/index.js";
import type {
  FleetEvent,
  FleetEventId,
  FleetId,
  GameServerSessionId,
  PlayerSessionId,
  ProcessId,
} from "../../src/model/index.js";
import { MemoryJournal } from "../../src/testing/memory-journal.js";
import { anInstance, aLaunch } from "../logs/use-log-keeper.js";
import { aPlayer, aProcess, aSession, noChanges } from "../support/builders.js";
import { useTempDir } from "../support/use-temp-dir.js";

const day = 86_400_000;
const session = (seq: number, endedAtMs: number | null) =>
  aSession({
    seq,
    id: `session-${String(seq)}` as GameServerSessionId,
    endedAtMs,
    status: endedAtMs === null ? "ACTIVE" : "TERMINATED",
  });
const player = (seq: number, endedAtMs: number | null) =>
  aPlayer({
    seq,
    id: `psess-${String(seq)}` as PlayerSessionId,
    endedAtMs,
    status: endedAtMs === null ? "ACTIVE" : "COMPLETED",
  });
const event = (seq: number, atMs: number): FleetEvent => ({
  id: `event-${String(seq)}` as FleetEventId,
  seq,
  fleetId: "fleet-1" as FleetId,
  code: "GENERIC_EVENT",
  atMs,
  message: "",
  log: "",
});

describe.each([
  ["SqliteJournal", () => new SqliteJournal(useTempDir())],
  ["the tests' journal in memory", () => new MemoryJournal()],
])("%s", (_name, open) => {
  test("forgets what has been over for long, and nothing that is live, young or the newest of its kind", () => {
    const journal = open();
    journal.commit({
      ...noChanges,
      sessions: [session(1, 1 * day), session(2, null), session(3, 20 * day), session(4, 1 * day)],
      players: [player(1, 1 * day), player(2, null), player(3, 20 * day)],
      fleetEvents: [event(1, 1 * day), event(2, 20 * day), event(3, 1 * day)],
      processes: [
        aProcess({ id: "old" as ProcessId, status: "TERMINATED", readyAtMs: 1 * day }),
        aProcess({ id: "live" as ProcessId, readyAtMs: 1 * day }),
      ],
      launches: [aLaunch({ status: "EXITED" }), aLaunch({ id: "live" as ProcessId })],
      instances: [
        { ...anInstance, status: "TERMINATED", terminatedAtMs: 1 * day },
        { ...anInstance, seq: 2, id: "ins-2" as typeof anInstance.id },
      ],
    });
    const before = journal.load(() => 0);
    expect(journal.prune(10 * day, 100)).toBe(6);
    expect(journal.prune(10 * day, 100)).toBe(0);
    expect(journal.sessions({}, { limit: 9 }).map(({ seq }) => seq)).toEqual([4, 3, 2]);
    expect(journal.players({}, { limit: 9 }).map(({ seq }) => seq)).toEqual([3, 2]);
    const { rows } = journal.fleetEvents({ fleetId: "fleet-1" as FleetId }, { offset: 0, limit: 9 });
    expect(rows.map(({ seq }) => seq)).toEqual([3, 2]);
    expect(journal.instance(anInstance.id)).toBeUndefined();
    // What the next host finds is the same as if nothing had been forgotten.
    expect(journal.load(() => 0)).toEqual(before);
    journal.close();
  });

  test("forgets nothing, and takes no probe, once it is closed", () => {
    const journal = open();
    journal.close();
    expect(() => journal.prune(0, 1)).toThrow("cannot write to the journal: it is closed");
    expect(() => {
      journal.checkWritable();
    }).toThrow("cannot write to the journal: it is closed");
  });
});

describe("SqliteJournal", () => {
  test("looks at a few rows at a time, and comes round to all of them again and again", () => {
    const journal = new SqliteJournal(useTempDir());
    journal.commit({ ...noChanges, sessions: Array.from({ length: 25 }, (_, i) => session(i + 1, i * day)) });
    const forgotten = Array.from({ length: 3 }, () => journal.prune(100 * day, 10));
    expect(forgotten).toEqual([10, 10, 4]);
    expect(journal.sessions({}, { limit: 99 }).map(({ seq }) => seq)).toEqual([25]);
    journal.commit({ ...noChanges, sessions: [session(26, 1 * day), session(27, null)] });
    expect(journal.prune(100 * day, 10)).toBe(2);
    journal.close();
  });

  test("writes at a probe what changes nothing", () => {
    const dataDir = useTempDir();
    const journal = new SqliteJournal(dataDir);
    journal.commit({ ...noChanges, sessions: [session(1, null)] });
    journal.checkWritable();
    journal.close();
    const again = new SqliteJournal(dataDir);
    expect(again.load(() => 0).sessions).toEqual([session(1, null)]);
    again.close();
  });
});
