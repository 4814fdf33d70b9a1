import { describe, expect, test } from "vitest";
import type { FleetId, GameServerSessionId, Placement, ProcessId, Queue, QueueId } from "../../src/model/index.js";
import { placementKey } from "../../src/model/index.js";
import { atMs, noChanges, noSeqs } from "../support/builders.js";
import { SqliteJournal } from "../../src/journal/index.js";
import { MemoryJournal } from "../../src/testing/memory-journal.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { journals, reopenable } from "./journals.js";

const aQueue = (given: Partial<Queue> = {}): Queue => ({
  id: "queue-1-1" as QueueId,
  seq: 1,
  region: "ap-shanghai",
  name: "ranked",
  destinations: [
    { arn: "qcs::gse:ap-shanghai:uin/1:fleet/fleet-1", region: "ap-shanghai", fleetId: "fleet-1" as FleetId },
  ],
  latencyPolicies: [{ maxLatencyMs: 80, durationMs: null }],
  timeoutMs: 600_000,
  tags: [{ key: "team", value: "red" }],
  createdAtMs: atMs,
  updatedAtMs: atMs,
  deletedAtMs: null,
  ...given,
});

const aPlacement = (given: Partial<Placement> = {}): Placement => ({
  id: placementKey("ap-shanghai", "match-1"),
  seq: 1,
  region: "ap-shanghai",
  placementId: "match-1",
  queueId: aQueue().id,
  queueName: "ranked",
  status: "PENDING",
  statusReason: "",
  startedAtMs: atMs,
  timesOutAtMs: atMs + 600_000,
  endedAtMs: null,
  maxPlayers: 4,
  desiredPlayers: [{ playerId: "ada", playerData: "a" }],
  latencies: [{ playerId: "ada", region: "ap-shanghai", latencyMs: 30 }],
  gameProperties: [{ key: "mode", value: "ranked" }],
  gameServerSessionName: "",
  gameServerSessionData: "",
  matchmakerData: "",
  session: null,
  choice: null,
  players: [],
  failedOn: [{ fleetId: "fleet-1" as FleetId, processId: "process-1" as ProcessId }],
  ...given,
});

const ended = (given: Partial<Placement> = {}): Placement =>
  aPlacement({ status: "TIMED_OUT", endedAtMs: atMs + 1, ...given });

const everything = { offset: 0, limit: 100 };

describe.each(Object.entries(journals))("%s", (_name, useData) => {
  test("has the queues and placements that are live again when it is opened again", () => {
    const { now: journal, reopen } = reopenable(useData());
    const placing = aPlacement({
      session: {
        ...{ id: "s" as GameServerSessionId, fleetId: "fleet-1" as FleetId, region: "ap-shanghai" },
        ...{ processId: "process-2" as ProcessId, ipAddress: "127.0.0.1", dnsName: "", port: 7_000 },
      },
    });
    const over = ended({ id: placementKey("ap-shanghai", "match-2"), placementId: "match-2", seq: 2 });
    const gone = aQueue({ id: "queue-2-2" as QueueId, seq: 2, name: "casual", deletedAtMs: atMs });
    journal.commit({ ...noChanges, queues: [aQueue(), gone], placements: [placing, over] });
    const again = reopen();
    expect(again.load(() => 0)).toMatchObject({
      queues: [aQueue()],
      placements: [placing],
      lastSeq: { ...noSeqs, queues: 2, placements: 2 },
    });
    expect(again.placement(over.id)).toEqual(over);
    expect(again.placement(placementKey("ap-tokyo", "match-1"))).toBeUndefined();
  });

  test("lists queues that are there, and placements newest first, a page at a time", () => {
    const { now: journal } = reopenable(useData());
    const elsewhere = aQueue({ id: "queue-2-2" as QueueId, seq: 2, region: "ap-tokyo" });
    const rows = [1, 2, 3, 4].map((seq) =>
      (seq % 2 === 0 ? ended : aPlacement)({
        ...{ seq, placementId: `match-${String(seq)}`, id: placementKey("ap-shanghai", `match-${String(seq)}`) },
        queueName: seq === 4 ? "casual" : "ranked",
      }),
    );
    journal.commit({ ...noChanges, queues: [aQueue(), elsewhere], placements: rows });
    expect(journal.queues({}, everything)).toEqual({ rows: [elsewhere, aQueue()], total: 2 });
    expect(journal.queues({ region: "ap-tokyo", name: "ranked" }, everything).rows).toEqual([elsewhere]);
    expect(journal.queues({ name: "casual" }, everything).total).toBe(0);
    const seqs = (query: object, page = {}) => journal.placements(query, { limit: 9, ...page }).map(({ seq }) => seq);
    expect(seqs({})).toEqual([4, 3, 2, 1]);
    expect(seqs({}, { limit: 2, beforeSeq: 4 })).toEqual([3, 2]);
    expect(seqs({ queueName: "ranked", status: "PENDING" })).toEqual([3, 1]);
    expect(seqs({ region: "ap-tokyo" })).toEqual([]);
  });

  test("puts the next placement of an id in the place of the one that ended", () => {
    const { now: journal, reopen } = reopenable(useData());
    journal.commit({ ...noChanges, placements: [aPlacement()] });
    journal.commit({ ...noChanges, placements: [ended()] });
    const next = aPlacement({ seq: 7, queueName: "casual", startedAtMs: atMs + 9 });
    journal.commit({ ...noChanges, placements: [next] });
    journal.commit({ ...noChanges, placements: [{ ...next, failedOn: [] }] });
    const again = reopen();
    expect(again.placements({}, { limit: 9 })).toEqual([{ ...next, failedOn: [] }]);
    expect(again.placements({ queueName: "ranked" }, { limit: 9 })).toEqual([]);
    expect(again.load(() => 0)).toMatchObject({ placements: [{ seq: 7 }], lastSeq: { placements: 7 } });
  });
});

describe.each([
  ["SqliteJournal", () => new SqliteJournal(useTempDir())],
  ["the tests' journal in memory", () => new MemoryJournal()],
])("%s", (_name, open) => {
  test("forgets queues and placements that have been over for long, and nothing else", () => {
    const journal = open();
    const key = (id: string) => ({ placementId: id, id: placementKey("ap-shanghai", id) });
    journal.commit({
      ...noChanges,
      queues: [aQueue({ deletedAtMs: atMs }), aQueue({ id: "queue-2-2" as QueueId, seq: 2 })],
      placements: [
        ended({ ...key("old"), seq: 1 }),
        aPlacement({ ...key("waits"), seq: 2 }),
        ended({ ...key("late"), seq: 3, endedAtMs: atMs + 1_000 }),
        ended({ ...key("newest"), seq: 4 }),
      ],
    });
    expect(journal.prune(atMs + 1_000, 100)).toBe(2);
    expect(journal.placements({}, { limit: 9 }).map(({ placementId }) => placementId)).toEqual([
      "newest",
      "late",
      "waits",
    ]);
  });
});
