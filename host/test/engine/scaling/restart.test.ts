import { expect, test } from "vitest";
import type { ScalingTimer } from "../../../src/model/index.js";
import { aDesign, newAsset } from "../../support/a-fleet.js";
import { ready } from "../../support/builders.js";
import { useHost } from "../../support/use-host.js";
import { aTarget } from "./some-numbers.js";

const MINUTE_MS = 60_000;

/** A host on SQLite with a fleet of one instance with two processes. */
async function useFleet() {
  const gse = await useHost();
  const asset = await gse.ok(newAsset());
  const { id: fleetId } = await gse.ok({ type: "createFleet", region: "ap-shanghai", design: aDesign(asset) });
  await gse.settled();
  for (const index of gse.machine.launched.keys()) await gse.ok(ready(1_001 + index, { clientPort: 7_000 + index }));
  await gse.ok({ type: "updateFleetCapacity", fleetId, max: 3 });
  const row = () => gse.host.reads.fleet(fleetId);
  return { ...gse, restart: gse.restart.bind(gse), fleetId, row };
}

test("a host that is started again has the policies and the timers, and goes on with them", async () => {
  const { ok, restart, clock, fleetId, row } = await useFleet();
  const beginMs = clock.now() + 10 * MINUTE_MS;
  const schedule = { runs: { kind: "days", everyDays: 1 }, beginMs, endMs: null, offsetMinutes: 480 } as const;
  const capacity = { desired: null, min: 1, max: null, scalingIntervalMinutes: 3, mode: null, targetPercent: null };
  await ok({ type: "putScalingPolicy", fleetId, policy: aTarget(30) });
  await ok({ type: "startAutoScaling", fleetId });
  await ok({ type: "putScalingTimer", timerId: null, fleetId, name: "day", capacity, schedule, isStopped: false });
  const before = row();
  await restart();
  expect(row()).toEqual(before);
  await clock.advance(2 * MINUTE_MS);
  expect(row()?.capacity).toMatchObject({ desired: 0, min: 0 });
  await clock.advance(10 * MINUTE_MS);
  expect(row()).toMatchObject({ isScaledByHand: false, capacity: { desired: 1, min: 1, scalingIntervalMinutes: 3 } });
  expect(row()?.scaling.timers).toMatchObject([
    { nextRunAtMs: beginMs + 24 * 60 * MINUTE_MS },
  ] satisfies Partial<ScalingTimer>[]);
});

test("a timer that came due while no host was up sets each instance up once, when the next one has taken up what there is", async () => {
  const { ok, restart, clock, machine, fleetId, row } = await useFleet();
  const schedule = { runs: { kind: "once" }, beginMs: clock.now() + MINUTE_MS, endMs: null, offsetMinutes: 0 } as const;
  const capacity = {
    desired: 3,
    min: null,
    max: null,
    scalingIntervalMinutes: null,
    mode: "manual",
    targetPercent: null,
  } as const;
  await ok({ type: "putScalingTimer", timerId: null, fleetId, name: "party", capacity, schedule, isStopped: false });
  const setUps = machine.setUps.length;
  // The machine was off: its processes are gone, which the host hears before it goes on.
  await restart(() => clock.advance(5 * MINUTE_MS));
  await clock.advance(1);
  expect(row()?.capacity.desired).toBe(3);
  const instances = machine.setUps.slice(setUps).map(({ instance }) => instance.id);
  expect(instances).toHaveLength(2);
  expect(new Set(instances).size).toBe(2);
});
