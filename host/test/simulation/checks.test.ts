import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  noScaling,
  type Fleet,
  type FleetEvent,
  type FleetEventCode,
  type FleetId,
  type GameServerProcess,
  type GameServerSession,
  type Instance,
  type InstanceId,
  type Launch,
  type PlayerSession,
  type ProcessId,
  type ScalingTimer,
} from "../../src/model/index.js";
import { beyondQuotas } from "../../src/simulation/beyond-quotas.js";
import { FleetHistories } from "../../src/simulation/fleet-histories.js";
import { Ledger } from "../../src/simulation/ledger.js";
import { overdue } from "../../src/simulation/overdue.js";
import { Random } from "../../src/simulation/random.js";
import { brokenRows, type LiveRowsById } from "../../src/simulation/row-invariants.js";
import { fromText, toText } from "../../src/simulation/step-numbers.js";
import { VirtualTime } from "../../src/simulation/virtual-time.js";
import { aPlayer, aProcess, aSession, atMs, noChanges } from "../support/builders.js";

const fleetId = "fleet-1" as FleetId;
const instanceId = "ins-1" as InstanceId;
const processId = "process-1" as ProcessId;

const aFleetRow = {
  id: fleetId,
  status: "ACTIVE",
  capacity: { min: 0, desired: 1, max: 1, scalingIntervalMinutes: 10 },
  scaling: noScaling,
} as Fleet;
const aTimer = (nextRunAtMs: number | null) => ({ id: "timerId-1", nextRunAtMs, isStopped: false }) as ScalingTimer;
const anInstance = { id: instanceId, fleetId, status: "ACTIVE" } as Instance;
const aLaunch: Launch = {
  id: processId,
  fleetId,
  instanceId,
  launchPath: "/local/game/server",
  parameters: "",
  status: "READY",
  pid: 101,
  startedAt: "boot 101",
  token: "token-1",
  launchedAtMs: atMs,
  dueAtMs: null,
  reason: "",
};

interface Rows {
  readonly processes?: readonly GameServerProcess[];
  readonly sessions?: readonly GameServerSession[];
  readonly players?: readonly PlayerSession[];
  readonly fleets?: readonly Fleet[];
  readonly instances?: readonly Instance[];
  readonly launches?: readonly Launch[];
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** A process of a fleet that hosts a session with a player, but for what is given. */
const rowsOf = (given: Rows): LiveRowsById => ({
  processes: byId(given.processes ?? [aProcess({ fleetId, instanceId, sessionId: aSession().id })]),
  sessions: byId(given.sessions ?? [aSession({ fleetId, instanceId, currentPlayers: 1 })]),
  players: byId(given.players ?? [aPlayer()]),
  fleets: byId(given.fleets ?? [aFleetRow]),
  instances: byId(given.instances ?? [anInstance]),
  launches: byId(given.launches ?? [aLaunch]),
});

describe("the rows of a host", () => {
  test("fit each other", () => {
    expect([...brokenRows(rowsOf({}))]).toEqual([]);
  });

  const hosting = { fleetId, instanceId, sessionId: aSession().id };
  const session = (given: Partial<GameServerSession>) => aSession({ fleetId, instanceId, currentPlayers: 1, ...given });
  test.each<[string, Rows, string]>([
    [
      "a second session of a process",
      { sessions: [session({}), session({ id: "s2" as never, seq: 2 })] },
      "session 2 is not what its process hosts",
    ],
    [
      "a process that hosts another's session",
      { sessions: [session({ processId: "p2" as never })] },
      "hosts what is not its session",
    ],
    [
      "an end of a process that does not end",
      { processes: [aProcess({ ...hosting, endsAtMs: atMs })] },
      "has an end and is not ENDING",
    ],
    [
      "two processes that are one",
      { processes: [aProcess(hosting), aProcess({ id: "p2" as never })] },
      "two live processes are pid 101",
    ],
    ["a process without its launch", { launches: [] }, "is ready, and its launch is not"],
    ["a launch without its process", { processes: [], sessions: [], players: [] }, "is READY without a process"],
    [
      "a session that is open to nobody",
      { sessions: [session({ availabilityStatus: "Disable" })] },
      "is Disable on such a process",
    ],
    [
      "a session on a shielded process",
      { processes: [aProcess({ ...hosting, isShielded: true })] },
      "is Enable on such a process",
    ],
    ["a wrong count of players", { sessions: [session({ currentPlayers: 2 })] }, "counts 2 players, not 1"],
    ["too many players", { sessions: [session({ maxPlayers: 0 })] }, "has 1 players, too many"],
    [
      "players before it is ACTIVE",
      { sessions: [session({ status: "ACTIVATING" })] },
      "has players before it is ACTIVE",
    ],
    ["a player twice", { players: [aPlayer(), aPlayer({ id: "x" as never })] }, "is in the session already"],
    ["a player in no session", { players: [aPlayer({ gameServerSessionId: "x" as never })] }, "is in no open session"],
    ["a player whom nobody accepted", { players: [aPlayer({ status: "ACTIVE" })] }, "was accepted by nobody"],
    ["an instance without its fleet", { fleets: [] }, "is there without its fleet"],
    [
      "an instance of a fleet that failed",
      { fleets: [{ ...aFleetRow, status: "ERROR" }] },
      "is ACTIVE in a fleet that is ERROR",
    ],
    [
      "a capacity out of its bounds",
      { fleets: [{ ...aFleetRow, capacity: { ...aFleetRow.capacity, desired: 2 } }] },
      "has the capacity",
    ],
    [
      "a launch on an instance that is not set up",
      { instances: [{ ...anInstance, status: "PENDING" }] },
      "on an instance that is not set up",
    ],
    [
      "an ACTIVE process where all is to go",
      { instances: [{ ...anInstance, status: "TERMINATING" }] },
      "is ACTIVE on an instance that is to go",
    ],
    [
      "a launch that is due and waits for nothing",
      { launches: [{ ...aLaunch, dueAtMs: atMs }] },
      "is READY and due at",
    ],
    [
      "two launches with one token",
      { launches: [aLaunch, { ...aLaunch, id: "l2" as never, status: "EXITING", dueAtMs: 1, pid: 102 }] },
      "has another one's token",
    ],
  ])("do not fit with %s", (_what, given, message) => {
    expect([...brokenRows(rowsOf(given))].join("\n")).toContain(message);
  });

  test("exceed a quota by what the fleets of one region may have", () => {
    const quotas = { fleets: 2, instances: 3, instancesOfType: 2 };
    const may = (max: number, instanceType: string, region = "ap-shanghai"): Fleet => ({
      ...aFleetRow,
      ...{ region, instanceType, capacity: { ...aFleetRow.capacity, max } },
    });
    const within = [may(2, "small"), may(1, "large"), may(2, "small", "ap-guangzhou")];
    expect([...beyondQuotas(within, quotas)]).toEqual([]);
    expect([...beyondQuotas([...within, may(1, "small")], quotas)]).toEqual([
      "3 fleets in ap-shanghai, and 2 are allowed",
      "4 instances in ap-shanghai, and 3 are allowed",
      "3 instances of small in ap-shanghai, and 2 are allowed",
    ]);
  });

  test("are overdue a second after their time, not before", () => {
    const rows = rowsOf({
      players: [aPlayer({ lapsesAtMs: atMs })],
      sessions: [aSession({ status: "ACTIVATING", activateByMs: atMs })],
      processes: [aProcess({ status: "ENDING", endsAtMs: atMs })],
      launches: [{ ...aLaunch, status: "STARTED", dueAtMs: atMs }],
      fleets: [
        {
          ...aFleetRow,
          scaling: { ...noScaling, timers: [aTimer(atMs), { ...aTimer(atMs), isStopped: true }, aTimer(null)] },
        },
      ],
    });
    expect([...overdue(rows, atMs + 1_000)]).toEqual([]);
    expect([...overdue(rows, atMs + 1_001)]).toHaveLength(5);
  });

  test("go their way forward only, keep what never changes, and rest once they are history", () => {
    const ledger = new Ledger();
    const enter = (session: GameServerSession) => [...ledger.enter({ ...noChanges, sessions: [session] })];
    expect(enter(aSession())).toEqual([]);
    expect(enter(aSession({ status: "ACTIVATING" })).join()).toContain("went back");
    expect(enter(aSession({ seq: 9 })).join()).toContain("has another seq than before");
    expect(enter(aSession({ status: "TERMINATED", seq: 9 }))).toEqual([]);
    expect(enter(aSession({ seq: 9 })).join()).toContain("is history and was changed");
  });
});

describe("a fleet's history", () => {
  const told = (codes: readonly FleetEventCode[]): readonly string[] => {
    const histories = new FleetHistories();
    return codes.flatMap((code, index) => [
      ...histories.enter([{ fleetId, code, seq: index + 1, message: "", log: "" } as FleetEvent]),
    ]);
  };
  const created = ["FLEET_CREATED", "FLEET_STATE_DOWNLOADING"] as const;
  const setUp = ["FLEET_CREATION_EXTRACTING_BUILD", "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG"] as const;
  const active = [
    "FLEET_STATE_VALIDATING",
    "FLEET_STATE_BUILDING",
    "FLEET_STATE_ACTIVATING",
    "FLEET_STATE_ACTIVE",
  ] as const;

  test.each([
    ["from its creation to ACTIVE", [...created, ...setUp, ...active]],
    ["with an installer", [...created, setUp[0], "FLEET_CREATION_RUNNING_INSTALLER", setUp[1], ...active]],
    ["with a set-up that is begun anew", [...created, setUp[0], ...setUp, ...active]],
    ["to ERROR, with the reason before it", [...created, "FLEET_BINARY_DOWNLOAD_FAILED", "FLEET_STATE_ERROR"]],
    ["to its end", [...created, "FLEET_DELETED", "FLEET_STATE_DELETING"]],
  ] as [string, FleetEventCode[]][])("is in order %s", (_what, codes) => {
    expect(told(codes)).toEqual([]);
  });

  test.each([
    ["that does not begin with its creation", ["FLEET_STATE_DOWNLOADING"]],
    ["that is ACTIVE too early", [...created, "FLEET_STATE_ACTIVE"]],
    ["that is VALIDATING before its set-up", [...created, "FLEET_STATE_VALIDATING"]],
    ["that leaves a step out", [...created, setUp[1]]],
    ["that fails for no reason", [...created, "FLEET_STATE_ERROR"]],
    [
      "that goes on after an ERROR",
      [...created, "FLEET_BINARY_DOWNLOAD_FAILED", "FLEET_STATE_ERROR", "FLEET_STATE_ACTIVE"],
    ],
    ["that is DELETING unasked", [...created, "FLEET_STATE_DELETING"]],
    ["that goes on after its end", [...created, "FLEET_DELETED", "FLEET_STATE_DELETING", "FLEET_SCALING_EVENT"]],
  ] as [string, FleetEventCode[]][])("is out of order %s", (_what, codes) => {
    expect(told(codes)).toHaveLength(1);
  });

  test("has no gap in its numbers", () => {
    const event = { fleetId, code: "FLEET_CREATED", seq: 2 } as FleetEvent;
    expect([...new FleetHistories().enter([event])].join()).toContain("has the number 2 after 0");
  });
});

describe("chance and time", () => {
  test("the same seeds give the same numbers, others give others, each within its bounds", () => {
    const numbers = (...seeds: readonly number[]) => {
      const random = new Random(...seeds);
      return Array.from({ length: 100 }, () => random.between(3, 9));
    };
    expect(numbers(1, 2)).toEqual(numbers(1, 2));
    expect(numbers(1, 2)).not.toEqual(numbers(2, 1));
    expect(new Set(numbers(1, 2))).toEqual(new Set([3, 4, 5, 6, 7, 8, 9]));
  });

  test("what is weighted with 0 never comes", () => {
    const random = new Random(1);
    const picked = Array.from({ length: 200 }, () => random.weighted({ often: 9, rarely: 1, never: 0 }));
    expect(new Set(picked)).toEqual(new Set(["often", "rarely"]));
  });

  test("timers fire in order of their time, whatever the order in which they were set", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 50 })), async (delays) => {
        const time = new VirtualTime();
        const fired: [number, number][] = [];
        for (const [index, delay] of delays.entries()) time.setTimeout(() => fired.push([delay, index]), delay);
        await time.advance(50);
        expect(fired).toEqual([...fired].sort(([a, i], [b, j]) => a - b || i - j));
        expect(fired).toHaveLength(delays.length);
        expect(time.pending).toBe(0);
      }),
    );
  });

  test("a jump moves what the clock says, and no timer", async () => {
    const time = new VirtualTime();
    const before = time.now();
    let fired = 0;
    time.setTimeout(() => fired++, 1_000);
    time.clearTimeout(time.setTimeout(() => fired++, 500));
    time.jump(3_600_000);
    expect(time.now()).toBe(before + 3_600_000);
    await time.advance(999);
    expect(fired).toBe(0);
    await time.advance(1);
    expect([fired, time.pending]).toEqual([1, 0]);
  });
});

describe("the numbers of steps", () => {
  test("are written as ranges, and read again", () => {
    expect(toText([5, 1, 2, 3, 9])).toBe("1-3,5,9");
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 60 }), { minLength: 1 }), (numbers) => {
        expect([...fromText(toText(numbers))]).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });

  test("are refused when they are none", () => {
    expect(() => fromText("1,x")).toThrow('"x" is no number of a step');
  });
});
