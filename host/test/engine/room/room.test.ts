import { describe, expect, test } from "vitest";
import type { FleetId, InstanceId, MachineMeasure } from "../../../src/model/index.js";
import { anEngine } from "../../support/an-engine.js";
import { textLike } from "../../support/text-like.js";
import { aScaledFleet } from "../scaling/a-scaled-fleet.js";

const MIB = 1024 ** 2;

/** A machine of 10,000 MiB and 4 processors, 1,000 MiB of them in reserve; each process takes 100 MiB. */
const measured = (
  availableMib: number,
  uses: readonly { readonly id: FleetId; readonly processes: number; readonly processors?: number }[],
): { readonly type: "machineMeasured"; readonly measure: MachineMeasure } => ({
  type: "machineMeasured",
  measure: {
    memoryBytes: 10_000 * MIB,
    availableBytes: availableMib * MIB,
    processors: 4,
    fleets: uses.map(({ id, processes, processors = 0 }) => ({
      ...{ fleetId: id, processes, memoryBytes: processes * 100 * MIB, processors },
    })),
  },
});

/** Fleets of instances with ten processes, one instance each, on one machine that does everything at once. */
function fleets(count: number) {
  const engine = anEngine({ sessionsPerCreator: 0 });
  return {
    engine,
    fleets: Array.from({ length: count }, (_, index) => {
      const fleet = aScaledFleet({ engine, max: 5, pidsFrom: 100_000 * (index + 1) });
      engine.ok({ type: "stopAutoScaling", fleetId: fleet.id });
      const want = (desired: number): void => {
        engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired });
        fleet.settle();
      };
      want(1);
      return { ...fleet, want };
    }),
  };
}

function oneFleet() {
  const { engine, fleets: all } = fleets(1);
  const [fleet] = all;
  if (fleet === undefined) throw new Error("there is no fleet");
  return { engine, fleet };
}

describe("a fleet that would grow past what the machine holds", () => {
  test("gets the instances that there is memory for, says once what is missing, and the others when there is room", () => {
    const { engine, fleet } = oneFleet();
    engine.ok(measured(3_100, [{ id: fleet.id, processes: 10 }]));
    fleet.want(4);
    expect(fleet.size()).toBe(3);
    expect(fleet.told().at(-1)).toBe(
      "The machine has no room for a further instance: it takes about 1000 MiB of memory; 3100 MiB of 10000 MiB are free, " +
        "of which 1000 MiB are kept in reserve and 2000 MiB are for processes that start. " +
        "3 of 4 desired instances are there; the others are added as soon as there is room.",
    );
    const told = fleet.told().length;
    engine.ok(measured(1_100, [{ id: fleet.id, processes: 30 }]));
    fleet.settle();
    expect([fleet.size(), fleet.told().length]).toEqual([3, told]);
    engine.ok(measured(2_000, [{ id: fleet.id, processes: 30 }]));
    fleet.settle();
    expect(fleet.size()).toBe(4);
    expect(fleet.told().at(-1)).toBe("The machine has room for all instances of the fleet: none is missing any more.");
  });

  test("stops where its game servers would keep more processors busy than there are", () => {
    const { engine, fleet } = oneFleet();
    engine.ok(measured(9_000, [{ id: fleet.id, processes: 10, processors: 1.5 }]));
    fleet.want(3);
    expect(fleet.size()).toBe(2);
    expect(fleet.told().at(-1)).toContain("game servers would keep 4.5 processors busy, and the machine has 4. 2 of 3");
  });

  test("has one instance whatever the machine has, and all as long as nobody measured", () => {
    const { engine, fleet } = oneFleet();
    fleet.want(3);
    expect(fleet.size()).toBe(3);
    fleet.want(0);
    engine.ok(measured(600, []));
    fleet.want(2);
    expect(fleet.size()).toBe(1);
  });

  test("forgets what it lacks when it wants no more", () => {
    const { engine, fleet } = oneFleet();
    engine.ok(measured(1_500, [{ id: fleet.id, processes: 10 }]));
    fleet.want(2);
    expect(fleet.size()).toBe(1);
    fleet.want(1);
    engine.ok(measured(9_000, [{ id: fleet.id, processes: 10 }]));
    fleet.settle();
    expect(fleet.size()).toBe(1);
  });
});

describe("a machine that is short of memory", () => {
  test("ends idle processes, as many as it takes, launches none anew, and never ends one that hosts a session", () => {
    const { engine, fleet } = oneFleet();
    fleet.play(3);
    engine.ok(measured(400, [{ id: fleet.id, processes: 10 }]));
    expect(ending(engine)).toHaveLength(6);
    expect(ending(engine)).toEqual(
      Array.from({ length: 6 }, () => ({ sessionId: null, statusReason: "the machine is short of memory" })),
    );
    expect(fleet.told().at(-1)).toMatch(/^The machine is short of memory: 6 idle processes go/);
    fleet.settle();
    expect(engine.world.processes.size).toBe(4);
    for (const session of fleet.sessions()) expect(engine.session(session.id)?.status).toBe("ACTIVE");
    // One that is used up is not replaced either.
    fleet.endGames(1);
    engine.ok(measured(450, [{ id: fleet.id, processes: 4 }]));
    fleet.settle();
    expect(engine.world.processes.size).toBe(3);
  });

  test("launches again what is missing once all of it fits", () => {
    const { engine, fleet } = oneFleet();
    engine.ok(measured(400, [{ id: fleet.id, processes: 10 }]));
    fleet.settle();
    expect(engine.world.processes.size).toBe(4);
    engine.ok(measured(1_500, [{ id: fleet.id, processes: 4 }]));
    fleet.settle();
    expect(engine.world.processes.size).toBe(4);
    engine.ok(measured(1_700, [{ id: fleet.id, processes: 4 }]));
    fleet.settle();
    expect(engine.world.processes.size).toBe(10);
  });

  test("launches one process for a fleet that has lost its last one", () => {
    const { engine, fleet } = oneFleet();
    fleet.want(2);
    for (const processes of [20, 10]) {
      engine.ok(measured(0, [{ id: fleet.id, processes }]));
      fleet.settle();
    }
    const [last] = [...engine.world.processes.values()];
    expect(engine.world.processes.size).toBe(1);
    // Its instance goes.
    engine.ok({
      type: "updateInstance",
      fleetId: fleet.id,
      instanceId: last?.instanceId ?? ("" as InstanceId),
      weight: 1,
    });
    fleet.want(1);
    expect(engine.world.processes.size).toBe(0);
    engine.ok(measured(100, []));
    fleet.settle();
    expect(engine.world.processes.size).toBe(1);
    engine.ok(measured(100, [{ id: fleet.id, processes: 1 }]));
    fleet.settle();
    expect(engine.world.processes.size).toBe(1);
  });

  test("waits for no room for processes that failed too often to be started again", () => {
    const { engine, fleets: two } = fleets(2);
    const [broken, well] = two;
    if (broken === undefined || well === undefined) throw new Error("there are no two fleets");
    const [kept] = broken.launches();
    for (let failures = 1; failures <= 10; failures++) {
      for (const launch of broken.launches()) if (launch.id !== kept?.id) broken.exit(launch);
      engine.pass(60_000);
      broken.start(500_000 + 10 * failures);
    }
    engine.ok(measured(0, [{ id: well.id, processes: 10 }]));
    well.settle();
    expect(processesOf(engine, well.id)).toBe(1);
    // A reserve of 1000, and nine processes of 100 that are to come back; the nine of the other fleet are not.
    engine.ok(
      measured(1_950, [
        { id: well.id, processes: 1 },
        { id: broken.id, processes: 1 },
      ]),
    );
    well.settle();
    expect(processesOf(engine, well.id)).toBe(10);
  });

  test("leaves each fleet one idle process, and takes from who has most of his share", () => {
    const { engine, fleets: two } = fleets(2);
    const [large, small] = two;
    if (large === undefined || small === undefined) throw new Error("there are no two fleets");
    large.want(3);
    engine.ok(
      measured(490, [
        { id: large.id, processes: 30 },
        { id: small.id, processes: 10 },
      ]),
    );
    large.settle();
    small.settle();
    expect([processesOf(engine, large.id), processesOf(engine, small.id)]).toEqual([24, 10]);
    engine.ok(
      measured(0, [
        { id: large.id, processes: 1 },
        { id: small.id, processes: 10 },
      ]),
    );
    large.settle();
    small.settle();
    expect(processesOf(engine, small.id)).toBeGreaterThanOrEqual(1);
  });
});

describe("fleets that share a machine", () => {
  test("who has least of his share grows first, and gets what another one has beyond its own and does not use", () => {
    const { engine, fleets: two } = fleets(2);
    const [greedy, modest] = two;
    if (greedy === undefined || modest === undefined) throw new Error("there are no two fleets");
    greedy.want(5);
    greedy.play(1);
    const uses = (large: number, small: number) => [
      { id: greedy.id, processes: large },
      { id: modest.id, processes: small },
    ];
    engine.ok(measured(1_500, uses(50, 10)));
    modest.want(3);
    expect(modest.size()).toBe(1);
    engine.ok(measured(1_500, uses(50, 10)));
    greedy.settle();
    expect([greedy.size(), modest.size()]).toEqual([4, 1]);
    expect(greedy.told().at(-1)).toEqual(textLike(/which hosts no session, makes room for fleet /));
    engine.ok(measured(2_500, uses(40, 10)));
    modest.settle();
    expect([greedy.size(), modest.size()]).toEqual([4, 2]);
    // What is within the share is nobody else's.
    engine.ok(measured(1_500, uses(40, 20)));
    greedy.settle();
    expect(greedy.size()).toBe(4);
    expect(engine.session(greedy.sessions()[0]?.id ?? "")?.status).toBe("ACTIVE");
    // With room for everybody it gets back what it gave.
    engine.ok(measured(6_000, uses(40, 20)));
    greedy.settle();
    expect([greedy.size(), modest.size()]).toEqual([5, 3]);
  });
});

const ending = ({ world }: ReturnType<typeof anEngine>) =>
  [...world.processes.values()]
    .filter(({ status }) => status === "ENDING")
    .map(({ sessionId, statusReason }) => ({ sessionId, statusReason }));

const processesOf = ({ world }: ReturnType<typeof anEngine>, id: FleetId): number =>
  [...world.processes.values()].filter(({ fleetId }) => fleetId === id).length;
