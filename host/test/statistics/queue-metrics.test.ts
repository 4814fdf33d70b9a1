import { describe, expect, test } from "vitest";
import type { FleetId, QueueId } from "../../src/model/index.js";
import { createQueue, fleetArn, latencies, player, SHANGHAI, start } from "../support/a-queue.js";
import { HOUR, MINUTE, noon, useStatistics } from "./use-statistics.js";

/** A queue over a fleet that is busy before long, and what it is told by. */
async function useQueue(processes = 1) {
  const under = await useStatistics();
  const { fleet, ok, gse } = under;
  const id = await fleet({ processes });
  const { id: queueId } = await ok(createQueue({ destinations: [fleetArn(id)], timeoutSeconds: 90 }));
  const activate = async (placementId: string): Promise<void> => {
    const session = gse.host.reads.placement(`${SHANGHAI}/${placementId}` as never)?.session;
    const process = [...gse.host.live().processes].find((one) => one.id === session?.processId);
    if (session === null || session === undefined || process === undefined) throw new Error("it is nowhere");
    await ok({ type: "activateGameServerSession", pid: process.pid, sessionId: session.id, maxPlayers: 0 });
  };
  const metrics = (of: QueueId, resolution: "minute" | "hour" = "minute") =>
    // Asked anew each time: it is another one after a restart.
    under.statistics.queueMetrics(of, 0, under.clock.now() + HOUR, resolution);
  return { ...under, id, queueId, activate, metrics };
}

describe("the metrics of a queue", () => {
  test("are how many wait and how long they have, and what began and ended in each minute", async () => {
    const { ok, clock, activate, queueId, metrics } = await useQueue();
    await ok(start("placed", { desiredPlayers: [player("ada")] }));
    await clock.advance(2_000);
    await activate("placed");
    for (const id of ["stopped", "late"]) await ok(start(id));
    await clock.advance(20_000);
    await ok({ type: "stopPlacement", region: SHANGHAI, placementId: "stopped" });
    await clock.advance(MINUTE - 22_000);
    await clock.advance(MINUTE);
    const nothing = {
      ...{ depth: 0, averageWaitMs: null, started: 0, fulfilled: 0, cancelled: 0, timedOut: 0, failed: 0 },
      ...{ averageTimeToPlaceMs: null, firstNotViable: 0, firstNotAvailable: 0, nearest: 0 },
    };
    expect(metrics(queueId)).toEqual({
      resolution: "minute",
      stepMs: MINUTE,
      points: [
        {
          ...nothing,
          ...{ atMs: noon, depth: 1, averageWaitMs: 58_000, started: 3, fulfilled: 1, cancelled: 1 },
          averageTimeToPlaceMs: 2_000,
        },
        { ...nothing, atMs: noon + MINUTE, timedOut: 1 },
      ],
      regions: [{ region: SHANGHAI, points: [{ atMs: noon, placements: 1 }] }],
    });
    expect(metrics(queueId, "hour").points).toMatchObject([
      { depth: 0.5, averageWaitMs: 58_000, started: 3, timedOut: 1 },
    ]);
  });

  test("are how often its first destination was not viable or not available, and how often the nearest region was", async () => {
    const { ok, clock, activate, fleet, id, metrics } = await useQueue(3);
    const second = await fleet({ processes: 2 });
    const { id: both } = await ok(
      createQueue({ name: "both", destinations: [id, second].map((one: FleetId) => fleetArn(one)) }),
    );
    const near = { queueName: "both", latencies: latencies({ ada: { [SHANGHAI]: 5 } }) };
    for (const placementId of ["a", "b", "c", "d"]) await ok(start(placementId, near));
    for (const placementId of ["a", "b", "c", "d"]) await activate(placementId);
    await clock.advance(MINUTE);
    expect(metrics(both).points).toMatchObject([{ fulfilled: 4, firstNotViable: 0, firstNotAvailable: 1, nearest: 4 }]);
  });

  test("are those of the very queue, and outlive a host", async () => {
    const { ok, clock, restart, queueId, metrics } = await useQueue();
    const { id: other } = await ok(createQueue({ name: "other" }));
    await ok(start("a", { queueName: "other" }));
    await clock.advance(MINUTE);
    await restart();
    expect(metrics(other).points).toMatchObject([{ started: 1, failed: 1 }, {}]);
    expect(metrics(queueId).points).toMatchObject([{ started: 0, failed: 0 }, {}]);
  });
});
