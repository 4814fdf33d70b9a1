import { expect, test } from "vitest";
import { MINUTE, noon, useStatistics } from "./use-statistics.js";

const MB = 1_000_000;

test("the metrics of an instance are what its processes use, who is connected to them, and the machine's load", async () => {
  const { fleet, launches, usage, look, clock, gse, statistics } = await useStatistics({ processors: 4 });
  const [id, other] = [await fleet(), await fleet()];
  const pointsOf = (of: typeof id) => {
    const [instance] = [...gse.host.live().instances].filter(({ fleetId }) => fleetId === of);
    return statistics.instanceMetrics(instance!.id, 0, clock.now() + MINUTE, "minute").points;
  };
  for (const launch of launches(id)) usage.set(launch.id, { cpuMs: 3_000, rssBytes: 50 * MB });
  const [first, second, third] = [...gse.host.live().processes].map(({ clientPort }) => clientPort);
  Object.assign(look, {
    load: 1.5,
    connections: new Map([
      [first!, 3],
      [second!, 1],
      [third!, 7],
      [1, 99],
    ]),
  });
  await clock.advance(MINUTE);
  expect(pointsOf(id)).toEqual([
    { atMs: noon, memoryBytes: 100 * MB, memoryShare: 0.1, cpuShare: 6 / 240, connections: 4, load: 1.5 },
  ]);
  // The kernel told nothing of its processes.
  expect(pointsOf(other)).toEqual([
    { atMs: noon, memoryBytes: null, memoryShare: null, cpuShare: null, connections: 7, load: 1.5 },
  ]);
  Object.assign(look, { load: undefined, connections: undefined });
  await clock.advance(MINUTE);
  expect(pointsOf(id).at(-1)).toMatchObject({ memoryBytes: 100 * MB, connections: null, load: null });
});

test("an instance that cannot be set up counts among its fleet's failed ones", async () => {
  const { fleet, gse, clock, points, ok } = await useStatistics();
  const id = await fleet({ max: 3 });
  gse.machine.onSetUp = (_order, tell) => {
    tell({
      step: "extract",
      outcome: { ok: false, kind: "failed", reason: "no room" },
      log: "",
    });
  };
  await ok({ type: "updateFleetCapacity", fleetId: id, desired: 3 });
  await gse.settled();
  await clock.advance(MINUTE);
  expect(points(id)).toMatchObject([{ failedInstances: 2 }]);
});
