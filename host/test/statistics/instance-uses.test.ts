import { describe, expect, test } from "vitest";
import type { FleetId, InstanceId, InstanceUse } from "../../src/model/index.js";
import type { Statistics, UseQuery, UseWithin } from "../../src/ports/index.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { DAY, HOUR, MINUTE, noon, useStatistics } from "./use-statistics.js";
import { useKept } from "./use-kept.js";

const everything = { offset: 0, limit: 100 };

/** A day around noon, in minutes from noon. */
async function useUses() {
  const scene = await useStatistics();
  const { gse, processes, ok, clock } = scene;
  const inMinutes = ({ beganAtMs, endedAtMs, usedMs }: UseWithin) => [
    (beganAtMs - noon) / MINUTE,
    endedAtMs === null ? null : (endedAtMs - noon) / MINUTE,
    usedMs / MINUTE,
  ];
  return {
    ...scene,
    /** Oldest first: from, to, minutes of use. */
    uses: (fromMs = noon - DAY, toMs = clock.now()) =>
      scene.statistics.uses({ fromMs, toMs }, everything).rows.map(inMinutes).reverse(),
    /** The fleet and all on it go at once. */
    deleted: async (id: FleetId) => {
      const running = processes(id);
      await ok({ type: "deleteFleet", fleetId: id });
      for (const process of running) {
        await ok({ type: "processEnding", pid: process.pid });
        gse.machine.exit(process.id);
      }
      await gse.settled();
    },
  };
}

describe("the use of an instance", () => {
  test("is the time from its creation until it is gone, to the millisecond", async () => {
    const { fleet, clock, statistics, deleted } = await useUses();
    await clock.advance(12_345);
    const id = await fleet();
    await clock.advance(2 * MINUTE);
    const [open] = statistics.uses({}, everything).rows;
    expect(open).toMatchObject({ beganAtMs: noon + 12_345, endedAtMs: null, usedMs: 2 * MINUTE });
    await clock.advance(5_000);
    await deleted(id);
    await clock.advance(MINUTE);
    const usedMs = 2 * MINUTE + 5_000;
    expect(statistics.uses({}, everything)).toEqual({
      rows: [
        {
          instanceId: open!.instanceId,
          fleetId: id,
          region: "ap-shanghai",
          ipAddress: "127.0.0.1",
          beganAtMs: noon + 12_345,
          endedAtMs: noon + 12_345 + usedMs,
          usedMs,
        },
      ],
      total: 1,
      resolution: "hour",
    });
  });

  test("is known also of one that came and went between two looks", async () => {
    const { fleet, clock, uses, deleted } = await useUses();
    const id = await fleet();
    await clock.advance(30_000);
    await deleted(id);
    await clock.advance(MINUTE);
    expect(uses()).toEqual([[0, 0.5, 0.5]]);
  });

  test("is cut at the ends of the range; one that goes on has no end when the range reaches to now", async () => {
    const { fleet, clock, uses } = await useUses();
    await fleet();
    await clock.advance(60 * MINUTE);
    expect(uses(noon + 10 * MINUTE, noon + 25 * MINUTE)).toEqual([[10, 25, 15]]);
    expect(uses(noon + 10 * MINUTE, noon + DAY)).toEqual([[10, null, 50]]);
    expect(uses(noon - DAY, noon)).toEqual([]);
  });

  test("goes on when the host is away for a moment, as the game servers do", async () => {
    const { fleet, clock, uses, restart, deleted } = await useUses();
    const id = await fleet();
    await clock.advance(10 * MINUTE);
    await restart({ killed: true, meanwhile: () => clock.advance(3 * MINUTE) });
    await clock.advance(MINUTE);
    await restart();
    await clock.advance(MINUTE);
    await deleted(id);
    await clock.advance(MINUTE);
    expect(uses()).toEqual([[0, 15, 15]]);
  });

  test("ends when the host is away for long, with what it saw last, and begins anew", async () => {
    const { fleet, clock, uses, restart } = await useUses();
    await fleet();
    await clock.advance(10 * MINUTE);
    await restart({ killed: true, meanwhile: () => clock.advance(3 * MINUTE + 1) });
    await clock.advance(MINUTE - 1);
    expect(uses()).toEqual([
      [0, 10, 10],
      [expect.closeTo(13), null, expect.closeTo(1)],
    ]);
  });

  test("ends with the machine's sleep, and begins anew when it wakes", async () => {
    const { clock, fleet, statistics, gse } = await useUses();
    await fleet();
    await clock.advance(10 * MINUTE);
    // Timers stand still while the machine sleeps.
    const { now } = clock;
    clock.now = () => now() + 2 * HOUR;
    await clock.advance(MINUTE);
    clock.now = now;
    const { rows } = statistics.uses({ fromMs: noon, toMs: noon + DAY }, everything);
    expect(rows.map(({ beganAtMs, endedAtMs }) => [beganAtMs, endedAtMs])).toEqual([
      [noon + 11 * MINUTE + 2 * HOUR, null],
      [noon, noon + 10 * MINUTE],
    ]);
    expect([...gse.host.live().instances]).toHaveLength(1);
  });

  test("ends when the host that comes back finds the instance gone", async () => {
    const { fleet, clock, uses, restart, deleted } = await useUses();
    const id = await fleet();
    await clock.advance(MINUTE + 20_000);
    await deleted(id);
    await restart({ killed: true });
    await clock.advance(MINUTE);
    expect(uses()).toEqual([[0, expect.closeTo(4 / 3), expect.closeTo(4 / 3)]]);
  });

  test("is kept once the disk takes it again", async () => {
    const { fleet, clock, uses, disk, deleted } = await useUses();
    disk.isFull = true;
    const id = await fleet();
    await clock.advance(MINUTE);
    await deleted(id);
    await fleet();
    await clock.advance(MINUTE);
    disk.isFull = false;
    await clock.advance(MINUTE);
    expect(uses()).toEqual([
      [0, 1, 1],
      [1, null, 2],
    ]);
  });

  test("of data from before there were statistics begins when somebody looks", async () => {
    const { fleet, clock, uses, restart, store } = await useUses();
    await fleet();
    expect(store.lastSeenAtMs()).toBeUndefined();
    await restart({ killed: true, meanwhile: () => clock.advance(HOUR) });
    await clock.advance(MINUTE);
    expect(uses()).toEqual([[60, null, 1]]);
  });
});

describe("the use of instances in each interval", () => {
  test("is that of all together, from the first use to now", async () => {
    const { fleet, clock, statistics, deleted } = await useUses();
    await clock.advance(90 * MINUTE);
    const [one] = [await fleet(), await fleet()];
    await clock.advance(60 * MINUTE);
    await deleted(one);
    await clock.advance(30 * MINUTE);
    const { resolution, intervals } = statistics.usePerInterval({ fromMs: noon - HOUR, toMs: noon + DAY });
    expect(resolution).toBe("hour");
    expect(intervals.map(({ atMs, usedMs }) => [(atMs - noon) / HOUR, usedMs / MINUTE])).toEqual([
      [1, 60],
      [2, 90],
    ]);
  });

  test("is told by days for more than two of them", () => {
    const statistics = useReader(noon + DAY, [{ beganAtMs: noon, endedAtMs: null }]);
    const range = { fromMs: noon - DAY, toMs: noon + DAY };
    expect(statistics.usePerInterval(range).intervals).toHaveLength(24);
    expect(statistics.usePerInterval({ ...range, toMs: noon + DAY + 1 })).toEqual({
      resolution: "day",
      intervals: [
        { atMs: noon - DAY / 2, usedMs: DAY / 2 },
        { atMs: noon + DAY / 2, usedMs: DAY / 2 },
      ],
    });
  });

  test("is nothing in an interval between two uses, and in none before the first", () => {
    const statistics = useReader(noon + 5 * HOUR, [
      { beganAtMs: noon, endedAtMs: noon + 1 },
      { beganAtMs: noon + 2 * HOUR, endedAtMs: noon + 3 * HOUR },
    ]);
    const hours = statistics.usePerInterval({}).intervals.map(({ atMs, usedMs }) => [(atMs - noon) / HOUR, usedMs]);
    expect(hours).toEqual([
      [0, 1],
      [1, 0],
      [2, HOUR],
      [3, 0],
      [4, 0],
    ]);
  });

  test("is of the last day unless it is said, and of one fleet or region where it is said", () => {
    const two = "fleet-2" as FleetId;
    const statistics = useReader(noon + 30 * HOUR, [
      { beganAtMs: noon, endedAtMs: null },
      { beganAtMs: noon, endedAtMs: null, fleetId: two },
    ]);
    const sum = (query: UseQuery) =>
      statistics.usePerInterval(query).intervals.reduce((all, { usedMs }) => all + usedMs, 0) / HOUR;
    expect(sum({})).toBe(48);
    expect(sum({ fleetId: two })).toBe(24);
    expect(sum({ fleetId: two, toMs: noon + 23 * HOUR })).toBe(23);
    expect(sum({ fleetId: two, fromMs: noon })).toBe(30);
    expect(sum({ region: "ap-shanghai" })).toBe(48);
    expect(statistics.usePerInterval({ region: "eu-frankfurt" }).intervals).toEqual([]);
    expect(statistics.usePerInterval({ fromMs: noon + 2 * DAY }).intervals).toEqual([]);
  });
});

/** Statistics of what is kept already. */
function useReader(nowMs: number, uses: readonly Partial<InstanceUse>[]): Statistics {
  const { statistics, store } = useKept(useManualClock(nowMs));
  const begunUses = uses.map((given, i) => ({ ...aUse, instanceId: `ins-${String(i)}` as InstanceId, ...given }));
  store.record({ ...noNews, begunUses, seenAtMs: nowMs });
  return statistics;
}

const noNews = { rows: [], endedUses: [], keptSinceMs: { minute: 0, hour: 0, day: 0 } };
const aUse: InstanceUse = {
  instanceId: "ins-1" as InstanceId,
  fleetId: "fleet-1" as FleetId,
  region: "ap-shanghai",
  ipAddress: "127.0.0.1",
  beganAtMs: noon,
  endedAtMs: null,
};
