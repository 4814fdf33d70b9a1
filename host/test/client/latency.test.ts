import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import {
  httpLatencyProbe,
  measureLatencies,
  measureRegions,
  udpLatencyProbe,
  type LatencyProbe,
} from "../../src/client/index.js";
import { regions } from "../../src/regions.js";
import { systemClock } from "../../src/system-clock.js";
import { useProbe } from "../latency/use-probe.js";
import { useManualClock } from "../support/use-manual-clock.js";

/** A network that takes as long as it is told, question by question; `undefined` loses one. */
function aNetwork(times: Readonly<Record<string, readonly (number | undefined)[]>>) {
  const asked: string[] = [];
  const left = new Map(Object.entries(times).map(([region, list]) => [region, [...list]]));
  const probe: LatencyProbe = async (region) => {
    asked.push(region);
    const ms = left.get(region)?.shift();
    if (ms === undefined) throw new Error("lost");
    return ms;
  };
  return { probe, asked };
}

describe("measureRegions", () => {
  test("takes the median, does not count the question that opens the way, and puts the nearest first", async () => {
    const { probe } = aNetwork({ "ap-shanghai": [900, 40.4, 700, 42], "na-ashburn": [5, 8, 7, 6] });
    expect(await measureRegions({ probe, regions: ["ap-shanghai", "na-ashburn"] })).toEqual([
      { region: "na-ashburn", ms: 7 },
      { region: "ap-shanghai", ms: 42 },
    ]);
  });

  test("forgives one lost answer; after two the region is out, and is asked no more", async () => {
    const { probe, asked } = aNetwork({
      "ap-shanghai": [5, 40, undefined, 44],
      "ap-tokyo": [undefined, 9, 8, undefined, 7],
      "ap-seoul": [],
    });
    expect(await measureRegions({ probe, regions: ["ap-tokyo", "ap-shanghai", "ap-seoul"], atOnce: 1 })).toEqual([
      { region: "ap-shanghai", ms: 40 },
      { region: "ap-seoul", ms: undefined },
      { region: "ap-tokyo", ms: undefined },
    ]);
    expect(asked.filter((region) => region === "ap-seoul")).toHaveLength(2);
  });

  test("asks each of GSE's regions, so many at a time as it is told to", async () => {
    let under = 0;
    let most = 0;
    const probe: LatencyProbe = async () => {
      most = Math.max(most, ++under);
      await Promise.resolve();
      under--;
      return 1;
    };
    const found = await measureRegions({ probe, atOnce: 5, rounds: 2 });
    expect(found.map(({ region }) => region)).toEqual([...regions].sort());
    expect(most).toBe(5);
  });

  test("waits for an answer only so long, and leaves no timer behind", async () => {
    const clock = useManualClock();
    let aborted = 0;
    const probe: LatencyProbe = (_region, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          aborted++;
          reject(new Error("aborted"));
        });
      });
    const measured = measureRegions({ probe, regions: ["ap-tokyo"], timeoutMs: 500, clock });
    await clock.advance(499);
    expect(aborted).toBe(0);
    await clock.advance(1);
    expect(aborted).toBe(1);
    await clock.advance(500);
    expect(await measured).toEqual([{ region: "ap-tokyo", ms: undefined }]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("rejects with the caller's reason, and lets go of the signal", async () => {
    const leaving = new AbortController();
    const reason = new Error("the player closed the menu");
    const clock = useManualClock();
    const probe: LatencyProbe = (_region, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new Error("aborted"));
        });
      });
    const measured = measureRegions({ probe, signal: leaving.signal, clock });
    leaving.abort(reason);
    await expect(measured).rejects.toBe(reason);
    await expect(measureRegions({ probe, signal: leaving.signal, clock })).rejects.toBe(reason);
    expect(getEventListeners(leaving.signal, "abort")).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  test.each([
    [{ regions: ["ap-atlantis"] }, 'there is no region "ap-atlantis"; the regions are ap-bangkok, '],
    [{ rounds: 0 }, "rounds is 0: give a whole number, 1 or more"],
    [{ atOnce: 1.5 }, "atOnce is 1.5: give a whole number, 1 or more"],
    [{ probe: "http://" }, 'the endpoint is "http://"; give HOST:PORT or a URL'],
  ])("refuses what it cannot use: %o", async (options, message) => {
    await expect(measureRegions({ probe: aNetwork({}).probe, ...options })).rejects.toThrow(message);
  });
});

describe("measureLatencies", () => {
  test("gives what StartGameServerSessionPlacement takes: whole milliseconds, never 0, and nothing of regions that are out", async () => {
    const { probe } = aNetwork({ "ap-shanghai": [1, 0.2, 0.2, 0.2], "ap-tokyo": [1, 90.6, 90.6, 90.6] });
    expect(await measureLatencies("ada", { probe, regions: ["ap-tokyo", "ap-shanghai", "ap-seoul"] })).toEqual([
      { PlayerId: "ada", RegionIdentifier: "ap-shanghai", LatencyInMilliseconds: 1 },
      { PlayerId: "ada", RegionIdentifier: "ap-tokyo", LatencyInMilliseconds: 91 },
    ]);
  });
});

/** A timer may fire a little early by the clock that measures, and as late as it likes. */
const AT_LEAST_MS = 55;

describe("against a host", () => {
  test.each(["HTTP", "UDP"])("by %s a far region measures as far, and one that is down is left out", async (way) => {
    const { http, udp } = await useProbe({ "ap-shanghai": 60, "ap-tokyo": "down" }, systemClock);
    const probe = way === "HTTP" ? http : udpLatencyProbe(udp);
    const found = await measureLatencies("ada", { probe, regions: ["ap-shanghai", "ap-seoul"], rounds: 1 });
    expect(found.map(({ RegionIdentifier }) => RegionIdentifier).sort()).toEqual(["ap-seoul", "ap-shanghai"]);
    const shanghai = found.find(({ RegionIdentifier }) => RegionIdentifier === "ap-shanghai");
    expect(shanghai?.LatencyInMilliseconds).toBeGreaterThanOrEqual(AT_LEAST_MS);
    expect(await measureLatencies("ada", { probe, regions: ["ap-tokyo"], timeoutMs: 100 })).toEqual([]);
  });

  test("each region may have an address of its own", async () => {
    const { http, udp } = await useProbe();
    const asked = new Set<string>();
    const addressOf = (address: string) => (region: string) => {
      asked.add(region);
      return address;
    };
    const regions = ["ap-seoul", "ap-tokyo"];
    expect(await measureLatencies("a", { probe: httpLatencyProbe(addressOf(`http://${http}`)), regions })).toHaveLength(
      2,
    );
    expect([...asked].sort()).toEqual(regions);
    expect(await measureLatencies("a", { probe: udpLatencyProbe(addressOf(udp)), regions })).toHaveLength(2);
  });

  test("where nothing listens no region is near", async () => {
    const { http, udp } = await useProbe();
    const port = Number(http.split(":")[1]);
    const regions = ["ap-seoul"];
    expect(await measureRegions({ probe: `http://127.0.0.1:${udp.split(":")[1] ?? ""}x`, regions }).catch(String)).toBe(
      `TypeError: the endpoint is "http://127.0.0.1:${udp.split(":")[1] ?? ""}x"; give HOST:PORT or a URL, for instance "http://127.0.0.1:8080"`,
    );
    expect(await measureRegions({ probe: udpLatencyProbe(`127.0.0.1:${String(port)}`), regions })).toEqual([
      { region: "ap-seoul", ms: undefined },
    ]);
    expect(() => udpLatencyProbe("127.0.0.1")).toThrow(/^the address of the probe is "127\.0\.0\.1": give HOST:PORT/);
  });
});
