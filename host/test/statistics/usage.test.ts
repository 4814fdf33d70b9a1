import { describe, expect, test } from "vitest";
import type { FleetId, InstanceId, ProcessId } from "../../src/model/index.js";
import { UsageRounds, type Usage } from "../../src/statistics/usage-rounds.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { MINUTE, useStatistics } from "./use-statistics.js";

const MB = 1_000_000;

describe("what the processes of a fleet use", () => {
  test("is their memory, and their share of all processors since the look before", async () => {
    const { fleet, launches, usage, clock, points } = await useStatistics({ processors: 4 });
    const [id, other] = [await fleet(), await fleet()];
    const [one, two] = launches(id).map((launch) => launch.id);
    usage.set(one!, { cpuMs: 10_000, rssBytes: 30 * MB });
    usage.set(two!, { cpuMs: 2_000, rssBytes: 50 * MB });
    for (const launch of launches(other)) usage.set(launch.id, { cpuMs: 0, rssBytes: 1 * MB });
    await clock.advance(MINUTE);
    // Both were launched within the minute: all their time was in it.
    expect(points(id)).toMatchObject([{ memoryBytes: 80 * MB, cpuShare: 12 / 240 }]);
    usage.set(one!, { cpuMs: 70_000, rssBytes: 40 * MB });
    await clock.advance(MINUTE);
    expect(points(id).at(-1)).toMatchObject({ memoryBytes: 90 * MB, cpuShare: 60 / 240 });
    expect(points(other).at(-1)).toMatchObject({ memoryBytes: 2 * MB, cpuShare: 0 });
    expect(points(id, "hour")).toMatchObject([{ memoryBytes: 85 * MB, cpuShare: 72 / 480 }]);
  });

  test("is unknown where the kernel does not tell, and nothing where there are no processes", async () => {
    const { gse, fleet, clock, points } = await useStatistics();
    const id = await fleet();
    gse.machine.onSetUp = () => undefined;
    const pending = await fleet({ areReady: false });
    await clock.advance(MINUTE);
    expect(points(id)).toMatchObject([{ memoryBytes: null, cpuShare: null }]);
    expect(points(pending)).toMatchObject([{ memoryBytes: 0, cpuShare: 0 }]);
  });

  test("counts no time of before the host was there", async () => {
    const { fleet, launches, usage, clock, points, restart } = await useStatistics();
    const id = await fleet({ processes: 1 });
    const [launch] = launches(id);
    usage.set(launch!.id, { cpuMs: 1_000_000, rssBytes: MB });
    await clock.advance(MINUTE);
    await restart();
    usage.set(launch!.id, { cpuMs: 1_012_000, rssBytes: MB });
    await clock.advance(MINUTE);
    expect(points(id).at(-1)).toMatchObject({ cpuShare: 12 / 240 });
  });

  test("counts no time of a sleep of the machine", async () => {
    const { fleet, launches, usage, clock, points } = await useStatistics();
    const id = await fleet({ processes: 1 });
    const [launch] = launches(id);
    usage.set(launch!.id, { cpuMs: 0, rssBytes: MB });
    await clock.advance(MINUTE);
    const { now } = clock;
    clock.now = () => now() + 60 * MINUTE;
    usage.set(launch!.id, { cpuMs: 30_000, rssBytes: MB });
    await clock.advance(MINUTE);
    expect(points(id).at(-1)).toMatchObject({ memoryBytes: MB, cpuShare: null });
    clock.now = now;
  });
});

describe("a round of questions to the kernel", () => {
  const fleetId = "fleet-1" as FleetId;
  const launches = Array.from({ length: 1_001 }, (_, i) => ({
    id: `p-${String(i)}` as ProcessId,
    fleetId,
    instanceId: `ins-${String(i % 2)}` as InstanceId,
    launchedAtMs: 0,
  }));

  test("asks about a hundred processes at a time, and lets others come in between", async () => {
    const clock = useManualClock();
    let asked = 0;
    const rounds = new UsageRounds(
      clock,
      () => {
        asked++;
        return { cpuMs: 0, rssBytes: 1 };
      },
      1,
    );
    const told: (Usage | undefined)[] = [];
    rounds.begin(launches, ({ fleets, instances }) =>
      told.push(fleets.get(fleetId), instances.get("ins-0" as InstanceId)),
    );
    expect([asked, told.length]).toEqual([100, 0]);
    await clock.advance(0);
    expect(asked).toBe(1_001);
    expect(told).toMatchObject([
      { memorySamples: 1, memoryBytes: 1_001 },
      { memorySamples: 1, memoryBytes: 501 },
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("is told to nobody once it is called off", async () => {
    const clock = useManualClock();
    let asked = 0;
    const rounds = new UsageRounds(
      clock,
      () => {
        asked++;
        return undefined;
      },
      1,
    );
    rounds.begin(launches, () => {
      throw new Error("it was told");
    });
    rounds.cancel();
    await clock.advance(0);
    expect(asked).toBe(100);
  });
});
