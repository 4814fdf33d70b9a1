import { describe, expect, onTestFinished, test } from "vitest";
import { SqliteJournal } from "../../src/journal/index.js";
import {
  statisticsSums,
  type FleetId,
  type InstanceId,
  type InstanceUse,
  type StatisticsOf,
  type StatisticsRow,
  type Sums,
} from "../../src/model/index.js";
import type { StatisticsRecord } from "../../src/ports/index.js";
import { aStatisticsRow } from "../support/a-statistics-row.js";
import { atMs } from "../support/builders.js";
import { useTempDir } from "../support/use-temp-dir.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const everything = { offset: 0, limit: 100 };
const fleet = (n: number) => `fleet-${String(n)}` as FleetId;

/** A different number for each, so that none can be taken for another. */
const numbers = <Of extends StatisticsOf>(of: Of) =>
  Object.fromEntries(statisticsSums[of].map((name, i) => [name, i + 1])) as Sums<Of>;

const aRow = (given: Partial<StatisticsRow<"fleet">> = {}) =>
  aStatisticsRow("fleet", fleet(1), { ...numbers("fleet"), ...given });

const aUse = (given: Partial<InstanceUse> = {}): InstanceUse => ({
  instanceId: "ins-1" as InstanceId,
  fleetId: fleet(1),
  region: "ap-shanghai",
  ipAddress: "127.0.0.1",
  beganAtMs: atMs,
  endedAtMs: null,
  ...given,
});

const aRecord = (given: Partial<StatisticsRecord> = {}): StatisticsRecord => ({
  rows: [],
  endedUses: [],
  begunUses: [],
  seenAtMs: atMs,
  keptSinceMs: { minute: 0, hour: 0, day: 0 },
  ...given,
});

function useStatistics() {
  const dataDir = useTempDir();
  let journal = new SqliteJournal(dataDir);
  onTestFinished(() => {
    journal.close();
  });
  return {
    get now() {
      return journal.statistics;
    },
    reopen: () => {
      journal.close();
      journal = new SqliteJournal(dataDir);
      return journal.statistics;
    },
  };
}

describe("the statistics in the journal", () => {
  test("give back every number of what was recorded, after they were closed and opened again", () => {
    const statistics = useStatistics();
    const large = aRow({ period: "day", memoryBytes: 2 ** 52, cpuOfMs: 1_440 * MINUTE * 256 });
    statistics.now.record(aRecord({ rows: [aRow(), large], begunUses: [aUse()], seenAtMs: atMs + 1 }));
    const again = statistics.reopen();
    expect(again.rowsAt("fleet", "minute", atMs)).toEqual([aRow()]);
    expect(again.rowsAt("fleet", "day", atMs)).toEqual([large]);
    expect(again.openUses()).toEqual([aUse()]);
    expect(again.lastSeenAtMs()).toBe(atMs + 1);
  });

  test("give back every number of an instance, of a queue and of its regions, each apart", () => {
    const { now } = useStatistics();
    const rows = (["instance", "queue", "queueRegion"] as const).map((of) =>
      aStatisticsRow(of, "the-same-id", { ...numbers(of), period: "hour" }),
    );
    now.record(aRecord({ rows }));
    expect([
      ...now.rowsAt("instance", "hour", atMs),
      ...now.rowsAt("queue", "hour", atMs),
      ...now.rows("queueRegion", "the-same-id", "hour", 0, atMs + DAY),
    ]).toEqual(rows);
    expect(now.rowsAt("fleet", "hour", atMs)).toEqual([]);
  });

  test("keep one row for each fleet, period and instant: the one that was recorded last", () => {
    const { now } = useStatistics();
    const other = aRow({ id: fleet(2) });
    now.record(aRecord({ rows: [aRow(), other, aRow({ period: "hour" })] }));
    now.record(aRecord({ rows: [aRow({ samples: 7 })] }));
    expect(now.rowsAt("fleet", "minute", atMs)).toEqual([aRow({ samples: 7 }), other]);
    expect(now.rowsAt("fleet", "hour", atMs)).toEqual([aRow({ period: "hour" })]);
  });

  test("tell the rows of one fleet, oldest first, from an instant on and before another", () => {
    const { now } = useStatistics();
    // The third minute is a gap, and a gap it stays.
    const minutes = [4, 0, 3, 1].map((n) => atMs + n * MINUTE);
    for (const each of minutes)
      now.record(aRecord({ rows: [aRow({ atMs: each }), aRow({ atMs: each, id: fleet(2) })] }));
    const instants = (fromMs: number, toMs: number) =>
      now.rows("fleet", fleet(1), "minute", fromMs, toMs).map((row) => (row.atMs - atMs) / MINUTE);
    expect(instants(0, Number.MAX_SAFE_INTEGER)).toEqual([0, 1, 3, 4]);
    expect(instants(atMs, atMs + 4 * MINUTE)).toEqual([0, 1, 3]);
    expect(instants(atMs + 1, atMs + 4 * MINUTE + 1)).toEqual([1, 3, 4]);
    expect(instants(atMs + MINUTE, atMs + MINUTE)).toEqual([]);
    expect(now.rows("fleet", fleet(3), "minute", 0, atMs + DAY)).toEqual([]);
    expect(now.rows("fleet", fleet(1), "hour", 0, atMs + DAY)).toEqual([]);
  });

  test("let go of what is older than it is kept, each period by its own age, a little at a time", () => {
    const { now } = useStatistics();
    const rows = Array.from({ length: 50 }, (_, n) => aRow({ atMs: atMs + n * MINUTE }));
    now.record(aRecord({ rows: [...rows, aRow({ period: "hour" }), aRow({ period: "day" })] }));
    const left = () => now.rows("fleet", fleet(1), "minute", 0, atMs + DAY).length;
    const keptSinceMs = { minute: atMs + 45 * MINUTE, hour: atMs, day: atMs + 1 };
    const counts = [1, 2, 3, 4].map(() => {
      now.record(aRecord({ keptSinceMs }));
      return left();
    });
    expect(counts).toEqual([30, 10, 5, 5]);
    expect(now.rowsAt("fleet", "hour", atMs)).toHaveLength(1);
    expect(now.rowsAt("fleet", "day", atMs)).toHaveLength(0);
  });

  test("record all or nothing", () => {
    const statistics = useStatistics();
    statistics.now.record(aRecord({ rows: [aRow()] }));
    const broken = { ...aRow({ atMs: atMs + MINUTE }), samples: null } as unknown as StatisticsRow;
    expect(() => {
      statistics.now.record(aRecord({ rows: [aRow({ samples: 9 }), broken], begunUses: [aUse()], seenAtMs: 1 }));
    }).toThrow(/^cannot write to the journal: .*NOT NULL/);
    expect(statistics.now.rowsAt("fleet", "minute", atMs)).toEqual([aRow()]);
    expect(statistics.now.openUses()).toEqual([]);
    expect(statistics.now.lastSeenAtMs()).toBe(atMs);
  });

  test("record nothing once the journal is closed", () => {
    const journal = new SqliteJournal(useTempDir());
    journal.close();
    expect(() => {
      journal.statistics.record(aRecord());
    }).toThrow("cannot write to the journal: it is closed");
  });
});

describe("the uses of instances in the journal", () => {
  const within = { fromMs: atMs, toMs: atMs + DAY };
  const ids = (uses: readonly InstanceUse[]) => uses.map(({ instanceId }) => instanceId);
  const use = (n: number, given: Partial<InstanceUse> = {}) =>
    aUse({ instanceId: `ins-${String(n)}` as InstanceId, ...given });

  test("end once, and may begin again", () => {
    const { now } = useStatistics();
    now.record(aRecord({ begunUses: [use(1), use(2)] }));
    const endedUses = [{ instanceId: use(1).instanceId, endedAtMs: atMs + HOUR }];
    now.record(aRecord({ endedUses, begunUses: [use(1, { beganAtMs: atMs + 2 * HOUR })] }));
    now.record(aRecord({ endedUses: [{ instanceId: use(1).instanceId, endedAtMs: atMs + 3 * HOUR }] }));
    expect(now.openUses()).toEqual([use(2)]);
    expect(now.uses(within, everything)).toEqual({
      rows: [
        use(1, { beganAtMs: atMs + 2 * HOUR, endedAtMs: atMs + 3 * HOUR }),
        use(2),
        use(1, { endedAtMs: atMs + HOUR }),
      ],
      total: 3,
    });
  });

  test("are found by fleet, region and time, newest first, a part at a time", () => {
    const { now } = useStatistics();
    now.record(
      aRecord({
        begunUses: [
          use(1, { beganAtMs: atMs - DAY, endedAtMs: atMs }),
          use(2, { beganAtMs: atMs - DAY, endedAtMs: atMs + 1 }),
          use(3, { fleetId: fleet(2) }),
          use(4, { region: "eu-frankfurt" }),
          use(5, { beganAtMs: atMs + DAY - 1 }),
          use(6, { beganAtMs: atMs + DAY }),
        ],
      }),
    );
    expect(ids(now.uses(within, everything).rows)).toEqual(["ins-5", "ins-4", "ins-3", "ins-2"]);
    expect(ids(now.uses({ ...within, fleetId: fleet(1) }, everything).rows)).toEqual(["ins-5", "ins-4", "ins-2"]);
    expect(ids(now.uses({ ...within, region: "ap-shanghai" }, everything).rows)).toEqual(["ins-5", "ins-3", "ins-2"]);
    const part = now.uses(within, { offset: 1, limit: 2 });
    expect([ids(part.rows), part.total]).toEqual([["ins-4", "ins-3"], 4]);
  });

  test("are let go with the days that they were in, unless they go on", () => {
    const { now } = useStatistics();
    now.record(aRecord({ begunUses: [use(1), use(2, { endedAtMs: atMs + 1 }), use(3, { endedAtMs: atMs + 9 })] }));
    now.record(aRecord({ keptSinceMs: { minute: 0, hour: 0, day: atMs + 5 } }));
    expect(ids(now.uses({ fromMs: 0, toMs: atMs + DAY }, everything).rows)).toEqual(["ins-3", "ins-1"]);
  });
});
