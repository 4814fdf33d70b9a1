import { describe, expect, test } from "vitest";
import type { FleetPoint } from "../../src/ports/index.js";
import { ready } from "../support/builders.js";
import { DAY, HOUR, MINUTE, noon, useStatistics } from "./use-statistics.js";

const last = (points: readonly FleetPoint[]): FleetPoint => {
  const point = points.at(-1);
  if (point === undefined) throw new Error("there is no point");
  return point;
};

const minutes = (points: readonly FleetPoint[]) => points.map(({ atMs }) => (atMs - noon) / MINUTE);

describe("the metrics of a fleet", () => {
  test("are looked at at the end of each minute, and stand at its beginning", async () => {
    const { fleet, session, clock, points } = await useStatistics({ startAtMs: noon + 30_000 });
    const id = await fleet({ processes: 3, max: 4 });
    await session(id, "ada", "bob");
    await clock.advance(29_999);
    expect(points(id)).toEqual([]);
    await clock.advance(1);
    expect(points(id)).toEqual([
      {
        atMs: noon,
        activatingSessions: 0,
        activeSessions: 1,
        activeInstances: 1,
        idleInstances: 0,
        idleInstancesPercent: 0,
        maxInstances: 4,
        minInstances: 0,
        desiredInstances: 1,
        activeProcesses: 3,
        healthyProcesses: 3,
        healthyProcessesPercent: 100,
        processesActivated: 3,
        processesClosed: 0,
        processesClosedAbnormally: 0,
        availableSessions: 2,
        availableSessionsPercent: expect.closeTo(66.67) as number,
        activePlayerSessions: 2,
        playerSessionActivations: 2,
        failedInstances: 0,
        memoryBytes: null,
        cpuShare: null,
      },
    ]);
    await clock.advance(MINUTE);
    expect(last(points(id))).toMatchObject({
      atMs: noon + MINUTE,
      activeSessions: 1,
      processesActivated: 0,
      playerSessionActivations: 0,
    });
  });

  test("have no share of nothing", async () => {
    const { fleet, clock, points } = await useStatistics();
    const id = await fleet({ areReady: false });
    await clock.advance(MINUTE);
    expect(last(points(id))).toMatchObject({
      activeInstances: 0,
      idleInstancesPercent: null,
      healthyProcessesPercent: null,
      availableSessionsPercent: null,
      desiredInstances: 1,
    });
  });

  test("are kept for each fleet alone, and for no process that was started by hand", async () => {
    const { fleet, session, clock, points, ok, store } = await useStatistics();
    const [one, two] = [await fleet(), await fleet({ processes: 1 })];
    await ok(ready(501));
    await session(one, "ada");
    await clock.advance(MINUTE);
    expect(points(one)).toMatchObject([{ activeProcesses: 2, activePlayerSessions: 1, playerSessionActivations: 1 }]);
    expect(points(two)).toMatchObject([{ activeProcesses: 1, activePlayerSessions: 0, playerSessionActivations: 0 }]);
    expect(store.rowsAt("fleet", "minute", noon).map(({ id }) => id)).toEqual([one, two].sort());
  });

  test("are means and sums by the hour and by the day, of the current ones as far as they have come", async () => {
    const { fleet, session, clock, points, ok } = await useStatistics();
    const id = await fleet({ processes: 4 });
    await clock.advance(30 * MINUTE);
    const { id: sessionId, pid } = await session(id, "ada");
    await clock.advance(30 * MINUTE);
    await ok({ type: "terminateGameServerSession", pid, sessionId });
    await clock.advance(HOUR + 10 * MINUTE);
    expect(points(id)).toHaveLength(130);
    expect(points(id, "hour")).toMatchObject([
      {
        atMs: noon,
        activeSessions: 0.5,
        availableSessions: 3.5,
        availableSessionsPercent: 87.5,
        processesActivated: 4,
      },
      { atMs: noon + HOUR, activeSessions: 0, processesActivated: 0 },
      { atMs: noon + 2 * HOUR, activeSessions: 0, activeProcesses: 4 },
    ]);
    expect(points(id, "day")).toMatchObject([
      { atMs: noon - 12 * HOUR, activeSessions: expect.closeTo(30 / 130) as number, playerSessionActivations: 1 },
    ]);
    expect(points(id, "fiveMinutes").slice(5, 7)).toMatchObject([
      { atMs: noon + 25 * MINUTE, activeSessions: 0, playerSessionActivations: 0 },
      { atMs: noon + 30 * MINUTE, activeSessions: 1, playerSessionActivations: 1 },
    ]);
  });

  test("are told from an instant on and before another, in the resolution that fits the span", async () => {
    const { fleet, clock, statistics } = await useStatistics();
    const id = await fleet();
    await clock.advance(3 * HOUR);
    const told = (fromMs: number, toMs: number) => {
      const { resolution, points } = statistics.fleetMetrics(id, fromMs, toMs);
      return [resolution, points.length, points[0]?.atMs, points.at(-1)?.atMs];
    };
    expect(told(noon + HOUR, noon + 2 * HOUR)).toEqual(["minute", 60, noon + HOUR, noon + 2 * HOUR - MINUTE]);
    expect(told(noon - 21 * HOUR, noon + 3 * HOUR)).toEqual(["fiveMinutes", 36, noon, noon + 3 * HOUR - 5 * MINUTE]);
    expect(told(noon - 6 * DAY, noon + DAY)).toEqual(["hour", 3, noon, noon + 2 * HOUR]);
    expect(told(noon - 90 * DAY, noon + DAY)).toEqual(["day", 1, noon - 12 * HOUR, noon - 12 * HOUR]);
  });

  test("are kept for two days by minutes, for 35 by hours, for 400 by days", async () => {
    const { fleet, clock, store } = await useStatistics({ startAtMs: noon });
    const id = await fleet();
    const ages = (period: "minute" | "hour" | "day") => {
      const rows = store.rows("fleet", id, period, 0, clock.now());
      return [Math.floor((clock.now() - rows[0]!.atMs) / MINUTE), rows.length];
    };
    await clock.advance(2 * DAY + HOUR);
    expect(ages("minute")).toEqual([2_880, 2_880]);
    expect(ages("hour")).toEqual([49 * 60, 49]);
    expect(ages("day")).toEqual([61 * 60, 3]);
  });
});

describe("statistics, whatever happens to the host,", () => {
  test("leave a gap where nobody looked, and put the days together from what was seen", async () => {
    const { fleet, session, clock, points, restart } = await useStatistics();
    const id = await fleet();
    await clock.advance(10 * MINUTE);
    await restart({ meanwhile: () => clock.advance(30 * MINUTE) });
    await session(id);
    await clock.advance(10 * MINUTE);
    expect(minutes(points(id))).toEqual([...range(0, 11), ...range(40, 50)]);
    // The host that went down in order looked once more, at the beginning of a minute.
    const [hour] = points(id, "hour");
    expect(hour).toMatchObject({ activeSessions: expect.closeTo(10 / 21) as number, activeProcesses: 2 });
  });

  test("forget nothing that happened when the host goes down in order and comes back within the minute", async () => {
    const { fleet, session, clock, points, restart } = await useStatistics();
    const id = await fleet();
    await session(id, "ada");
    await clock.advance(20_000);
    await restart();
    await session(id, "bob");
    await clock.advance(40_000);
    expect(points(id)).toMatchObject([
      {
        processesActivated: 2,
        processesClosed: 0,
        playerSessionActivations: 2,
        activeProcesses: 2,
        activeSessions: 1.5,
      },
    ]);
  });

  test("of a host that was killed lack its last minute, and nothing before it", async () => {
    const { fleet, session, clock, points, restart } = await useStatistics();
    const id = await fleet();
    await clock.advance(5 * MINUTE);
    await session(id, "ada");
    await clock.advance(30_000);
    await restart({ killed: true });
    await clock.advance(5 * MINUTE);
    expect(minutes(points(id))).toEqual(range(0, 10));
    expect(points(id).map((point) => point.activeSessions)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(points(id).every((point) => point.playerSessionActivations === 0)).toBe(true);
  });

  test("tell what happened while the disk was full with the first minute that it takes; how it was then is a gap", async () => {
    const { fleet, session, clock, points, disk, faults } = await useStatistics();
    const id = await fleet();
    await clock.advance(MINUTE);
    disk.isFull = true;
    await session(id, "ada");
    await clock.advance(3 * MINUTE);
    disk.isFull = false;
    await clock.advance(MINUTE);
    expect(faults).toEqual(
      Array.from({ length: 3 }, () => "keep the statistics of a minute: Error: database or disk is full"),
    );
    expect(minutes(points(id))).toEqual([0, 4]);
    expect(last(points(id))).toMatchObject({ activeSessions: 1, playerSessionActivations: 1 });
  });

  test("have the last minute of a fleet that is deleted", async () => {
    const { gse, fleet, clock, points, ok, processes } = await useStatistics();
    const id = await fleet();
    await clock.advance(MINUTE);
    const [one, two] = processes(id);
    await ok({ type: "deleteFleet", fleetId: id });
    for (const process of [one!, two!]) {
      await ok({ type: "processEnding", pid: process.pid });
      gse.machine.exit(process.id);
    }
    await gse.settled();
    expect([...gse.host.live().fleets]).toEqual([]);
    await clock.advance(3 * MINUTE);
    expect(points(id)).toMatchObject([
      { activeProcesses: 2, processesClosed: 0 },
      { activeProcesses: 0, processesClosed: 2, processesClosedAbnormally: 0 },
    ]);
  });

  test("leave no timer behind", async () => {
    const { gse, statistics, clock } = await useStatistics();
    await clock.advance(MINUTE);
    gse.host.close();
    statistics.close();
    expect(clock.pendingTimers).toBe(0);
  });
});

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
