import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { CacheUpdater } from "../../src/live/apply-changes.js";
import type { Change } from "../../src/live/wire.js";

const region = "ap-shanghai";
const fleet = (FleetId: string, Status: string) => ({ FleetId, Status });
const change = (given: Partial<Change>): Change => ({
  ...{ Kind: "fleet", Id: "fleet-1", FleetId: "fleet-1", Region: region, Row: fleet("fleet-1", "ACTIVE") },
  ...given,
});

/** A client that knows the answers, and the updater that is told of changes; time stands still. */
function useUpdater(answers: Readonly<Record<string, { readonly request: object; readonly data: object }>>) {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  const client = new QueryClient();
  const updater = new CacheUpdater(client);
  onTestFinished(() => {
    updater.close();
    client.clear();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  const key = (name: string) => [name, region, answers[name]?.request];
  for (const [name, { data }] of Object.entries(answers)) client.setQueryData(key(name), data);
  return {
    ...{ updater, client },
    data: (name: string) => client.getQueryData(key(name)),
    isStale: (name: string) => client.getQueryState(key(name))?.isInvalidated === true,
    pass: (ms: number) => vi.advanceTimersByTime(ms),
  };
}

describe("what was asked for", () => {
  const list = {
    DescribeFleetAttributes: {
      request: {},
      data: { FleetAttributes: [fleet("fleet-1", "NEW"), fleet("fleet-2", "NEW")] },
    },
  };

  test("is brought up to date in place, and not asked for again", () => {
    const { updater, data, isStale, pass } = useUpdater(list);
    updater.apply([change({})]);
    expect(data("DescribeFleetAttributes")).toEqual({
      FleetAttributes: [fleet("fleet-1", "ACTIVE"), fleet("fleet-2", "NEW")],
    });
    pass(10_000);
    expect(isStale("DescribeFleetAttributes")).toBe(false);
  });

  test("is of one queue where one was asked for, and of one region", () => {
    const placement = (Status: string, queue = "arena") => ({
      ...{ PlacementId: "match-1", GameServerSessionQueueName: queue, Status },
    });
    const told = (Kind: "queue" | "placement", Id: string, Row: object, more: Partial<Change> = {}): Change =>
      change({ Kind, Id, FleetId: null, Row: Row as NonNullable<Change["Row"]>, ...more });
    const { updater, data, isStale, pass } = useUpdater({
      "/console/placements": { request: { QueueName: "arena" }, data: { Placements: [placement("PENDING")] } },
      DescribeGameServerSessionQueues: {
        request: { Names: ["arena"] },
        data: { GameServerSessionQueues: [{ Name: "arena", TimeoutInSeconds: 600 }] },
      },
    });
    updater.apply([
      told("placement", "match-1", placement("FULFILLED")),
      told("placement", "match-2", placement("PENDING", "duel")),
      told("placement", "match-3", placement("PENDING"), { Region: "ap-tokyo" }),
      told("queue", "arena", { Name: "arena", TimeoutInSeconds: 30 }),
      told("queue", "duel", { Name: "duel", TimeoutInSeconds: 30 }),
    ]);
    expect(data("/console/placements")).toEqual({ Placements: [placement("FULFILLED")] });
    expect(data("DescribeGameServerSessionQueues")).toEqual({
      GameServerSessionQueues: [{ Name: "arena", TimeoutInSeconds: 30 }],
    });
    pass(10_000);
    expect(["/console/placements", "DescribeGameServerSessionQueues"].filter(isStale)).toEqual([]);
    updater.apply([told("placement", "match-4", placement("PENDING"))]);
    pass(10_000);
    expect(["/console/placements", "DescribeGameServerSessionQueues"].filter(isStale)).toEqual(["/console/placements"]);
  });

  test("is asked for again when a row has come or gone", () => {
    for (const given of [{ Id: "fleet-3", Row: fleet("fleet-3", "NEW") }, { Row: null }]) {
      const { updater, isStale, pass } = useUpdater(list);
      updater.apply([change(given)]);
      expect(isStale("DescribeFleetAttributes")).toBe(false);
      pass(100);
      expect(isStale("DescribeFleetAttributes")).toBe(true);
    }
  });

  test("stays as it is when the change is of another region or another fleet", () => {
    const answers = {
      ...list,
      DescribeGameServerSessions: { request: { FleetId: "fleet-1" }, data: { GameServerSessions: [] } },
    };
    const { updater, data, isStale, pass } = useUpdater(answers);
    const session = { GameServerSessionId: "s", FleetId: "fleet-2" };
    updater.apply([
      change({ Region: "ap-tokyo" }),
      change({ Kind: "session", Id: "s", FleetId: "fleet-2", Row: session }),
    ]);
    pass(10_000);
    expect(data("DescribeFleetAttributes")).toEqual(list.DescribeFleetAttributes.data);
    expect([isStale("DescribeFleetAttributes"), isStale("DescribeGameServerSessions")]).toEqual([false, false]);
  });

  test("is asked for again when a row may not pass its filter any more", () => {
    const row = { GameServerSessionId: "s", Status: "ACTIVE" };
    const { updater, isStale, pass } = useUpdater({
      DescribeGameServerSessions: {
        request: { FleetId: "fleet-1", StatusFilter: "ACTIVE" },
        data: { GameServerSessions: [row] },
      },
    });
    updater.apply([change({ Kind: "session", Id: "s", Row: { ...row, Status: "TERMINATED" } })]);
    pass(100);
    expect(isStale("DescribeGameServerSessions")).toBe(true);
  });

  test("takes a fleet's counts from the change of the fleet", () => {
    const { updater, data } = useUpdater({
      DescribeFleetUtilization: {
        request: { FleetIds: ["fleet-1"] },
        data: { FleetUtilization: [{ FleetId: "fleet-1", CurrentPlayerSessionCount: 0 }] },
      },
    });
    updater.apply([change({ Utilization: { FleetId: "fleet-1", CurrentPlayerSessionCount: 7 } })]);
    expect(data("DescribeFleetUtilization")).toMatchObject({ FleetUtilization: [{ CurrentPlayerSessionCount: 7 }] });
  });

  test("is asked for again when it tells of what changed without holding it", () => {
    const { updater, isStale, pass } = useUpdater({
      DescribeFleetEvents: { request: { FleetId: "fleet-1" }, data: { Events: [] } },
      DescribeFleetPortSettings: { request: { FleetId: "fleet-2" }, data: { InboundPermissions: [] } },
    });
    updater.apply([change({ Kind: "fleetEvent", Id: "event-1" }), change({})]);
    pass(100);
    expect([isStale("DescribeFleetEvents"), isStale("DescribeFleetPortSettings")]).toEqual([true, false]);
  });
});

describe("an answer that is on its way when something changes", () => {
  /** Asks, and gives back what lets the answer come. */
  function useAnswer(name: string, request: object) {
    const { updater, client, pass } = useUpdater({});
    const asked = vi.fn<() => Promise<object>>();
    let answer: (data: object) => void = () => undefined;
    asked.mockImplementation(() => new Promise<object>((resolve) => (answer = resolve)));
    const queryKey = [name, region, request];
    const observer = new QueryObserver(client, { queryKey, queryFn: asked, retry: false });
    onTestFinished(observer.subscribe(() => undefined));
    const answers = async (data: object): Promise<void> => {
      answer(data);
      await vi.advanceTimersByTimeAsync(0);
    };
    return { updater, asked, answers, pass, data: () => client.getQueryData(queryKey) };
  }

  test("does not take the change back, whichever of them is older", async () => {
    const { updater, answers, data } = useAnswer("DescribeFleetAttributes", {});
    updater.apply([change({ Row: fleet("fleet-1", "BUILDING") })]);
    updater.apply([change({ Row: fleet("fleet-1", "ACTIVE") })]);
    await answers({ FleetAttributes: [fleet("fleet-1", "NEW")] });
    expect(data()).toEqual({ FleetAttributes: [fleet("fleet-1", "ACTIVE")] });
  });

  test("does so page by page, too", async () => {
    const { updater, answers, data } = useAnswer("DescribeFleetAttributes", {});
    updater.apply([change({ Row: fleet("fleet-1", "ACTIVE") })]);
    await answers({ pages: [{ FleetAttributes: [fleet("fleet-1", "NEW")] }], pageParams: [""] });
    expect(data()).toMatchObject({ pages: [{ FleetAttributes: [fleet("fleet-1", "ACTIVE")] }] });
  });

  test("is waited for, then asked for once more, where it only tells of what changed", async () => {
    const { updater, asked, answers, pass } = useAnswer("DescribeFleetEvents", { FleetId: "fleet-1" });
    updater.apply([change({ Kind: "fleetEvent", Id: "event-1" })]);
    pass(5_000);
    expect(asked).toHaveBeenCalledTimes(1);
    await answers({ Events: [] });
    pass(1_000);
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
