import { describe, expect, test } from "vitest";
import { aliasArn, createQueue, latencies, SHANGHAI, start, twoRegions, VALLEY } from "../support/a-queue.js";

/** Shanghai is near enough to both, and further on average. */
const players = latencies({
  ada: { [SHANGHAI]: 100, [VALLEY]: 50 },
  bob: { [SHANGHAI]: 60, [VALLEY]: 80 },
});

describe("what is told of a placement's place", () => {
  test("is that the queue's first destination was taken, had no room, or was not viable", () => {
    const { engine, shanghai, activate } = twoRegions(2);
    for (const id of ["a", "b", "c"]) engine.ok(start(id));
    expect(activate("a").choice).toEqual({ first: "taken", isNearest: null });
    expect(activate("c").choice).toEqual({ first: "not-available", isNearest: null });

    engine.ok(start("far", { latencies: latencies({ ada: { [VALLEY]: 50 } }) }));
    expect(activate("far").choice).toEqual({ first: "not-viable", isNearest: true });
    expect(shanghai.row().status).toBe("ACTIVE");
  });

  test("is that an alias which leads nowhere was not viable, and that a game server which refused was not available", () => {
    const { engine, valley, activate } = twoRegions();
    const routing = { type: "TERMINAL", fleetId: null, message: "repairs" } as const;
    const { id } = engine.ok({
      type: "createAlias",
      ...{ region: SHANGHAI, name: "live", description: "", routing, tags: [] },
    });
    engine.ok(createQueue({ name: "closed", destinations: [aliasArn(id), valley.arn] }));
    engine.ok(start("a", { queueName: "closed" }));
    expect(activate("a").choice?.first).toBe("not-viable");

    const others = twoRegions();
    others.engine.ok(start("b"));
    expect(others.find("b").choice?.first).toBe("taken");
    expect(others.refuse("b").choice?.first).toBe("not-available");
  });

  test("is whether it came to the region that is nearest to the players on average", () => {
    const { engine, activate } = twoRegions();
    engine.ok(start("a", { latencies: players }));
    engine.ok(start("b", { latencies: players }));
    expect(activate("a")).toMatchObject({
      session: { region: SHANGHAI },
      choice: { first: "taken", isNearest: false },
    });
    expect(activate("b")).toMatchObject({
      session: { region: VALLEY },
      choice: { first: "not-available", isNearest: true },
    });
  });

  test("is nothing while it waits, and once it has ended without a session", () => {
    const { engine, find } = twoRegions();
    for (const id of ["a", "b", "c"]) engine.ok(start(id));
    expect(find("c").choice).toBeNull();
    engine.ok({ type: "stopPlacement", region: SHANGHAI, placementId: "a" });
    expect(find("a").choice).toBeNull();
  });
});

test("where the operator wants the nearest first, the average decides among the regions that are near enough (gse-semantics m-6)", () => {
  const { engine, fleetOf, shanghai, valley } = twoRegions(2);
  engine.restart({ placementOrder: "nearest" });
  engine.ok(start("a", { latencies: players }));
  expect(fleetOf("a")).toBe(valley.id);
  // Who brings no latencies is placed by the queue's order.
  engine.ok(start("b"));
  expect(fleetOf("b")).toBe(shanghai.id);
  // Near enough comes first.
  const latencyPolicies = [{ maxLatencyMs: 70, durationMs: null }];
  engine.ok({ type: "updateQueue", region: SHANGHAI, name: "ranked", latencyPolicies });
  engine.ok(
    start("c", {
      latencies: latencies({ ada: { [SHANGHAI]: 65, [VALLEY]: 10 }, bob: { [SHANGHAI]: 65, [VALLEY]: 75 } }),
    }),
  );
  expect(fleetOf("c")).toBe(shanghai.id);
});
