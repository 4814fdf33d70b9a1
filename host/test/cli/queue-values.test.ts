import { InvalidArgumentError } from "commander";
import picocolors from "picocolors";
import { describe, expect, test } from "vitest";
import { latencyFlags, wantedPlayers } from "../../src/cli/placement-values.js";
import { partsOf, policiesText } from "../../src/cli/queue-text.js";
import { latencyPolicies } from "../../src/cli/queue-values.js";
import { placementText } from "../../src/cli/placement-text.js";
import type { Placement } from "../../src/cli/placement-values.js";

describe("what is said of queues and placements", () => {
  test.each([
    [["80ms:10s", "150ms"], "80ms:10s 150ms"],
    [["80:10", "150"], "80ms:10s 150ms"],
    [[], "any"],
  ])("limits of latency %j are read, and written as %s", (given, text) => {
    const policies = given.reduce<ReturnType<typeof latencyPolicies>>(
      (former, one) => latencyPolicies(one, former),
      [],
    );
    expect(policiesText(policies)).toBe(text);
  });

  test.each(["", "fast", "80s", "80ms:", "80ms:10m", "-1", "80ms:10s:5"])("%j is no limit of latency", (text) => {
    expect(() => latencyPolicies(text)).toThrow(InvalidArgumentError);
  });

  test("players come with their data, which may hold anything", () => {
    expect(wantedPlayers("bob=level=7", wantedPlayers("ada"))).toEqual([
      { PlayerId: "ada", PlayerData: "" },
      { PlayerId: "bob", PlayerData: "level=7" },
    ]);
    expect(() => wantedPlayers("=7")).toThrow(InvalidArgumentError);
  });

  test.each([
    ["ada:ap-shanghai=100", { player: "ada", region: "ap-shanghai", ms: 100 }],
    ["a:b:ap-shanghai=100ms", { player: "a:b", region: "ap-shanghai", ms: 100 }],
    ["ap-shanghai=0", { player: undefined, region: "ap-shanghai", ms: 0 }],
    ["@ada.json", { file: "@ada.json" }],
  ])("a latency is said by %s", (text, latency) => {
    expect(latencyFlags(text)).toEqual([latency]);
  });

  test.each(["ap-shanghai", "ada:=5", "ada:ap-shanghai=far", "ada:ap-shanghai=-5"])("%j is no latency", (text) => {
    expect(() => latencyFlags(text)).toThrow(InvalidArgumentError);
  });

  test("a destination is told by its region and its id; in GSE Local there is no region", () => {
    expect(partsOf("qcs::gse:na-siliconvalley:uin/1:alias/alias-1")).toEqual({
      region: "na-siliconvalley",
      id: "alias-1",
    });
    expect(partsOf("qcs::gse:local::fleet/fleet-1")).toEqual({ region: "", id: "fleet-1" });
    expect(partsOf("nothing of the kind")).toEqual({ region: "", id: "nothing of the kind" });
  });

  test("what players' programs chose is shown, and nothing in it is obeyed by a terminal", () => {
    const placement: Placement = {
      PlacementId: "1",
      GameServerSessionQueueName: "arena",
      PlayerLatencies: [{ PlayerId: "\u001b[2Jada", RegionIdentifier: "ap-shanghai", LatencyInMilliseconds: 100 }],
      Status: "FULFILLED",
      DnsName: "",
      GameServerSessionId: "qcs::gse:ap-shanghai:uin/1:gameserversession/fleet-1/gssess-1/1",
      GameServerSessionName: "",
      GameServerSessionRegion: "ap-shanghai",
      GameProperties: [],
      MaximumPlayerSessionCount: 8,
      GameServerSessionData: "two\nlines",
      IpAddress: "127.0.0.1",
      Port: 7000,
      MatchmakerData: "",
      PlacedPlayerSessions: [{ PlayerId: "\u001b[2Jada", PlayerSessionId: "psess-1-1" }],
      StartTime: "2026-01-01T00:00:00Z",
      EndTime: "2026-01-01T00:00:01Z",
    };
    const text = placementText(placement, picocolors.createColors(false));
    expect(text).toContain("latencies  \\u001b[2Jada 100 ms ap-shanghai\n");
    expect(text).toContain("data       two\\nlines\n");
    expect(text).toMatch(/\n\nPLAYER +PLAYER SESSION\n\\u001b\[2Jada +psess-1-1$/);
  });
});
