import { describe, expect, test } from "vitest";
import type { GameServerSessionId, ProcessId } from "../../src/model/index.js";
import type { Changes } from "../../src/ports/index.js";
import { textLike } from "../support/text-like.js";
import { listen, type Ear, type Heard } from "./listen.js";
import { jsonIn, refusalIn, useConsole, type ConsoleUnderTest, type Keys } from "./use-console.js";

describe("The stream of changes", () => {
  test("begins with what the host is and what runs on it", async () => {
    const api = await useConsole();
    await api.session();
    await api.fleet();
    const ear = await listen(api);
    expect(ear.response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
    });
    expect(await ear.next()).toEqual({
      event: "hello",
      data: {
        HostVersion: "1.2.3",
        Mode: "up",
        StartedAtMs: api.clock.now(),
        NowMs: api.clock.now(),
        Region: "ap-shanghai",
        Overview: {
          Processes: 3,
          IdleProcesses: 2,
          Sessions: 1,
          Players: 0,
          Instances: { ACTIVE: 1 },
          Fleets: { ACTIVE: 1 },
        },
      },
    });
  });

  test("tells of each row once, as the cloud API shows it, however often it changed meanwhile", async () => {
    const api = await useConsole();
    const ear = await useEar(api);
    const sessionId = await api.session({ players: 3 });
    await api.client.call("UpdateGameServerSession", { GameServerSessionId: sessionId, Name: "lobby" });
    const { PlayerSession } = await api.client.call("JoinGameServerSession", {
      GameServerSessionId: sessionId,
      PlayerId: "ada",
    });
    const { Changes, Overview } = await told(ear, api);
    const { GameServerSessions } = await api.client.call("DescribeGameServerSessions", { FleetId: "fleet-1" });
    expect(Changes).toEqual([
      {
        Kind: "process",
        Id: textLike(/^[\da-f-]{36}$/),
        FleetId: null,
        Region: null,
        Row: expect.objectContaining({ Status: "ACTIVE", SessionId: sessionId, ClientPort: 7_101 }) as unknown,
      },
      { Kind: "session", Id: sessionId, FleetId: "fleet-1", Region: "ap-shanghai", Row: GameServerSessions[0] },
      {
        Kind: "player",
        Id: PlayerSession.PlayerSessionId,
        FleetId: "fleet-1",
        Region: null,
        Row: PlayerSession,
        SessionId: sessionId,
      },
    ]);
    expect(Overview).toMatchObject({ Processes: 1, IdleProcesses: 0, Sessions: 1, Players: 1 });
  });

  test("tells of a fleet from its making to its end, with its instances, processes and events", async () => {
    const api = await useConsole();
    const ear = await useEar(api);
    const FleetId = await api.fleet();
    const made = await told(ear, api);
    const kinds = new Set(made.Changes.map(({ Kind }) => Kind));
    expect([...kinds]).toEqual(["asset", "fleet", "instance", "process", "fleetEvent"]);
    const [attributes, capacity, utilization, instances, events, assets] = await Promise.all([
      api.client.call("DescribeFleetAttributes", { FleetIds: [FleetId] }),
      api.client.call("DescribeFleetCapacity", { FleetIds: [FleetId] }),
      api.client.call("DescribeFleetUtilization", { FleetIds: [FleetId] }),
      api.client.call("DescribeInstancesExtend", { FleetId, Offset: 0, Limit: 10 }),
      api.client.call("DescribeFleetEvents", { FleetId }),
      api.client.call("DescribeAssets", { AssetRegion: "ap-shanghai", Offset: 0, Limit: 10 }),
    ]);
    expect(rowsOf(made, "asset")).toEqual(assets.Assets);
    expect(rowsOf(made, "fleet")).toEqual(attributes.FleetAttributes);
    expect(made.Changes.find(({ Kind }) => Kind === "fleet")).toMatchObject({
      FleetId,
      Region: "ap-shanghai",
      Capacity: capacity.FleetCapacity[0],
      Utilization: utilization.FleetUtilization[0],
    });
    expect(rowsOf(made, "instance")).toEqual(instances.Instances);
    expect(rowsOf(made, "fleetEvent").reverse().map(withoutTimes)).toEqual(events.Events.map(withoutTimes));
    expect(rowsOf(made, "process")).toMatchObject([
      { FleetId, LaunchPath: "server", Status: "ACTIVE", ClientPort: 7000 },
      { FleetId, LaunchPath: "server", Status: "ACTIVE", ClientPort: 7001 },
    ]);
    expect(rowsOf(made, "process")[0]).not.toHaveProperty("RssBytes");

    await api.client.call("CreateGameServerSession", { FleetId, MaximumPlayerSessionCount: 10 });
    const busy = [...api.host.live().processes].find(({ sessionId }) => sessionId !== null);
    if (busy?.sessionId === null || busy === undefined) throw new Error("no process has the session");
    const { pid, sessionId } = busy;
    await api.say({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 });
    const loaded = await told(ear, api);
    expect(loaded.Changes.map(({ Kind }) => Kind)).toEqual(["fleet", "instance", "process", "session"]);
    expect(loaded.Changes[0]).toMatchObject({ Kind: "fleet", Utilization: { ActiveGameServerSessionCount: 1 } });
    expect(loaded.Changes[1]).toMatchObject({ Kind: "instance", Row: { GameSessionCnt: 1 } });
    expect(rowsOf(loaded, "session")).toMatchObject([{ GameServerSessionId: sessionId, Status: "ACTIVE" }]);
  });

  test("tells what is in no list any more by no row", async () => {
    const api = await useConsole();
    const FleetId = await api.fleet();
    const AssetId = await api.asset();
    const ear = await useEar(api);
    await api.client.call("DeleteAsset", { AssetId });
    const instanceId = [...api.host.live().instances][0]?.id;
    await api.client.call("DeleteFleet", { FleetId });
    const deleting = await told(ear, api);
    expect(deleting.Changes).toContainEqual(expect.objectContaining({ Kind: "asset", Id: AssetId, Row: null }));
    expect(rowsOf(deleting, "fleet")).toMatchObject([{ Status: "DELETING" }]);
    for (const { id } of api.machine.launched) api.machine.exit(id);
    const gone = [deleting, ...(await toldWithin(ear, api, 60_000))].flatMap(({ Changes }) => Changes);
    const last = new Map(gone.map((change) => [change.Id, change]));
    expect(last.get(FleetId)).toEqual({ Kind: "fleet", Id: FleetId, FleetId, Region: null, Row: null });
    expect(last.get(String(instanceId))).toMatchObject({ Kind: "instance", FleetId, Row: null });
    expect([...last.values()].filter(({ Kind }) => Kind === "process")).toMatchObject([
      { FleetId, Row: null },
      { FleetId, Row: null },
    ]);
  });

  test("comes ten times a second at most, and at once after a while of nothing", async () => {
    const api = await useConsole();
    const ear = await useEar(api);
    await api.ready();
    await api.clock.advance(0);
    expect(await ear.next()).toMatchObject({ event: "changes" });
    await api.ready();
    await api.clock.advance(99);
    await api.ready();
    await api.clock.advance(1);
    expect(rowsOf((await ear.next()).data as Told, "process")).toHaveLength(2);
  });

  test("has a word every 15 s, by which both sides see that the other is there", async () => {
    const api = await useConsole();
    const ear = await useEar(api);
    for (const _ of [1, 2]) {
      await api.clock.advance(15_000);
      expect(await ear.next()).toEqual({ event: "comment", data: ": here" });
    }
  });

  test("says that all is to be fetched anew when more has changed than it carries, and goes on from there", async () => {
    const api = await useConsole();
    const sessionId = await api.session();
    const session = api.host.reads.session(sessionId as GameServerSessionId);
    const [process] = api.host.live().processes;
    if (session === undefined || process === undefined) throw new Error("there is no session");
    const processesChanged = (count: number): void => {
      const processes = Array.from({ length: count }, (_, at) => ({ ...process, id: String(at) as ProcessId }));
      api.console.committed({ ...noChanges, processes });
    };
    const sessionsChanged = (count: number): void => {
      const gameServerSessionData = "x".repeat(4_096);
      const sessions = Array.from({ length: count }, (_, at) => ({
        ...session,
        id: String(at) as GameServerSessionId,
        gameServerSessionData,
      }));
      api.console.committed({ ...noChanges, sessions });
    };
    const ear = await useEar(api);
    const heard = async (): Promise<string> => {
      await api.clock.advance(100);
      return (await ear.next()).event;
    };
    for (const [change, count, event] of [
      [processesChanged, 2_000, "changes"],
      [processesChanged, 2_001, "reset"],
      [sessionsChanged, 200, "changes"],
      [sessionsChanged, 300, "reset"],
      [sessionsChanged, 1, "changes"],
    ] as const) {
      change(count);
      expect([change.name, count, await heard()]).toEqual([change.name, count, event]);
    }
    expect(api.faults).toEqual([]);
  });

  test("ends with the keys that it was opened with", async () => {
    const api = await useConsole();
    const keys = await api.login();
    const pending = api.clock.pendingTimers;
    const ear = await useEar(api, keys);
    await api.clock.advance(keys.expiresAtMs - api.clock.now() + 15_000);
    expect((await ear.rest()).every(({ event }) => event === "comment")).toBe(true);
    expect(api.clock.pendingTimers).toBe(pending);
  });

  test("ends when the host closes, which waits for nobody", async () => {
    const api = await useConsole();
    const ear = await useEar(api);
    const pending = api.clock.pendingTimers;
    await api.close();
    expect(await ear.rest()).toEqual([]);
    expect(api.clock.pendingTimers).toBe(pending - 1);
  });

  test("costs nothing once nobody listens", async () => {
    const api = await useConsole();
    const pending = api.clock.pendingTimers;
    const ear = await useEar(api);
    expect(api.clock.pendingTimers).toBe(pending + 1);
    ear.hangUp();
    await expect.poll(() => api.clock.pendingTimers).toBe(pending);
  });

  test("is for callers with keys only, and for so many", async () => {
    const api = await useConsole();
    expect(refusalIn(await api.post("/console/events", {}))).toEqual([403, "AuthFailure.InvalidAuthorization"]);
    const ears = await Promise.all(Array.from({ length: 64 }, () => useEar(api)));
    expect(refusalIn(await api.signed("/console/events"))).toEqual([503, "RequestLimitExceeded"]);
    ears[0]?.hangUp();
    await expect.poll(async () => (await listen(api)).response.statusCode).toBe(200);
  });

  test("waits until the host serves", async () => {
    const api = await useConsole({ api: { isReady: () => false } });
    expect(refusalIn(await api.signed("/console/events"))).toEqual([503, "InternalError"]);
    expect(refusalIn(await api.signed("/console/processes"))).toEqual([503, "InternalError"]);
  });
});

describe("Queues and placements", () => {
  /** A queue that leads to a fleet of two. */
  async function useQueue(): Promise<ConsoleUnderTest> {
    const api = await useConsole();
    const { FleetAttributes } = await api.client.call("DescribeFleetAttributes", { FleetIds: [await api.fleet()] });
    const Destinations = FleetAttributes.map(({ FleetArn: DestinationArn }) => ({ DestinationArn }));
    await api.client.call("CreateGameServerSessionQueue", { Name: "arena", Destinations });
    return api;
  }

  const start = (api: ConsoleUnderTest, PlacementId: string, GameServerSessionQueueName = "arena") =>
    api.client.call("StartGameServerSessionPlacement", {
      PlacementId,
      GameServerSessionQueueName,
      MaximumPlayerSessionCount: 2,
    });

  const shown = async (api: ConsoleUnderTest, PlacementId: string): Promise<object> =>
    (await api.client.call("DescribeGameServerSessionPlacement", { PlacementId })).GameServerSessionPlacement;

  test("are told of as the cloud API shows them; a queue that was deleted is in no list", async () => {
    const api = await useQueue();
    const ear = await useEar(api);
    await api.client.call("UpdateGameServerSessionQueue", { Name: "arena", TimeoutInSeconds: 9 });
    await start(api, "match-1");
    const { GameServerSessionQueues } = await api.client.call("DescribeGameServerSessionQueues", {});
    const region = { FleetId: null, Region: "ap-shanghai" };
    const { Changes } = await told(ear, api);
    expect(Changes).toContainEqual({ Kind: "queue", Id: "arena", ...region, Row: GameServerSessionQueues[0] });
    expect(Changes).toContainEqual({
      ...{ Kind: "placement", Id: "match-1", ...region },
      Row: { ...(await shown(api, "match-1")), StatusReason: "" },
    });

    await api.client.call("StopGameServerSessionPlacement", { PlacementId: "match-1" });
    await api.client.call("DeleteGameServerSessionQueue", { Name: "arena" });
    const later = await told(ear, api);
    expect(later.Changes).toContainEqual({ Kind: "queue", Id: "arena", ...region, Row: null });
    expect(later.Changes).toContainEqual(
      expect.objectContaining({
        Id: "match-1",
        Row: expect.objectContaining({ Status: "CANCELLED", StatusReason: textLike(/./) }) as unknown,
      }),
    );
  });

  test("placements are listed, newest first, of a region and a queue; those that wait are never left out", async () => {
    const api = await useQueue();
    await api.client.call("CreateGameServerSessionQueue", { Name: "nowhere" });
    await start(api, "waits");
    for (let n = 1; n <= 101; n++) await start(api, `over-${n}`, "nowhere");
    const listed = async (request: object): Promise<readonly string[]> => {
      const { Placements } = jsonIn<{ readonly Placements: readonly { readonly PlacementId: string }[] }>(
        await api.signed("/console/placements", request),
      );
      return Placements.map(({ PlacementId }) => PlacementId);
    };
    const all = await listed({});
    expect([all.length, all[0], all.at(-2), all.at(-1)]).toEqual([101, "over-101", "over-2", "waits"]);
    expect(await listed({ Region: "ap-shanghai", QueueName: "arena" })).toEqual(["waits"]);
    expect(await listed({ Region: "ap-tokyo" })).toEqual([]);
    expect(refusalIn(await api.post("/console/placements", {}))).toEqual([403, "AuthFailure.InvalidAuthorization"]);
  });
});

describe("The processes", () => {
  test("are all that are live, or those of one fleet, with what they take", async () => {
    const api = await useConsole();
    const FleetId = await api.fleet();
    await api.ready(8_000);
    const processes = async (body: object): Promise<readonly unknown[]> =>
      jsonIn<{ Processes: readonly unknown[] }>(await api.signed("/console/processes", body)).Processes;
    const usage = { RssBytes: 4_096, CpuMs: 1_500 };
    expect(await processes({})).toMatchObject([
      { FleetId, ClientPort: 7_000, LaunchPath: "server", ...usage },
      { FleetId, ClientPort: 7_001, LaunchPath: "server", ...usage },
      { FleetId: null, ClientPort: 8_000, LaunchPath: "", Status: "ACTIVE", SessionId: null, ...usage },
    ]);
    expect(await processes({ FleetId })).toHaveLength(2);
    expect(await processes({ FleetId: "fleet-x" })).toEqual([]);
  });

  test("are for callers with keys only", async () => {
    const api = await useConsole();
    expect(refusalIn(await api.post("/console/processes", {}))).toEqual([403, "AuthFailure.InvalidAuthorization"]);
    expect(await api.signed("/console/processes", { FleetId: 1 })).toMatchObject({ status: 400 });
  });
});

const noChanges: Changes = {
  processes: [],
  sessions: [],
  players: [],
  aliases: [],
  assets: [],
  fleets: [],
  instances: [],
  launches: [],
  fleetEvents: [],
  queues: [],
  placements: [],
};

interface Told {
  readonly Changes: readonly {
    readonly Kind: string;
    readonly Id: string;
    readonly Row: object | null;
  }[];
  readonly Overview: object;
}

/** Listens, and has heard the hello. */
async function useEar(api: ConsoleUnderTest, keys?: Keys): Promise<Ear> {
  const ear = await listen(api, keys);
  expect((await ear.next()).event).toBe("hello");
  return ear;
}

/** What is told of all that changed up to now. */
async function told(ear: Ear, { clock }: ConsoleUnderTest): Promise<Told> {
  await clock.advance(100);
  const { event, data } = await ear.next();
  expect(event).toBe("changes");
  return data as Told;
}

async function toldWithin(ear: Ear, api: ConsoleUnderTest, ms: number): Promise<readonly Told[]> {
  await api.clock.advance(ms);
  await api.close();
  return (await ear.rest()).filter(({ event }: Heard) => event === "changes").map(({ data }) => data as Told);
}

/** A link to a log says until when it is good. */
const withoutTimes = (event: unknown): unknown =>
  JSON.parse(JSON.stringify(event).replace(/\?expires=\d+&signature=[\w-]+/g, ""));

const rowsOf = ({ Changes }: Told, kind: string): (object | null)[] =>
  Changes.filter(({ Kind }) => Kind === kind).map(({ Row }) => Row);
